#pragma once

#include "Cli/BlockStages.h"
#include "Core/AlignedVector.h"
#include "Files/NpyFile.h"

#include <algorithm>
#include <array>

namespace spikegraph::cli
{

/// Where the elements of a block lie in a file: rows of as many neighbours, each `pitch` after the one
/// before.
struct NpyRows
{
    Index first, width;
    Index count = 1, pitch = 0;

    Index elements() const noexcept { return width * count; }
};

/// Elements of a .npy file on their way to another.
template <typename T>
struct NpyBlock
{
    T* elements;
    Index count; ///< which whoever drops some sets to what is to be written
    Index number;
    std::size_t carrier;
};

/// What is done with blocks, see BlockStage.
template <typename T>
struct NpyBlockWork
{
    std::function<void (NpyBlock<T>&)> run;
    bool inAnyOrder = false;
};

/// How a file is cut into blocks.
struct NpyCut
{
    Index numBlocks;
    std::function<NpyRows (Index block)> rowsOf;
    /// Where what works leave of a block is written, where they drop elements; none: one block after the
    /// other.
    std::function<Index (Index block)> keptFrom = {};
    bool isThinned = false; ///< whether they do
};

/// Blocks of as many elements that follow one another, the last of fewer.
inline NpyCut cutInOrder (const Shape& shape, Index blockElements)
{
    const auto elements = numElements (shape);
    if (elements == 0)
        return { 0, {} };
    return { (elements + blockElements - 1) / blockElements,
             [=] (Index block) -> NpyRows
             {
                 const auto first = block * blockElements;
                 return { first, std::min (blockElements, elements - first) };
             } };
}

/// The same blocks of an array of such rows, the last row first. Those of several rows have them in order
/// still, if they follow one another in the file.
inline NpyCut inReverse (NpyCut cut, Index rowElements, Index numRows)
{
    cut.rowsOf = [=, rowsOf = std::move (cut.rowsOf)] (Index block) -> NpyRows
    {
        auto rows = rowsOf (block);
        const auto together = std::max (Index{ 1 }, rows.width / rowElements);
        const auto row = rows.first / rowElements, column = rows.first % rowElements;
        rows.first = (numRows - row - together) * rowElements + column;
        rows.pitch = -rows.pitch;
        return rows;
    };
    return cut;
}

/// Reads blocks, none with more elements than the first, brings them through the works, and writes what they
/// leave. A source has NpyReader's seek and readAs.
template <typename T, typename Source>
void streamNpy (Source& source, NpyWriter& writer, const NpyCut& cut,
                const std::vector<NpyBlockWork<T>>& works)
{
    std::array<AlignedVector<T>, mostBlockCarriers> buffers;
    std::array<NpyBlock<T>, mostBlockCarriers> blocks;

    const auto read = [&] (Index number, std::size_t carrier)
    {
        const auto rows = cut.rowsOf (number);
        if (buffers[carrier].empty())
            buffers[carrier].resize (static_cast<std::size_t> (cut.rowsOf (0).elements()));
        blocks[carrier] = { buffers[carrier].data(), rows.elements(), number, carrier };
        for (Index row = 0; row < rows.count; ++row)
        {
            source.seek (rows.first + row * rows.pitch);
            source.readAs (blocks[carrier].elements + row * rows.width, rows.width);
        }
    };
    const auto write = [&] (Index number, std::size_t carrier)
    {
        const auto& block = blocks[carrier];
        if (cut.isThinned)
        {
            if (cut.keptFrom && block.count > 0)
                writer.seek (cut.keptFrom (number));
            return writer.write (block.elements, block.count);
        }
        const auto rows = cut.rowsOf (number);
        for (Index row = 0; row < rows.count; ++row)
        {
            writer.seek (rows.first + row * rows.pitch);
            writer.write (block.elements + row * rows.width, rows.width);
        }
    };

    std::vector<BlockStage> stages{ { read } };
    for (const auto& work : works)
        stages.push_back (
            { [&] (Index, std::size_t carrier) { work.run (blocks[carrier]); }, work.inAnyOrder });
    stages.push_back ({ write });
    runBlockStages (cut.numBlocks, stages);
}

} // namespace spikegraph::cli

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

/// Of a block, which is to stay in a processor's cache.
constexpr Index blockBytes = 1 << 19;

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

/// Blocks of as many elements that follow one another, but the first of `fewer` and the last of what is left.
inline NpyCut cutInOrder (const Shape& shape, Index blockElements, Index fewer = 0)
{
    const auto elements = numElements (shape);
    if (elements == 0)
        return { 0, {} };
    return { (elements + fewer + blockElements - 1) / blockElements,
             [=] (Index block) -> NpyRows
             {
                 const auto first = std::max (Index{ 0 }, block * blockElements - fewer);
                 return { first, std::min ((block + 1) * blockElements - fewer, elements) - first };
             } };
}

/// How many elements fewer the first block has so that the others begin at multiples of their size in a file
/// with such a header. There begin the groups of pages in which systems keep files: fewer of them, and of
/// larger ones, are made. 0 if parts of so many elements, which no block cuts, do not allow it.
inline Index fewerInFirstBlock (Index headerBytes, Index elementBytes, Index blockElements,
                                Index partElements)
{
    constexpr Index groupBytes = 1 << 16;
    const auto partBytes = partElements * elementBytes;
    return headerBytes % partBytes == 0 && blockElements * elementBytes % groupBytes == 0
               ? headerBytes / elementBytes % blockElements
               : 0;
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

/// Reads blocks, none with more elements than the first two, brings them through the works, and writes what
/// they leave. A source has NpyReader's seek and readAs.
template <typename T, typename Source>
void streamNpy (Source& source, NpyWriter& writer, const NpyCut& cut,
                const std::vector<NpyBlockWork<T>>& works)
{
    std::array<AlignedVector<T>, mostBlockCarriers> buffers;
    std::array<NpyBlock<T>, mostBlockCarriers> blocks;

    const auto mostElements = [&]
    {
        const auto second = std::min (Index{ 1 }, cut.numBlocks - 1);
        return std::max (cut.rowsOf (0).elements(), cut.rowsOf (second).elements());
    };
    const auto read = [&] (Index number, std::size_t carrier)
    {
        const auto rows = cut.rowsOf (number);
        if (buffers[carrier].empty())
            buffers[carrier].resize (static_cast<std::size_t> (mostElements()));
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

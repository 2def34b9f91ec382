#pragma once

#include "Cli/BlockStages.h"
#include "Files/NpyFile.h"

#include <algorithm>
#include <array>

namespace spikegraph::cli
{

/// Elements of a .npy file on their way to another.
template <typename T>
struct NpyBlock
{
    T* elements;
    Index count; ///< which whoever changes them sets to what is to be written
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

/// Reads blocks of as many elements, the last of fewer, brings them through the works, and writes what they
/// leave.
template <typename T>
void streamNpy (NpyReader& reader, NpyWriter& writer, Index blockElements,
                const std::vector<NpyBlockWork<T>>& works)
{
    const auto elements = numElements (reader.shape());
    if (elements == 0) // and so may be what no block cuts
        return;
    std::array<std::unique_ptr<T[]>, mostBlockCarriers> buffers;
    std::array<NpyBlock<T>, mostBlockCarriers> blocks;

    const auto read = [&] (Index number, std::size_t carrier)
    {
        const auto count = std::min (blockElements, elements - number * blockElements);
        if (buffers[carrier] == nullptr)
            buffers[carrier] = std::make_unique_for_overwrite<T[]> (static_cast<std::size_t> (count));
        blocks[carrier] = { buffers[carrier].get(), count, number, carrier };
        reader.read (blocks[carrier].elements, count);
    };
    const auto write = [&] (Index, std::size_t carrier)
    { writer.write (blocks[carrier].elements, blocks[carrier].count); };

    std::vector<BlockStage> stages{ { read } };
    for (const auto& work : works)
        stages.push_back (
            { [&] (Index, std::size_t carrier) { work.run (blocks[carrier]); }, work.inAnyOrder });
    stages.push_back ({ write });
    runBlockStages ((elements + blockElements - 1) / blockElements, stages);
}

} // namespace spikegraph::cli

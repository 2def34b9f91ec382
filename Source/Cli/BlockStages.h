#pragma once

#include "Core/Views.h"

#include <functional>
#include <vector>

namespace spikegraph::cli
{

/// The most threads that carry blocks.
constexpr std::size_t mostBlockCarriers = 8;

/// Threads that carry blocks, each one at a time: so many blocks are in memory. One a processor, but two at
/// least, so that one can wait for a file.
std::size_t numBlockCarriers();

/// What is done with a block, by the carrier that brings it.
struct BlockStage
{
    std::function<void (Index block, std::size_t carrier)> run;

    /// Whether blocks may come in any order and several at a time. Otherwise they come in their order, one at
    /// a time, so that reading, a layer's state and writing need no locks of their own.
    bool inAnyOrder = false;
};

/// Brings blocks 0 to numBlocks - 1 through all stages. While one carrier reads or writes, the others
/// compute, and a block stays in the caches of the processor that read it. With n carriers, carrier c brings
/// blocks c, c + n, c + 2n ... in this order. Numbers that are too small to be normal count as 0 meanwhile,
/// as on an audio thread. What a stage throws ends the work and is thrown here.
void runBlockStages (Index numBlocks, const std::vector<BlockStage>& stages);

} // namespace spikegraph::cli

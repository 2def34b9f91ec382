#pragma once

#include "Core/Views.h"

#include <functional>
#include <vector>

namespace spikegraph::cli
{

/// Threads that carry blocks, each one at a time: so many blocks are in memory.
constexpr Index blockCarriers = 2;

/// What is done with a block, by the carrier that brings it.
using BlockStage = std::function<void (Index block, std::size_t carrier)>;

/// Brings blocks 0 to numBlocks - 1 through all stages. A stage meets them in their order, one at a time, so
/// that reading, a layer's state and writing need no locks of their own; but while one carrier reads or
/// writes, the other computes, and a block stays in the caches of the processor that read it. What a stage
/// throws ends the work and is thrown here.
void runBlockStages (Index numBlocks, const std::vector<BlockStage>& stages);

} // namespace spikegraph::cli

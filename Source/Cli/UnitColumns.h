#pragma once

#include "Core/Views.h"

#include <algorithm>

namespace spikegraph::cli
{

/// How a layer goes through items of so many units that their state exceeds caches, or is as large as the
/// file: some units at a time through all steps, in blocks of some steps.
class UnitColumns
{
public:
    struct Block
    {
        Index item, firstUnit, units, firstStep, steps;
    };

    UnitColumns (Index numItems, Index numSteps, Index numUnits, Index numStepsOfBlock) noexcept
        : items (numItems)
        , steps (numSteps)
        , units (numUnits)
        , stepsOfBlock (std::clamp (numStepsOfBlock, Index{ 1 }, numSteps))
    {
    }

    Index numBlocks() const noexcept { return divideUp (units, unitsOfColumn) * blocksOfColumn(); }

    /// Blocks follow one another through an item, items through the batch, and the next column comes last:
    /// its units may have parameters of their own.
    Block block (Index number) const noexcept
    {
        const auto blocksOfItem = divideUp (steps, stepsOfBlock), inColumn = number % blocksOfColumn();
        const auto firstUnit = number / blocksOfColumn() * unitsOfColumn;
        const auto firstStep = inColumn % blocksOfItem * stepsOfBlock;
        return { inColumn / blocksOfItem, firstUnit, std::min (unitsOfColumn, units - firstUnit), firstStep,
                 std::min (stepsOfBlock, steps - firstStep) };
    }

    static constexpr Index unitsOfColumn = 16384;

private:
    static constexpr Index divideUp (Index a, Index b) noexcept { return (a + b - 1) / b; }

    Index blocksOfColumn() const noexcept { return items * divideUp (steps, stepsOfBlock); }

    Index items, steps, units, stepsOfBlock;
};

inline bool needsColumns (Index units) noexcept
{
    return units > 4 * UnitColumns::unitsOfColumn;
}

} // namespace spikegraph::cli

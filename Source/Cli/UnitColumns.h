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

    UnitColumns (Index numUnits, Index numSteps, Index numStepsOfBlock) noexcept
        : units (numUnits)
        , steps (numSteps)
        , stepsOfBlock (std::clamp (numStepsOfBlock, Index{ 1 }, numSteps))
    {
    }

    Index blocksOfItem() const noexcept
    {
        return divideUp (units, unitsOfColumn) * divideUp (steps, stepsOfBlock);
    }

    /// Blocks follow one another down a column, columns across an item, items through the batch.
    Block block (Index number) const noexcept
    {
        const auto blocksOfColumn = divideUp (steps, stepsOfBlock);
        const auto inItem = number % blocksOfItem();
        const auto firstUnit = inItem / blocksOfColumn * unitsOfColumn;
        const auto firstStep = inItem % blocksOfColumn * stepsOfBlock;
        return { number / blocksOfItem(), firstUnit, std::min (unitsOfColumn, units - firstUnit), firstStep,
                 std::min (stepsOfBlock, steps - firstStep) };
    }

    static constexpr Index unitsOfColumn = 16384;

private:
    static constexpr Index divideUp (Index a, Index b) noexcept { return (a + b - 1) / b; }

    Index units, steps, stepsOfBlock;
};

inline bool needsColumns (Index units) noexcept
{
    return units > 2 * UnitColumns::unitsOfColumn;
}

} // namespace spikegraph::cli

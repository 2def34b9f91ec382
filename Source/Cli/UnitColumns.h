#pragma once

#include "Core/Views.h"

#include <algorithm>

namespace spikegraph::cli
{

/// How a layer goes through items of so many units that a few rows exceed caches, and their state may be as
/// large as the file: some units at a time through all steps, in blocks of some steps. As many columns as
/// carriers are in hand at a time, one each, so that a column's state stays in the cache of one processor.
class UnitColumns
{
public:
    struct Block
    {
        Index item, firstUnit, units, firstStep, steps;
    };

    UnitColumns (Index numItems, Index numSteps, Index numUnits, Index mostUnitsOfColumn,
                 Index numStepsOfBlock, Index numCarriers) noexcept
        : items (numItems)
        , steps (numSteps)
        , units (numUnits)
        , stepsOfBlock (std::clamp (numStepsOfBlock, Index{ 1 }, numSteps))
        , carriers (numCarriers)
        , unitsOfColumn (divideUp (units, carriers * divideUp (units, carriers * mostUnitsOfColumn)))
    {
    }

    Index numBlocks() const noexcept
    {
        return divideUp (units, carriers * unitsOfColumn) * carriers * blocksOfColumn();
    }

    /// Carriers take turns, and each one's blocks follow one another through an item, items through the
    /// batch, and the next column comes last: its units may have parameters of their own.
    Block block (Index number) const noexcept
    {
        const auto carrier = number % carriers, ofCarrier = number / carriers;
        const auto blocksOfItem = divideUp (steps, stepsOfBlock), inColumn = ofCarrier % blocksOfColumn();
        const auto column = ofCarrier / blocksOfColumn() * carriers + carrier;
        const auto firstUnit = std::min (column * unitsOfColumn, units);
        const auto firstStep = inColumn % blocksOfItem * stepsOfBlock;
        return { inColumn / blocksOfItem, firstUnit, std::min (unitsOfColumn, units - firstUnit), firstStep,
                 std::min (stepsOfBlock, steps - firstStep) };
    }

private:
    static constexpr Index divideUp (Index a, Index b) noexcept { return (a + b - 1) / b; }

    Index blocksOfColumn() const noexcept { return items * divideUp (steps, stepsOfBlock); }

    Index items, steps, units, stepsOfBlock, carriers, unitsOfColumn;
};

} // namespace spikegraph::cli

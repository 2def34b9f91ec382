#pragma once

#include "Cli/ItemGroups.h"
#include "Cli/LayerFiles.h"
#include "Cli/UnitColumns.h"
#include "Core/ReverseSteps.h"

#include <concepts>
#include <numeric>
#include <optional>
#include <utility>

// What goes through sequences, an array (batch, steps, units), a block at a time, whatever its shape. Short
// items run side by side as units of one, or some units at a time (ItemGroups.h), those of very many units in
// columns (UnitColumns.h), and the rest row by row.

namespace spikegraph::cli
{

/// Sequences that are in hand together: some units of an item, or of as many items.
struct SequencePart
{
    Index firstUnit, units;
    Index items = 1;

    Index together() const noexcept { return units * items; }
};

/// An array of sequences, and what is asked of what goes through them.
struct Sequences
{
    Index batch, steps, units;
    bool unitsAreAlike = true; ///< no unit has a parameter of its own
    bool lastOnly = false;     ///< of the output, only the last steps are kept
    bool inReverse = false;    ///< from the last item's last step to the first one's first

    Shape shape() const { return { batch, steps, units }; }
};

/// Blocks stay in a cache.
constexpr Index sequenceBlockBytes = 1 << 19;

/// What goes through a part of sequences. begin gets the first one's number, as (batch, units) has them in
/// order; process the next steps, in place; end the last step, which it may change, and how many units it
/// has. It returns how many of them NaN or infinity has spoilt.
template <typename Run, typename T>
concept SequenceRun = requires (Run run, Interleaved<T> samples, T* lastStep, Index number)
{
    run.begin (number);
    run.process (samples);
    requires std::same_as<decltype (run.end (lastStep, number)), Index>;
};

/// Streams a source (see streamNpy), behind activations (one a carrier), through what makeRun makes of a
/// SequencePart. run returns how many units are spoilt.
template <typename T, typename Source, typename MakeRun>
class SequenceStream
{
public:
    SequenceStream (Source& sourceToUse, NpyWriter& writerToUse, Sequences sequencesToRun,
                    const std::vector<Activation<T>>& activationsToUse, MakeRun makeRunToUse)
        : source (sourceToUse)
        , writer (writerToUse)
        , of (sequencesToRun)
        , activations (activationsToUse)
        , makeRun (std::move (makeRunToUse))
    {
    }

    Index run()
    {
        if (numElements (of.shape()) == 0)
            return 0;
        const auto groups = groupItems (of.shape(), of.unitsAreAlike);
        // The state of many units takes longer than a few steps of them, unless it stays in a cache.
        constexpr Index fewSteps = 8, wide = 4 * mostUnitsTogether,
                        veryWide = 2 * UnitColumns::mostUnitsOfColumn;
        const bool isShort = of.unitsAreAlike && of.steps <= fewSteps && of.units > wide;
        if (groups.items > 1 || (isShort && of.units <= veryWide))
            return runGroups (groups);
        const auto bytesOfStep = UnitColumns::mostUnitsOfColumn * Index{ sizeof (T) };
        if (of.unitsAreAlike && of.units > veryWide && of.steps * bytesOfStep <= 4 * sequenceBlockBytes)
            return runShortColumns ({ of.batch, of.steps, of.units, of.steps, 1 });
        const auto carriers = static_cast<Index> (numBlockCarriers());
        if (of.units > 2 * veryWide)
            return runColumns ({ of.batch, of.steps, of.units, sequenceBlockBytes / bytesOfStep, carriers });
        return runRows();
    }

private:
    using Run = decltype (std::declval<MakeRun>() (SequencePart{}));
    static_assert (SequenceRun<Run, T>);

    /// How many parts of so many samples each, which no block cuts, blocks have.
    static Index countInBlock (Index samples) noexcept
    {
        return std::max (Index{ 1 }, sequenceBlockBytes / (samples * Index{ sizeof (T) }));
    }

    /// inRows: the blocks are of whole rows, which follow one another.
    void stream (NpyCut cut, bool inRows, NpyBlockWork<T> work)
    {
        cut.isThinned = of.lastOnly;
        std::vector<NpyBlockWork<T>> works{ activated (activations), std::move (work) };
        if (of.inReverse && of.steps > 1)
        {
            cut = inReverse (std::move (cut), of.units, of.batch * of.steps);
            const auto turn = [this] (NpyBlock<T>& block) {
                reverseSteps (Interleaved<T>{ block.elements, block.count / of.units, of.units });
            };
            if (inRows)
            {
                works.insert (works.begin(), { turn, true });
                works.push_back ({ turn, true });
            }
        }
        streamNpy<T> (source, writer, cut, works);
    }

    /// Items may have begun in the block before. Blocks have some rows, so that a layer need not go through
    /// all of its state for each.
    Index runRows()
    {
        constexpr Index enoughRows = 8;
        auto run = makeRun ({ 0, of.units });
        Index spoiltUnits = 0;
        const auto rowsOfBlock = std::max (countInBlock (of.units), enoughRows);
        const auto work = [&] (NpyBlock<T>& block)
        {
            const auto rows = block.count / of.units, firstRow = block.number * rowsOfBlock;
            T* kept = block.elements;
            for (Index row = 0; row < rows;)
            {
                const auto item = (firstRow + row) / of.steps, step = (firstRow + row) % of.steps;
                const Interleaved<T> samples{ block.elements + row * of.units,
                                              std::min (rows - row, of.steps - step), of.units };
                if (step == 0)
                    run.begin (item * of.units);
                run.process (samples);
                row += samples.steps;
                if (step + samples.steps < of.steps)
                    continue;
                T* const lastStep = &samples (samples.steps - 1, 0);
                spoiltUnits += run.end (lastStep, of.units);
                if (of.lastOnly)
                    kept = std::copy_n (lastStep, of.units, kept);
            }
            if (of.lastOnly)
                block.count = kept - block.elements;
        };
        stream (cutInOrder (of.shape(), rowsOfBlock * of.units), true, { work });
        return spoiltUnits;
    }

    /// What a carrier needs for sequences that are whole in its blocks, some units at a time.
    struct TileCarrier
    {
        Run run;
        AlignedVector<T> tile;
        Index spoiltUnits = 0;
    };

    static constexpr Index tileSamples = 4096;

    std::vector<TileCarrier> makeTileCarriers (SequencePart part)
    {
        const auto tileSteps = std::clamp (tileSamples / part.together(), Index{ 1 }, of.steps);
        std::vector<TileCarrier> carriers;
        while (carriers.size() < numBlockCarriers())
            carriers.push_back ({ makeRun (part), AlignedVector<T> (static_cast<std::size_t> (
                                                      tileSteps * part.together())) });
        return carriers;
    }

    /// All steps of items that lie where the strides say, the first from `first` on. `kept` is where the last
    /// steps go, if only they are kept; returns where they end.
    T* runTile (TileCarrier& carrier, Index firstSequence, T* first, ItemStrides strides, Index items,
                Index units, Index together, T* kept)
    {
        auto& [run, tile, spoiltUnits] = carrier;
        const auto tileSteps = static_cast<Index> (tile.size()) / together;
        const ItemStrides inTile{ units, together };
        const bool isTile = of.steps == 1 && items * units == together; // as it is
        run.begin (firstSequence);
        for (Index step = 0; step < of.steps; step += tileSteps)
        {
            T* const rows = first + step * strides.step;
            const Interleaved<T> samples{ isTile ? rows : tile.data(), std::min (tileSteps, of.steps - step),
                                          together };
            if (!isTile)
                copyItems (rows, strides, tile.data(), inTile, items, samples.steps, units);
            run.process (samples);
            T* const lastStep = &samples (samples.steps - 1, 0);
            const auto isLast = step + samples.steps == of.steps;
            if (isLast)
                spoiltUnits += run.end (lastStep, items * units);
            if (!of.lastOnly && !isTile)
                copyItems (tile.data(), inTile, rows, strides, items, samples.steps, units);
            else if (of.lastOnly && isLast)
                kept = std::copy_n (lastStep, items * units, kept);
        }
        return kept;
    }

    template <typename Carrier>
    static Index sumOfSpoiltUnits (const std::vector<Carrier>& carriers)
    {
        return std::accumulate (carriers.begin(), carriers.end(), Index{ 0 },
                                [] (Index sum, const Carrier& c) { return sum + c.spoiltUnits; });
    }

    Index runGroups (const ItemGroups& groups)
    {
        const SequencePart part{ 0, std::min (groups.units, mostUnitsTogether), groups.items };
        auto carriers = makeTileCarriers (part);
        const ItemStrides strides{ groups.steps * groups.units, groups.units };
        const auto groupsOfBlock = countInBlock (groups.samples());
        const auto work = [&] (NpyBlock<T>& block)
        {
            T *const endOfBlock = block.elements + block.count, *kept = block.elements;
            auto group = block.number * groupsOfBlock;
            for (T* first = block.elements; first < endOfBlock; first += groups.samples(), ++group)
                for (Index unit = 0; unit < groups.units; unit += part.units)
                    kept =
                        runTile (carriers[block.carrier], group * groups.unitsTogether() + unit, first + unit,
                                 strides, std::min (groups.items, (endOfBlock - first) / strides.item),
                                 std::min (part.units, groups.units - unit), part.together(), kept);
            if (of.lastOnly)
                block.count = kept - block.elements;
        };
        stream (cutInOrder (of.shape(), groupsOfBlock * groups.samples()), true, { work, true });
        return sumOfSpoiltUnits (carriers);
    }

    NpyCut cutInColumns (const UnitColumns& columns) const
    {
        const auto rowsOf = [=, this] (Index number) -> NpyRows
        {
            const auto at = columns.block (number);
            return { (at.item * of.steps + at.firstStep) * of.units + at.firstUnit, at.units, at.steps,
                     of.units };
        };
        const auto keptFrom = [=, this] (Index number)
        {
            const auto at = columns.block (number);
            return at.item * of.units + at.firstUnit;
        };
        return { columns.numBlocks(), rowsOf, keptFrom };
    }

    /// Columns that are whole in their blocks.
    Index runShortColumns (const UnitColumns& columns)
    {
        constexpr auto together = mostUnitsTogether;
        auto carriers = makeTileCarriers ({ 0, together });
        const auto work = [&] (NpyBlock<T>& block)
        {
            const auto at = columns.block (block.number);
            T* kept = block.elements;
            for (Index unit = 0; unit < at.units; unit += together)
                kept = runTile (carriers[block.carrier], at.item * of.units + at.firstUnit + unit,
                                block.elements + unit, { 0, at.units }, 1,
                                std::min (together, at.units - unit), together, kept);
            if (of.lastOnly)
                block.count = kept - block.elements;
        };
        stream (cutInColumns (columns), false, { work, true });
        return sumOfSpoiltUnits (carriers);
    }

    /// What a carrier needs for a column.
    struct ColumnCarrier
    {
        std::optional<Run> run{};
        Index unitsOfRun = 0, spoiltUnits = 0;
    };

    /// Columns that are gone through one a carrier.
    Index runColumns (const UnitColumns& columns)
    {
        std::vector<ColumnCarrier> carriers (numBlockCarriers());
        const auto work = [&] (NpyBlock<T>& block)
        {
            const auto at = columns.block (block.number);
            auto& [run, unitsOfRun, spoiltUnits] = carriers[block.carrier];
            if (at.units == 0)
                return;
            if (at.firstStep == 0)
            {
                const auto isNew = at.item == 0 && !of.unitsAreAlike;
                if (std::exchange (unitsOfRun, at.units) != at.units || isNew)
                    run.emplace (makeRun ({ at.firstUnit, at.units }));
                run->begin (at.item * of.units + at.firstUnit);
            }
            const Interleaved<T> samples{ block.elements, at.steps, at.units };
            run->process (samples);
            T* const lastStep = &samples (at.steps - 1, 0);
            const bool isLast = at.firstStep + at.steps == of.steps;
            if (isLast)
                spoiltUnits += run->end (lastStep, at.units);
            if (of.lastOnly)
            {
                std::copy_n (lastStep, at.units, block.elements);
                block.count = isLast ? at.units : 0;
            }
        };
        stream (cutInColumns (columns), false, { work, true });
        return sumOfSpoiltUnits (carriers);
    }

    Source& source;
    NpyWriter& writer;
    Sequences of;
    const std::vector<Activation<T>>& activations;
    MakeRun makeRun;
};

template <typename T, typename Source, typename MakeRun>
Index streamSequences (Source& source, NpyWriter& writer, const Sequences& sequences,
                       const std::vector<Activation<T>>& activations, MakeRun makeRun)
{
    return SequenceStream<T, Source, MakeRun> (source, writer, sequences, activations, std::move (makeRun))
        .run();
}

} // namespace spikegraph::cli

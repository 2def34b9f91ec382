#pragma once

#include "Cli/LayerFiles.h"
#include "Cli/PartedRun.h"
#include "Cli/UnitColumns.h"
#include "Core/ReverseSteps.h"

#include <functional>
#include <numeric>
#include <optional>
#include <utility>

// What goes through sequences, an array (batch, steps, units), a block at a time, whatever its shape. Short
// items run side by side as units of one, or whole (ItemGroups.h), those of very many units in columns
// (UnitColumns.h), and the rest row by row.

namespace spikegraph::cli
{

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
        if (groups.items > 1 || staysWhole())
            return runGroups (groups);
        return of.units <= longestRowBytes / sampleBytes ? runRows() : runColumns (columns());
    }

private:
    using Parted = PartedRun<decltype (std::declval<MakeRun>() (SequencePart{})), T>;

    static constexpr Index sampleBytes = sizeof (T);
    static constexpr Index manyUnits = 2048;            ///< more of them go through in parts
    static constexpr Index longestWholeBytes = 1 << 21; ///< of items and columns that no block cuts
    static constexpr Index longestRowBytes = 3 << 16;   ///< of rows that are read whole, in order
    static constexpr Index columnRowBytes = 1 << 18;    ///< systems take longer for shorter pieces of a file

    /// How many parts of so many samples each, which no block cuts, blocks have.
    static Index countInBlock (Index samples) noexcept
    {
        return std::max (Index{ 1 }, blockBytes / (samples * sampleBytes));
    }

    /// Blocks of so many parts of as many samples.
    NpyCut cutInParts (Index partsOfBlock, Index samplesOfPart) const
    {
        const auto blockSamples = partsOfBlock * samplesOfPart;
        return cutInOrder (
            of.shape(), blockSamples,
            fewerInFirstBlock (writer.bytesOfHeader(), sampleBytes, blockSamples, samplesOfPart));
    }

    /// Whether items of many units and few steps do: to keep the state of them all would take longer.
    bool staysWhole() const noexcept
    {
        constexpr Index fewSteps = 8;
        return of.unitsAreAlike && of.steps <= fewSteps && of.units > manyUnits &&
               of.steps * of.units * sampleBytes <= longestWholeBytes;
    }

    /// Columns of few steps are whole in their blocks, and narrower where each unit has parameters.
    UnitColumns columns() const noexcept
    {
        constexpr Index fewSteps = 12;
        const auto cut = [this] (Index rowBytes, Index rowsOfBlock) -> UnitColumns
        {
            return { of.batch,    of.steps,
                     of.units,    rowBytes / sampleBytes,
                     rowsOfBlock, static_cast<Index> (numBlockCarriers()) };
        };
        if (!of.unitsAreAlike)
            return cut (columnRowBytes / 4, 8);
        if (of.steps <= fewSteps)
            return cut (std::min (columnRowBytes, longestWholeBytes / of.steps), of.steps);
        return cut (columnRowBytes, 4);
    }

    /// The first of equal parts, in which so many units go through.
    SequencePart partOf (Index firstUnit, Index units) const noexcept
    {
        if (!of.unitsAreAlike || units <= manyUnits)
            return { firstUnit, units };
        constexpr Index perLine = 16;
        const auto parts = (units + mostUnitsTogether - 1) / mostUnitsTogether,
                   ofPart = (units + parts - 1) / parts;
        return { firstUnit, (ofPart + perLine - 1) / perLine * perLine };
    }

    Parted makeParted (SequencePart part, Index unitsThatComeAgain)
    {
        return Parted (makeRun (part), part, of, unitsThatComeAgain);
    }

    /// Steps of neighbouring units of an item, whose rows follow one another.
    static SequenceSamples<T> rowsOf (Index firstSequence, Index firstStep, Index steps, T* samples,
                                      Index units) noexcept
    {
        return { firstSequence, firstStep, steps, samples, { 0, units }, 1, units };
    }

    template <typename Carrier, typename Member>
    static Index sumOf (const std::vector<Carrier>& carriers, Member spoiltUnits)
    {
        return std::transform_reduce (carriers.begin(), carriers.end(), Index{ 0 }, std::plus<>(),
                                      std::mem_fn (spoiltUnits));
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
        constexpr Index enoughRows = 4;
        auto run = makeParted (partOf (0, of.units), of.units);
        const auto rowsOfBlock = std::max (countInBlock (of.units), enoughRows);
        const auto cut = cutInParts (rowsOfBlock, of.units);
        const auto work = [&] (NpyBlock<T>& block)
        {
            const auto rows = block.count / of.units, firstRow = cut.rowsOf (block.number).first / of.units;
            T* kept = block.elements;
            for (Index row = 0, steps = 0; row < rows; row += steps)
            {
                const auto item = (firstRow + row) / of.steps, step = (firstRow + row) % of.steps;
                steps = std::min (rows - row, of.steps - step);
                kept = run.process (
                    rowsOf (item * of.units, step, steps, block.elements + row * of.units, of.units), kept);
            }
            if (of.lastOnly)
                block.count = kept - block.elements;
        };
        stream (cut, true, { work });
        return run.spoiltUnits();
    }

    Index runGroups (const ItemGroups& groups)
    {
        const SequencePart part{ 0, partOf (0, groups.units).units, groups.items };
        std::vector<Parted> carriers;
        while (carriers.size() < numBlockCarriers())
            carriers.push_back (makeParted (part, 0));
        const ItemStrides strides{ groups.steps * groups.units, groups.units };
        const auto cut = cutInParts (countInBlock (groups.samples()) * groups.items, strides.item);
        const auto work = [&] (NpyBlock<T>& block)
        {
            T *const endOfBlock = block.elements + block.count, *kept = block.elements;
            auto item = cut.rowsOf (block.number).first / strides.item;
            for (T* first = block.elements; first < endOfBlock; first += groups.samples())
            {
                const auto items = std::min (groups.items, (endOfBlock - first) / strides.item);
                kept = carriers[block.carrier].process (
                    { item * groups.units, 0, of.steps, first, strides, items, groups.units }, kept);
                item += items;
            }
            if (of.lastOnly)
                block.count = kept - block.elements;
        };
        stream (cut, true, { work, true });
        return sumOf (carriers, &Parted::spoiltUnits);
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

    /// What a carrier needs for its columns.
    struct ColumnCarrier
    {
        std::optional<Parted> run{};
        Index spoiltUnits = 0;
    };

    /// Where units are alike, later columns go through what a carrier has for its first one, which is as
    /// wide.
    Index runColumns (const UnitColumns& columns)
    {
        std::vector<ColumnCarrier> carriers (numBlockCarriers());
        const auto work = [&] (NpyBlock<T>& block)
        {
            const auto at = columns.block (block.number);
            auto& [run, spoiltUnits] = carriers[block.carrier];
            if (at.units == 0)
                return;
            const auto isNew = at.item == 0 && at.firstStep == 0;
            if (!run || (isNew && !of.unitsAreAlike))
                run.emplace (
                    makeParted (partOf (at.firstUnit, at.units), at.steps < of.steps ? at.units : 0));
            const auto spoiltBefore = run->spoiltUnits();
            T* const kept = run->process (
                rowsOf (at.item * of.units + at.firstUnit, at.firstStep, at.steps, block.elements, at.units),
                block.elements);
            spoiltUnits += run->spoiltUnits() - spoiltBefore;
            if (of.lastOnly)
                block.count = kept - block.elements;
        };
        stream (cutInColumns (columns), false, { work, true });
        return sumOf (carriers, &ColumnCarrier::spoiltUnits);
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

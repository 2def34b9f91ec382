#pragma once

#include "Cli/ItemGroups.h"
#include "Cli/SequenceRun.h"
#include "Core/AlignedVector.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace spikegraph::cli
{

/// Some steps of sequences, where a block has them: of neighbouring units of so many items.
template <typename T>
struct SequenceSamples
{
    Index firstSequence; ///< as (batch, units) has them in order
    Index firstStep, steps;
    T* samples;
    ItemStrides strides;
    Index items, units;
};

/// Takes sequences of many units through a SequenceRun of some of them, one part after the other. What the
/// run has for its units and a tile of their samples stay in a cache, which those of all units may exceed.
template <typename Run, typename T>
class PartedRun
{
    static_assert (SequenceRun<Run, T>);

public:
    /// The run is one of the part. If its units come again, so many of them, before their sequences end, each
    /// part of them has a state meanwhile.
    PartedRun (Run runToUse, SequencePart partToUse, const Sequences& sequences, Index unitsThatComeAgain)
        : run (std::move (runToUse))
        , part (partToUse)
        , of (sequences)
    {
        if (unitsThatComeAgain > part.units)
            states.assign (static_cast<std::size_t> ((unitsThatComeAgain + part.units - 1) / part.units),
                           run.makeState());
    }

    /// Goes through steps. `kept` is where the last ones go, if only they are kept; returns where they end.
    T* process (const SequenceSamples<T>& all, T* kept)
    {
        for (Index unit = 0; unit < all.units; unit += part.units)
        {
            auto some = all;
            some.firstSequence += unit;
            some.samples += unit;
            some.units = std::min (part.units, all.units - unit);
            const auto exchange = [&]
            {
                if (!states.empty())
                    run.exchange (states[static_cast<std::size_t> (unit / part.units)]);
            };
            exchange();
            kept = processPart (some, kept);
            exchange();
        }
        return kept;
    }

    Index spoiltUnits() const noexcept { return numSpoiltUnits; }

private:
    T* processPart (const SequenceSamples<T>& some, T* kept)
    {
        const auto together = part.together();
        const ItemStrides inTile{ some.units, together };
        const auto isWhole = some.items * some.units == together;
        const auto isTile = isWhole && (of.steps == 1 || (some.items == 1 && some.strides.step == together));
        const auto tileSteps =
            isTile ? some.steps : std::clamp (tileSamples / together, Index{ 1 }, of.steps);
        if (!isTile)
            tile.resize (static_cast<std::size_t> (tileSteps * together));

        if (some.firstStep == 0)
            run.begin (some.firstSequence);
        for (Index step = 0; step < some.steps; step += tileSteps)
        {
            T* const rows = some.samples + step * some.strides.step;
            const Interleaved<T> samples{ isTile ? rows : tile.data(),
                                          std::min (tileSteps, some.steps - step), together };
            if (!isTile)
                copyItems (rows, some.strides, tile.data(), inTile, some.items, samples.steps, some.units);
            run.process (samples);
            T* const lastStep = &samples (samples.steps - 1, 0);
            const auto isLast = some.firstStep + step + samples.steps == of.steps;
            if (isLast)
                numSpoiltUnits += run.end (lastStep, some.items * some.units);
            if (!of.lastOnly && !isTile)
                copyItems (tile.data(), inTile, rows, some.strides, some.items, samples.steps, some.units);
            else if (of.lastOnly && isLast)
                kept = std::copy_n (lastStep, some.items * some.units, kept);
        }
        return kept;
    }

    static constexpr Index tileSamples = 4096;

    Run run;
    SequencePart part;
    Sequences of;
    std::vector<typename Run::State> states;
    AlignedVector<T> tile; ///< allocated when it is needed
    Index numSpoiltUnits = 0;
};

} // namespace spikegraph::cli

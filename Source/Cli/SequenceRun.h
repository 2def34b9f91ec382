#pragma once

#include "Core/Tensor.h"
#include "Core/Views.h"

#include <concepts>

namespace spikegraph::cli
{

/// An array of sequences, and what is asked of what goes through them.
struct Sequences
{
    Index batch, steps, units;
    bool unitsAreAlike = true; ///< no unit has a parameter of its own
    bool lastOnly = false;     ///< of the output, only the last steps are kept
    bool inReverse = false;    ///< from the last item's last step to the first one's first

    Shape shape() const { return { batch, steps, units }; }
};

/// Sequences that are in hand together: some units of an item, or of as many items.
struct SequencePart
{
    Index firstUnit, units;
    Index items = 1;

    Index together() const noexcept { return units * items; }
};

/// What goes through a part of sequences. begin gets the first one's number, as (batch, units) has them in
/// order; process the next steps, in place; end the last step, which it may change, and how many units it
/// has. It returns how many of them NaN or infinity has spoilt. exchange goes on from another state, and
/// gives the one of now for it; where units are alike, it may be one of other sequences.
template <typename Run, typename T>
concept SequenceRun = requires (Run run, typename Run::State state, Interleaved<T> samples, T* lastStep,
                                Index number)
{
    run.begin (number);
    run.process (samples);
    {
        run.end (lastStep, number)
        } -> std::same_as<Index>;
    {
        run.makeState()
        } -> std::same_as<typename Run::State>;
    run.exchange (state);
};

} // namespace spikegraph::cli

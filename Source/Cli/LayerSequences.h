#pragma once

// What the layers that have a state share: (batch, steps, units), each item of the batch from the initial
// state. All passes are streamed, a block at a time.

#include "Cli/LayerGradients.h"
#include "Cli/SequenceStream.h"

namespace spikegraph::cli
{

/// A layer that training leaves out, a SequenceRun.
struct IdentityRun
{
    struct State
    {
    };

    void begin (Index) {}

    template <typename T>
    void process (Interleaved<T>)
    {
    }

    template <typename T>
    Index end (T*, Index)
    {
        return 0;
    }

    State makeState() const { return {}; }
    void exchange (State&) {}
};

constexpr auto makeIdentity = [] (SequencePart) { return IdentityRun(); };

inline Sequences sequencesOf (const LayerOptions& options, const NpyReader& reader)
{
    const auto& shape = reader.shape();
    return { shape[0], shape[1], shape[2], true, options.last };
}

/// Layers have at least one unit; an array without any has nothing to filter and is told so.
inline void requireUnits (const NpyReader& reader)
{
    requireSequence (reader);
    if (reader.shape()[2] == 0)
        throw fileError (reader.path(), "has no units: its shape is " + describe (reader.shape()));
}

inline Shape outputShape (const LayerOptions& options, const NpyReader& reader)
{
    const auto& shape = reader.shape();
    if (!options.last)
        return shape;
    if (shape[1] == 0)
        throw fileError (reader.path(), "has no last step: its shape is " + describe (shape));
    return { shape[0], shape[2] };
}

template <typename T>
std::optional<GradientSource<T>> sequenceGradient (const LayerOptions& options, const NpyReader& reader)
{
    using Output = typename GradientSource<T>::Output;
    return gradientOption<T> (options, outputShape (options, reader),
                              options.last ? Output::lastStep : Output::everyStep, reader.shape()[1],
                              reader.shape()[2]);
}

} // namespace spikegraph::cli

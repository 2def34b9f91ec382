#pragma once

#include "Graph/NodeProcessor.h"
#include "Nodes/GainRamp.h"

namespace spikegraph
{

/// The gain in decibels that the nodes with a level share.
inline ParameterType gainParameter()
{
    return { .id = "gain",
             .name = "Gain",
             .unit = "dB",
             .description = "How much louder the output is than the input; -120 dB is silence.",
             .minimum = -120.0,
             .maximum = 60.0 };
}

/// A node that does no more than that: every unit times a gain.
class GainProcessor final : public NodeProcessor
{
public:
    using NodeProcessor::NodeProcessor;

    void resetState() noexcept override { gain.reset(); }

private:
    void prepare (double sampleRateHz, int) override { gain.prepare (sampleRateHz); }

    void processBounded (Planar<const float> in, Planar<float> out) noexcept override
    {
        gain.update();
        for (Index t = 0; t < in.steps; ++t)
        {
            const auto factor = gain.next();
            for (Index unit = 0; unit < in.units; ++unit)
                out (t, unit) = factor * in (t, unit);
        }
    }

    GainRamp gain{ number ("gain") };
};

} // namespace spikegraph

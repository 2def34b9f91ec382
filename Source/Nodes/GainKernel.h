#pragma once

#include "Graph/NodeParameters.h"
#include "Nodes/NumberRamp.h"

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

/// Every unit times a gain.
template <typename T>
class GainKernel final : public NodeKernel<T>
{
public:
    explicit GainKernel (const NodeSetup& setup)
        : gain (setup.parameters.number ("gain"), setup.sampleRateHz, gainOf)
    {
    }

    void reset() noexcept override { gain.reset(); }

    void process (const NodeBlock<T>& block) noexcept override
    {
        const auto in = block.in();
        const auto out = block.out();
        if (gain.update())
        {
            for (Index t = 0; t < block.samples; ++t)
            {
                const auto factor = static_cast<T> (gain.next());
                for (Index unit = 0; unit < out.units; ++unit)
                    out (t, unit) = factor * in (t, unit);
            }
            return;
        }
        const auto factor = static_cast<T> (gain.steady());
        for (Index unit = 0; unit < out.units; ++unit)
        {
            const auto* source = in.unit (unit);
            auto* target = out.unit (unit);
            for (Index t = 0; t < block.samples; ++t)
                target[t] = factor * source[t];
        }
    }

private:
    NumberRamp gain;
};

} // namespace spikegraph

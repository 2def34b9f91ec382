#include "Core/Error.h"
#include "Nodes/GainKernel.h"

#include <algorithm>

namespace spikegraph
{
namespace
{

template <typename T>
class AudioOutKernel final : public NodeKernel<T>
{
public:
    explicit AudioOutKernel (const NodeSetup& setup)
        : gain (setup.parameters.number ("gain"), setup.sampleRateHz, gainOf)
    {
    }

    void reset() noexcept override { gain.reset(); }

    void process (const NodeBlock<T>& block) noexcept override
    {
        const auto in = block.in();
        const auto out = block.out();
        const auto group = in.units == 1 ? 1 : in.units / out.units;
        for (Index channel = 0; channel < out.units; ++channel)
        {
            const auto first = in.units == 1 ? 0 : channel * group;
            auto* target = out.unit (channel);
            std::copy_n (in.unit (first), block.samples, target);
            for (Index unit = first + 1; unit < first + group; ++unit)
                for (Index t = 0; t < block.samples; ++t)
                    target[t] += in (t, unit);
        }
        const auto scaleOf = [&] (double factor)
        { return static_cast<T> (factor / static_cast<double> (group)); };
        if (gain.update())
        {
            for (Index t = 0; t < block.samples; ++t)
            {
                const auto scale = scaleOf (gain.next());
                for (Index channel = 0; channel < out.units; ++channel)
                    out (t, channel) *= scale;
            }
            return;
        }
        const auto scale = scaleOf (gain.steady());
        for (Index channel = 0; channel < out.units; ++channel)
            std::for_each_n (out.unit (channel), block.samples, [&] (T& sample) { sample *= scale; });
    }

private:
    NumberRamp gain;
};

std::vector<int> checkSpread (const NodeWidths& widths)
{
    const auto units = widths.inputUnits.front();
    if (units > 1 && units % widths.hostOutputs != 0)
        throw InvalidValue (std::to_string (units) + " units do not spread over " +
                            std::to_string (widths.hostOutputs) + " output channels");
    return {};
}

} // namespace

NodeType describeAudioOutNode()
{
    return { .id = "audio-out",
             .name = "Audio Out",
             .category = "Host",
             .description =
                 "The host's output. One unit plays on every channel; a multiple of the channels is "
                 "averaged in consecutive groups, which reads a population of neurons.",
             .inputs = { { "in", "In" } },
             .parameters = { gainParameter() },
             .hostBus = HostBus::output,
             .picture = NodePictureKind::meters,
             .outputUnits = checkSpread,
             .kernels = kernelsOf<AudioOutKernel>() };
}

} // namespace spikegraph

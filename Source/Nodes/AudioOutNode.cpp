#include "Core/Error.h"
#include "Nodes/GainProcessor.h"

namespace spikegraph
{
namespace
{

class AudioOutNode final : public NodeProcessor
{
public:
    using NodeProcessor::NodeProcessor;

    void setHostChannels (int channels) override { hostChannels = channels; }

    int outputUnits (int inputUnits) const override
    {
        if (inputUnits > 1 && inputUnits % hostChannels != 0)
            throw InvalidValue (std::to_string (inputUnits) + " units do not spread over " +
                                std::to_string (hostChannels) + " output channels");
        return hostChannels;
    }
    using NodeProcessor::outputUnits;

    void resetState() noexcept override { gain.reset(); }

private:
    void prepare (double sampleRateHz, int) override { gain.prepare (sampleRateHz); }

    void processBounded (Planar<const float> in, Planar<float> out) noexcept override
    {
        gain.update();
        const auto group = in.units / out.units;
        for (Index t = 0; t < in.steps; ++t)
        {
            const auto factor = gain.next();
            for (Index channel = 0; channel < out.units; ++channel)
                out (t, channel) =
                    factor * (in.units == 1 ? in (t, 0) : meanOf (in, t, channel * group, group));
        }
    }

    static float meanOf (Planar<const float> in, Index t, Index first, Index count) noexcept
    {
        if (count == 1)
            return in (t, first);
        float sum = 0.0f;
        for (Index unit = first; unit < first + count; ++unit)
            sum += in (t, unit);
        return sum / static_cast<float> (count);
    }

    GainRamp gain{ number ("gain") };
    int hostChannels = 1;
};

} // namespace

NodeType describeAudioOutNode()
{
    return {
        .id = "audio-out",
        .name = "Audio Out",
        .category = "Host",
        .description =
            "The host's output. One unit plays on every channel; a multiple of the channels is averaged in "
            "consecutive groups, which reads a population of neurons.",
        .inputs = { { "in", "In", SignalKind::audio } },
        .outputs = {},
        .parameters = { gainParameter() },
        .hostBus = HostBus::output,
        .create = [] (const NodeType& type) { return std::make_unique<AudioOutNode> (type); }
    };
}

} // namespace spikegraph

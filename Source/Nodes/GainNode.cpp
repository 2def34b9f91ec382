#include "Graph/NodeProcessor.h"
#include "Nodes/GainRamp.h"

namespace spikegraph
{
namespace
{

class GainNode final : public NodeProcessor
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

} // namespace

NodeType describeGainNode()
{
    return { .id = "gain",
             .name = "Gain",
             .category = "Arithmetic",
             .description = "Makes every unit louder or softer.",
             .inputs = { { "in", "In", SignalKind::audio } },
             .outputs = { { "out", "Out", SignalKind::audio } },
             .parameters = { { .id = "gain",
                               .name = "Gain",
                               .unit = "dB",
                               .description =
                                   "How much louder the output is than the input; -120 dB is silence.",
                               .minimum = -120.0,
                               .maximum = 60.0 } },
             .create = [] (const NodeType& type) { return std::make_unique<GainNode> (type); } };
}

} // namespace spikegraph

#include "Expression/ExpressionActivation.h"
#include "Graph/NodeProcessor.h"
#include "Nodes/GainRamp.h"

namespace spikegraph
{
namespace
{

class ActivationNode final : public NodeProcessor
{
public:
    explicit ActivationNode (const NodeType& type)
        : NodeProcessor (type)
    {
        activation = parseActivation<float> (text ("activation").toStdString());
    }

    void resetState() noexcept override
    {
        drive.reset();
        bias.setCurrentAndTargetValue (biasNow());
    }

private:
    void textChanged (const juce::String&, const juce::String& newText) override
    {
        activation = parseActivation<float> (newText.toStdString());
    }

    void prepare (double sampleRateHz, int) override
    {
        drive.prepare (sampleRateHz);
        bias.reset (sampleRateHz, 0.02);
        resetState();
    }

    void processBounded (Planar<const float> in, Planar<float> out) noexcept override
    {
        drive.update();
        if (biasNow() < bias.getTargetValue() || biasNow() > bias.getTargetValue())
            bias.setTargetValue (biasNow());
        for (Index t = 0; t < in.steps; ++t)
        {
            const auto factor = drive.next(), offset = bias.getNextValue();
            for (Index unit = 0; unit < in.units; ++unit)
                out (t, unit) = factor * in (t, unit) + offset;
        }
        for (Index unit = 0; unit < in.units; ++unit)
            activation.apply (out.unit (unit), out.unit (unit), out.steps);
    }

    float biasNow() const noexcept
    {
        return static_cast<float> (biasNumber.load (std::memory_order_relaxed));
    }

    Activation<float> activation;
    GainRamp drive{ number ("drive") };
    const std::atomic<double>& biasNumber = number ("bias");
    juce::SmoothedValue<float> bias;
};

} // namespace

NodeType describeActivationNode()
{
    return { .id = "activation",
             .name = "Activation",
             .category = "Arithmetic",
             .description = "Applies an activation function without spikes: f(drive * x + bias).",
             .inputs = { { "in", "In", SignalKind::audio } },
             .outputs = { { "out", "Out", SignalKind::audio } },
             .parameters = { { .id = "activation",
                               .name = "Activation",
                               .description = "A name (relu, tanh, leaky_relu(0.2), ...) or an expression of "
                                              "x (max(0, x)^2).",
                               .kind = ParameterKind::text,
                               .defaultText = "tanh" },
                             { .id = "drive",
                               .name = "Drive",
                               .unit = "dB",
                               .description = "Gain before the function.",
                               .minimum = -60.0,
                               .maximum = 60.0 },
                             { .id = "bias",
                               .name = "Bias",
                               .description = "Added before the function.",
                               .minimum = -10.0,
                               .maximum = 10.0 } },
             .create = [] (const NodeType& type) { return std::make_unique<ActivationNode> (type); } };
}

} // namespace spikegraph

#include "Core/Error.h"
#include "Core/SpikingActivation.h"
#include "Expression/ExpressionActivation.h"
#include "Graph/NodeProcessor.h"

#include <algorithm>
#include <optional>

namespace spikegraph
{
namespace
{

/// f(x) * rate is the firing rate that the layer integrates, with dt = step / sampleRate. The layer counts
/// spikes, and the node scales the counts: so a spike of unit height is exactly 1.
class SpikingActivationNode final : public NodeProcessor
{
public:
    explicit SpikingActivationNode (const NodeType& type)
        : NodeProcessor (type)
    {
        activation = parseActivation<float> (text ("activation").toStdString());
    }

    int outputUnits (int inputUnits) const override
    {
        return inputUnits * static_cast<int> (population.load());
    }
    using NodeProcessor::outputUnits;

    void resetState() noexcept override
    {
        if (spiking)
            spiking->reset();
        rate.setCurrentAndTargetValue (static_cast<float> (rateHz.load()));
        stepPosition = 0;
    }

private:
    void textChanged (const juce::String& id, const juce::String& newText) override
    {
        if (id == "activation")
            activation = parseActivation<float> (newText.toStdString());
        else
            initialVoltage = parseVoltage (newText);
    }

    /// "random", or a voltage in [0, 1).
    static std::optional<float> parseVoltage (const juce::String& text)
    {
        if (text == "random")
            return {};
        const auto voltage = text.getFloatValue();
        if (!text.containsOnly ("0123456789.") || text.isEmpty() || !(voltage < 1.0f))
            throw InvalidValue ("\"" + text.toStdString() + "\" is neither random nor a voltage in [0, 1)");
        return voltage;
    }

    void prepare (double sampleRateHz, int maximumBlockSamples) override
    {
        step = static_cast<Index> (stepSamples.load());
        const auto units = outputUnits();
        SpikingActivation<float>::Options options;
        options.dtSeconds = static_cast<double> (step) / sampleRateHz;
        options.seed = static_cast<std::uint64_t> (seed.load());
        options.spikeHeight = SpikeHeight::count;
        if (initialVoltage)
            options.initialState = Tensor<float> ({ 1, units }, *initialVoltage);
        spiking.emplace (options);
        spiking->prepare (units);

        dtSeconds = options.dtSeconds;
        ratesOfBlock.resize (static_cast<std::size_t> (maximumBlockSamples));
        held.assign (static_cast<std::size_t> (units), 0.0f);
        rate.reset (sampleRateHz, 0.02);
        resetState();
    }

    void processBounded (Planar<const float> in, Planar<float> out) noexcept override
    {
        const auto target = static_cast<float> (rateHz.load (std::memory_order_relaxed));
        if (target < rate.getTargetValue() || target > rate.getTargetValue())
            rate.setTargetValue (target);
        for (Index t = 0; t < in.steps; ++t)
            ratesOfBlock[static_cast<std::size_t> (t)] = rate.getNextValue();

        const auto perInput = out.units / in.units;
        for (Index unit = 0; unit < out.units; ++unit)
        {
            activation.apply (in.unit (unit / perInput), out.unit (unit), in.steps);
            for (Index t = 0; t < in.steps; ++t)
                out (t, unit) *= ratesOfBlock[static_cast<std::size_t> (t)];
            replaceNonFinite (out.unit (unit), out.steps);
        }
        if (step == 1)
            spiking->process (out, out);
        else
            processHeld (out);

        const bool integral = height.load (std::memory_order_relaxed) < 0.5;
        for (Index t = 0; t < in.steps && integral; ++t)
        {
            const auto spikeHeight = static_cast<float> (
                1.0 / (dtSeconds * static_cast<double> (ratesOfBlock[static_cast<std::size_t> (t)])));
            for (Index unit = 0; unit < out.units; ++unit)
                out (t, unit) *= spikeHeight;
        }
    }

    /// A time step takes the rate of its first sample, and its spikes last for all of it.
    void processHeld (Planar<float> out) noexcept
    {
        for (Index t = 0; t < out.steps; ++t)
        {
            if (stepPosition == 0)
            {
                const auto now = out.slice (t, 1);
                spiking->process (now, now);
                for (Index unit = 0; unit < out.units; ++unit)
                    held[static_cast<std::size_t> (unit)] = out (t, unit);
            }
            else
            {
                for (Index unit = 0; unit < out.units; ++unit)
                    out (t, unit) = held[static_cast<std::size_t> (unit)];
            }
            stepPosition = (stepPosition + 1) % step;
        }
    }

    const std::atomic<double>&rateHz = number ("rate"), &population = number ("population"),
          &seed = number ("seed"), &stepSamples = number ("step"), &height = number ("height");
    Activation<float> activation;
    std::optional<float> initialVoltage;
    std::optional<SpikingActivation<float>> spiking;
    juce::SmoothedValue<float> rate;
    std::vector<float> ratesOfBlock, held;
    double dtSeconds = 0.0;
    Index step = 1, stepPosition = 0;
};

} // namespace

NodeType describeSpikingActivationNode()
{
    return { .id = "spiking-activation",
             .name = "Spiking Activation",
             .category = "Spiking",
             .description = "Turns a level into spikes: f(x) * rate of them a second.",
             .inputs = { { "in", "In", SignalKind::audio } },
             .outputs = { { "out", "Spikes", SignalKind::spikes } },
             .parameters = { { .id = "activation",
                               .name = "Activation",
                               .description = "A name (relu, tanh, leaky_relu(0.2), ...) or an expression of "
                                              "x (max(0, x)^2).",
                               .kind = ParameterKind::text,
                               .defaultText = "relu" },
                             { .id = "rate",
                               .name = "Full-scale rate",
                               .unit = "Hz",
                               .description = "Spikes a second that f(x) = 1 asks for.",
                               .minimum = 0.01,
                               .maximum = 1000000.0,
                               .defaultValue = 220.0,
                               .logarithmic = true },
                             { .id = "population",
                               .name = "Population",
                               .description = "Neurons that hear each unit of the input.",
                               .kind = ParameterKind::integer,
                               .minimum = 1.0,
                               .maximum = 256.0,
                               .defaultValue = 1.0 },
                             { .id = "initialVoltage",
                               .name = "Initial voltage",
                               .description =
                                   "random (uniform, from the seed), or a value in [0, 1) for every neuron.",
                               .kind = ParameterKind::text,
                               .defaultText = "random" },
                             { .id = "seed",
                               .name = "Seed",
                               .description = "Of the random initial voltages.",
                               .kind = ParameterKind::integer,
                               .minimum = 0.0,
                               .maximum = 4294967295.0,
                               .defaultValue = 7.0 },
                             { .id = "step",
                               .name = "Step",
                               .unit = "samples",
                               .description = "How long a time step lasts.",
                               .kind = ParameterKind::integer,
                               .minimum = 1.0,
                               .maximum = 65536.0,
                               .defaultValue = 1.0 },
                             { .id = "height",
                               .name = "Spike height",
                               .description = "integral: 1/(dt * rate), so that the mean is f(x); unit: 1.",
                               .kind = ParameterKind::choice,
                               .choices = { "integral", "unit" },
                               .defaultText = "integral" } },
             .create = [] (const NodeType& type) { return std::make_unique<SpikingActivationNode> (type); } };
}

} // namespace spikegraph

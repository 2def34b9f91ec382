#include "Core/Error.h"
#include "Core/SpikingActivation.h"
#include "Graph/FiniteSamples.h"
#include "Graph/NodeParameters.h"
#include "Nodes/ActivationText.h"
#include "Nodes/SharedParameters.h"
#include "Nodes/SpikeScale.h"

#include <optional>

namespace spikegraph
{
namespace
{

/// "random", or a voltage in [0, 1). Throws InvalidValue.
std::optional<double> parseVoltage (const juce::String& text)
{
    if (text == "random")
        return {};
    const auto voltage = text.getDoubleValue();
    if (!text.containsOnly ("0123456789.") || text.isEmpty() || !(voltage < 1.0))
        throw InvalidValue ("\"" + text.toStdString() + "\" is neither random nor a voltage in [0, 1)");
    return voltage;
}

/// f(x) * rate is the firing rate that the layer integrates, with dt = step / sampleRate. The layer counts
/// spikes, and the node scales the counts: so a spike of unit height is exactly 1.
template <typename T>
class SpikingActivationKernel final : public NodeKernel<T>
{
public:
    explicit SpikingActivationKernel (const NodeSetup& setup)
        : activation (parseActivation<T> (setup.parameters.text ("activation").toStdString()))
        , spiking (optionsFor (setup))
        , scale (setup, spiking.options().dtSeconds)
        , step (setup.parameters.integer ("step"))
        , held (static_cast<std::size_t> (setup.outputUnits.front()))
        , mayOverflow (activation.kind() == ActivationKind::exp ||
                       activation.kind() == ActivationKind::custom)
    {
        spiking.prepare (setup.outputUnits.front());
    }

    void reset() noexcept override
    {
        spiking.reset();
        scale.reset();
        std::fill (held.begin(), held.end(), T (0));
        stepPosition = 0;
    }

    void process (const NodeBlock<T>& block) noexcept override
    {
        const auto in = block.in();
        const auto out = block.out();
        const auto* rates = scale.nextRates (block.samples);
        const auto perInput = out.units / in.units;
        for (Index unit = 0; unit < out.units; ++unit)
        {
            auto* samples = out.unit (unit);
            activation.apply (in.unit (unit / perInput), samples, block.samples);
            for (Index t = 0; t < block.samples; ++t)
                samples[t] *= rates[t];
            if (mayOverflow)
                holdFinite (samples, block.samples);
        }
        if (step == 1)
            spiking.process (out, out);
        else
            processHeld (out);
        scale.scaleSpikes (out);
    }

private:
    static typename SpikingActivation<T>::Options optionsFor (const NodeSetup& setup)
    {
        typename SpikingActivation<T>::Options options;
        options.dtSeconds = setup.parameters.value ("step") / setup.sampleRateHz;
        options.seed = static_cast<std::uint64_t> (setup.parameters.value ("seed"));
        options.spikeHeight = SpikeHeight::count;
        if (const auto voltage = parseVoltage (setup.parameters.text ("initialVoltage")))
            options.initialState = Tensor<T> ({ 1, setup.outputUnits.front() }, static_cast<T> (*voltage));
        return options;
    }

    /// A time step takes the rate of its first sample, and its spikes last for all of it.
    void processHeld (Planar<T> out) noexcept
    {
        for (Index t = 0; t < out.steps; ++t)
        {
            if (stepPosition == 0)
            {
                const auto now = out.slice (t, 1);
                spiking.process (now, now);
                for (Index unit = 0; unit < out.units; ++unit)
                    held[static_cast<std::size_t> (unit)] = out (t, unit);
            }
            else
            {
                for (Index unit = 0; unit < out.units; ++unit)
                    out (t, unit) = held[static_cast<std::size_t> (unit)];
            }
            stepPosition = stepPosition + 1 == step ? 0 : stepPosition + 1;
        }
    }

    Activation<T> activation;
    SpikingActivation<T> spiking;
    SpikeScale<T> scale;
    Index step, stepPosition = 0;
    std::vector<T> held; ///< the spikes of a step
    bool mayOverflow;    ///< f of a number may be infinite, or none
};

/// As many spikes as f asks for: none is negative where f is not.
bool hasPositiveActivation (const NodeParameters& parameters)
{
    return parseActivation<float> (parameters.text ("activation").toStdString()).isNeverNegative();
}

} // namespace

NodeType describeSpikingActivationNode()
{
    return { .id = "spiking-activation",
             .name = "Spiking Activation",
             .category = "Spiking",
             .description = "Turns a level into spikes: f(x) * rate of them a second.",
             .inputs = { { "in", "In" } },
             .outputs = { { "out", "Spikes", SignalKind::spikes } },
             .parameters = { activationParameter ("relu"),
                             spikeRateParameter ("Spikes a second that f(x) = 1 asks for."),
                             populationParameter(),
                             { .id = "initialVoltage",
                               .name = "Initial voltage",
                               .description =
                                   "random (uniform, from the seed), or a value in [0, 1) for every neuron.",
                               .kind = ParameterKind::text,
                               .suggestions = { "random", "0", "0.5" },
                               .defaultText = "random",
                               .check = [] (const juce::String& text) { parseVoltage (text); } },
                             seedParameter ("Of the random initial voltages."),
                             { .id = "step",
                               .name = "Step",
                               .unit = "samples",
                               .description = "How long a time step lasts.",
                               .kind = ParameterKind::integer,
                               .minimum = 1.0,
                               .maximum = 65536.0,
                               .defaultValue = 1.0,
                               .isStructural = true },
                             spikeHeightParameter (
                                 "integral: 1/(dt * rate), so that the mean is f(x); unit: 1.") },
             .picture = NodePictureKind::raster,
             .outputUnits = unitsOfPopulations,
             .kernels = kernelsOf<SpikingActivationKernel>(),
             .isNeverNegative = hasPositiveActivation };
}

} // namespace spikegraph

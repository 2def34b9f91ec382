#include "Core/LeakyIntegrateAndFire.h"
#include "Nodes/SpikeScale.h"

namespace spikegraph
{
namespace
{

template <typename T>
class LifKernel final : public NodeKernel<T>
{
public:
    explicit LifKernel (const NodeSetup& setup)
        : neurons (optionsFor (setup))
        , tau (setup.parameters.number ("tau"))
        , refractory (setup.parameters.number ("refractory"))
        , drive (setup.parameters.number ("drive"), setup.sampleRateHz, gainOf)
        , scale (setup, 1.0 / setup.sampleRateHz)
    {
        neurons.prepare (setup.outputUnits.front());
    }

    void reset() noexcept override
    {
        neurons.reset();
        drive.reset();
        scale.reset();
    }

    void process (const NodeBlock<T>& block) noexcept override
    {
        const auto in = block.in();
        const auto out = block.out();
        drive.forEach (block.samples,
                       [&] (Index t, double factor)
                       {
                           for (Index unit = 0; unit < out.units; ++unit)
                               out (t, unit) = static_cast<T> (factor) * in (t, unit);
                       });
        neurons.setTau (tau.load (std::memory_order_relaxed) * 0.001);
        neurons.setRefractory (refractory.load (std::memory_order_relaxed) * 0.001);
        neurons.process (out, out);
        scale.nextRates (block.samples);
        scale.scaleSpikes (out);
    }

private:
    static typename LeakyIntegrateAndFire<T>::Options optionsFor (const NodeSetup& setup)
    {
        return { .voltageReset =
                     setup.parameters.value ("reset") > 0.5 ? VoltageReset::subtract : VoltageReset::toZero,
                 .dtSeconds = 1.0 / setup.sampleRateHz };
    }

    LeakyIntegrateAndFire<T> neurons;
    const std::atomic<double>&tau, &refractory;
    NumberRamp drive;
    SpikeScale<T> scale;
};

} // namespace

NodeType describeLifNode()
{
    return { .id = "lif",
             .name = "LIF",
             .category = "Spiking",
             .description = "Leaky integrate-and-fire neurons: for a steady drive d above 1, "
                            "1/(refractory + tau ln(d/(d - 1))) spikes a second, at most one a sample.",
             .inputs = { { "in", "In" } },
             .outputs = { { "out", "Spikes", SignalKind::spikes } },
             .parameters = { { .id = "drive",
                               .name = "Drive",
                               .unit = "dB",
                               .description = "Gain before the neuron, whose threshold is 1.",
                               .minimum = -60.0,
                               .maximum = 100.0,
                               .defaultValue = 20.0 },
                             { .id = "tau",
                               .name = "Tau",
                               .unit = "ms",
                               .description = "Time constant of the membrane, over which it forgets.",
                               .minimum = 0.01,
                               .maximum = 10000.0,
                               .defaultValue = 20.0,
                               .logarithmic = true },
                             { .id = "refractory",
                               .name = "Refractory time",
                               .unit = "ms",
                               .description = "Rest after a spike, which bounds the firing rate.",
                               .minimum = 0.0,
                               .maximum = 1000.0,
                               .defaultValue = 2.0 },
                             { .id = "reset",
                               .name = "Reset",
                               .description =
                                   "What a spike leaves of the voltage: zero: nothing; subtract: what "
                                   "was beyond the threshold.",
                               .kind = ParameterKind::choice,
                               .choices = { "zero", "subtract" },
                               .defaultText = "zero",
                               .isStructural = true },
                             spikeRateParameter ("Firing rate at which the mean of integral spikes is 1."),
                             spikeHeightParameter ("integral: 1/(dt * rate); unit: 1.") },
             .picture = NodePictureKind::raster,
             .isInPlace = true,
             .kernels = kernelsOf<LifKernel>(),
             .isNeverNegative = [] (const NodeParameters&) { return true; } };
}

} // namespace spikegraph

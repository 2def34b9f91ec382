#include "Core/PoissonEncoder.h"
#include "Nodes/SharedParameters.h"
#include "Nodes/SpikeScale.h"

namespace spikegraph
{
namespace
{

/// x * rate is the firing rate that the encoder hears, as its full-scale rate is 1 Hz.
template <typename T>
class PoissonEncoderKernel final : public NodeKernel<T>
{
public:
    explicit PoissonEncoderKernel (const NodeSetup& setup)
        : encoder ({ .rateHz = 1.0,
                     .seed = static_cast<std::uint64_t> (setup.parameters.value ("seed")),
                     .dtSeconds = 1.0 / setup.sampleRateHz })
        , scale (setup, 1.0 / setup.sampleRateHz)
    {
        encoder.prepare (setup.outputUnits.front());
    }

    void reset() noexcept override
    {
        encoder.reset();
        scale.reset();
    }

    void process (const NodeBlock<T>& block) noexcept override
    {
        const auto in = block.in();
        const auto out = block.out();
        const auto* rates = scale.nextRates (block.samples);
        const auto perInput = out.units / in.units;
        for (Index unit = 0; unit < out.units; ++unit)
        {
            const auto* source = in.unit (unit / perInput);
            auto* target = out.unit (unit);
            for (Index t = 0; t < block.samples; ++t)
                target[t] = source[t] * rates[t];
        }
        encoder.process (out, out);
        scale.scaleSpikes (out);
    }

private:
    PoissonEncoder<T> encoder;
    SpikeScale<T> scale;
};

} // namespace

NodeType describePoissonEncoderNode()
{
    return { .id = "poisson-encoder",
             .name = "Poisson Encoder",
             .category = "Spiking",
             .description = "Spikes at random: x * rate of them a second on average, none below 0.",
             .inputs = { { "in", "In" } },
             .outputs = { { "out", "Spikes", SignalKind::spikes } },
             .parameters = { spikeRateParameter ("Spikes a second that x = 1 asks for."),
                             populationParameter(), seedParameter ("Of the random spikes."),
                             spikeHeightParameter (
                                 "integral: 1/(dt * rate), so that the mean is x; unit: 1.") },
             .picture = NodePictureKind::raster,
             .outputUnits = unitsOfPopulations,
             .kernels = kernelsOf<PoissonEncoderKernel>(),
             .isNeverNegative = [] (const NodeParameters&) { return true; } };
}

} // namespace spikegraph

#include "Core/NoiseSource.h"
#include "Graph/NodeParameters.h"
#include "Nodes/NumberRamp.h"
#include "Nodes/SharedParameters.h"

#include <numbers>

namespace spikegraph
{
namespace
{

template <typename T>
class NoiseKernel final : public NodeKernel<T>
{
public:
    explicit NoiseKernel (const NodeSetup& setup)
        : noise ({ .kind = static_cast<NoiseKind> (setup.parameters.integer ("kind")),
                   .seed = static_cast<std::uint64_t> (setup.parameters.value ("seed")) })
        , perDeviation (setup.parameters.integer ("kind") == 0 ? std::numbers::sqrt3 : 1.0)
        , level (setup.parameters.number ("level"), setup.sampleRateHz, gainOf)
    {
        noise.prepare (setup.outputUnits.front());
    }

    void reset() noexcept override
    {
        noise.reset();
        level.reset();
    }

    void process (const NodeBlock<T>& block) noexcept override
    {
        const auto out = block.out();
        noise.process (out);
        level.forEach (block.samples,
                       [&] (Index t, double gain)
                       {
                           for (Index unit = 0; unit < out.units; ++unit)
                               out (t, unit) *= static_cast<T> (perDeviation * gain);
                       });
    }

private:
    NoiseSource<T> noise;
    double perDeviation; ///< brings the noise to a standard deviation of 1
    NumberRamp level;
};

} // namespace

NodeType describeNoiseNode()
{
    return { .id = "noise",
             .name = "Noise",
             .category = "Sources",
             .description = "Seeded noise, on its own in every unit, and the same in every run.",
             .outputs = { { "out", "Out" } },
             .parameters = { { .id = "kind",
                               .name = "Kind",
                               .description = "uniform, gaussian: white; pink: 3 dB less every octave.",
                               .kind = ParameterKind::choice,
                               .choices = { "uniform", "gaussian", "pink" },
                               .defaultText = "gaussian",
                               .isStructural = true },
                             { .id = "level",
                               .name = "Level",
                               .unit = "dB",
                               .description = "RMS, whatever the kind; -120 dB is silence.",
                               .minimum = -120.0,
                               .maximum = 20.0,
                               .defaultValue = -20.0 },
                             sourceUnitsParameter ("How many units, each with noise of its own."),
                             seedParameter ("Of the noise.") },
             .outputUnits = [] (const NodeWidths& widths)
             { return std::vector<int>{ widths.parameters.integer ("units") }; },
             .kernels = kernelsOf<NoiseKernel>() };
}

} // namespace spikegraph

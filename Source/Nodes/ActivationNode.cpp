#include "Graph/NodeParameters.h"
#include "Nodes/ActivationText.h"
#include "Nodes/NumberRamp.h"

namespace spikegraph
{
namespace
{

template <typename T>
class ActivationKernel final : public NodeKernel<T>
{
public:
    explicit ActivationKernel (const NodeSetup& setup)
        : activation (parseActivation<T> (setup.parameters.text ("activation").toStdString()))
        , drive (setup.parameters.number ("drive"), setup.sampleRateHz, gainOf)
        , bias (setup.parameters.number ("bias"), setup.sampleRateHz)
    {
    }

    void reset() noexcept override
    {
        drive.reset();
        bias.reset();
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
        bias.forEach (block.samples,
                      [&] (Index t, double offset)
                      {
                          for (Index unit = 0; unit < out.units; ++unit)
                              out (t, unit) += static_cast<T> (offset);
                      });
        for (Index unit = 0; unit < out.units; ++unit)
            activation.apply (out.unit (unit), out.unit (unit), block.samples);
    }

private:
    Activation<T> activation;
    NumberRamp drive, bias;
};

} // namespace

NodeType describeActivationNode()
{
    return { .id = "activation",
             .name = "Activation",
             .category = "Arithmetic",
             .description = "Applies an activation function without spikes: f(drive * x + bias).",
             .inputs = { { "in", "In" } },
             .outputs = { { "out", "Out" } },
             .parameters = { activationParameter ("tanh"),
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
             .picture = NodePictureKind::transfer,
             .isInPlace = true,
             .kernels = kernelsOf<ActivationKernel>() };
}

} // namespace spikegraph

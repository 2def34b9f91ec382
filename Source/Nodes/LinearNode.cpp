#include "Core/Linear.h"
#include "Nodes/LinearWeights.h"
#include "Nodes/SharedParameters.h"

namespace spikegraph
{
namespace
{

template <typename T>
class LinearKernel final : public NodeKernel<T>
{
public:
    explicit LinearKernel (const NodeSetup& setup)
        : linear (layerOf (weightsFor (setup.parameters, setup.inputUnits.front())))
    {
    }

    void process (const NodeBlock<T>& block) noexcept override { linear.process (block.in(), block.out()); }

private:
    static Linear<T> layerOf (const LinearWeights& weights)
    {
        return { Tensor<T> ({ weights.outputs, weights.inputs },
                            { weights.values.begin(), weights.values.end() }),
                 Tensor<T> ({ weights.outputs }, { weights.bias.begin(), weights.bias.end() }) };
    }

    Linear<T> linear;
};

} // namespace

NodeType describeLinearNode()
{
    return { .id = "linear",
             .name = "Linear",
             .category = "Arithmetic",
             .description = "W x + b: every output unit is a weighted sum of all input units.",
             .inputs = { { "in", "In" } },
             .outputs = { { "out", "Out" } },
             .parameters = { { .id = "units",
                               .name = "Units",
                               .description = "How many go out; 0: as many as there are rows, or as come in.",
                               .kind = ParameterKind::integer,
                               .minimum = 0.0,
                               .maximum = 512.0,
                               .defaultValue = 0.0,
                               .isStructural = true },
                             { .id = "weights",
                               .name = "Weights",
                               .description =
                                   "identity, mean, random (uniform within 1/sqrt(inputs), from the "
                                   "seed), or a row of numbers for every output: 1 0; 0 1. Training "
                                   "writes them packed: float32 2x2 and base64.",
                               .kind = ParameterKind::text,
                               .suggestions = { "identity", "mean", "random" },
                               .defaultText = "identity",
                               .check = checkWeightsText },
                             { .id = "bias",
                               .name = "Bias",
                               .description = "Added to the outputs: one number, or one for each.",
                               .kind = ParameterKind::text,
                               .defaultText = "0",
                               .check = checkBiasText },
                             seedParameter ("Of random weights.") },
             .picture = NodePictureKind::weights,
             .outputUnits =
                 [] (const NodeWidths& widths)
             {
                 const auto weights = givenWeights (widths.parameters, widths.inputUnits.front());
                 return std::vector<int>{ static_cast<int> (weights.outputs) };
             },
             // A row of weights, which are double while they are made.
             .samplesHeld = [] (const NodeWidths& widths, double) { return 3.0 * widths.inputUnits.front(); },
             .kernels = kernelsOf<LinearKernel>() };
}

} // namespace spikegraph

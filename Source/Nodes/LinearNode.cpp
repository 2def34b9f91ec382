#include "Core/Error.h"
#include "Core/Linear.h"
#include "Core/ParseNumber.h"
#include "Core/Random.h"
#include "Graph/NodeParameters.h"
#include "Nodes/SharedParameters.h"

#include <cmath>

namespace spikegraph
{
namespace
{

using Row = std::vector<double>;

/// Numbers that spaces or commas part. Throws InvalidValue.
Row parseRow (const juce::String& text)
{
    Row row;
    for (const auto& word : juce::StringArray::fromTokens (text, " ,\t\r", ""))
        if (word.isNotEmpty())
            row.push_back (parseNumber (word.toStdString()));
    return row;
}

/// Rows of as many numbers each that semicolons or line ends part: "1 0; 0 1". Throws InvalidValue.
std::vector<Row> parseRows (const juce::String& text)
{
    std::vector<Row> rows;
    for (const auto& line : juce::StringArray::fromTokens (text, ";\n", ""))
    {
        if (line.trim().isEmpty())
            continue;
        rows.push_back (parseRow (line));
        if (rows.back().size() != rows.front().size())
            throw InvalidValue ("row 1 has " + std::to_string (rows.front().size()) + " numbers and row " +
                                std::to_string (rows.size()) + " has " + std::to_string (rows.back().size()));
    }
    if (rows.empty())
        throw InvalidValue ("there are no numbers");
    return rows;
}

enum class WeightRule
{
    identity,
    mean,
    random,
    rows,
};

WeightRule ruleOf (const juce::String& text)
{
    return text == "identity" ? WeightRule::identity
           : text == "mean"   ? WeightRule::mean
           : text == "random" ? WeightRule::random
                              : WeightRule::rows;
}

void checkWeights (const juce::String& text)
{
    if (text.isNotEmpty() && text.containsOnly ("abcdefghijklmnopqrstuvwxyz") &&
        ruleOf (text) == WeightRule::rows)
        throw InvalidValue ("\"" + text.toStdString() +
                            "\" is none of identity, mean, random, or rows of numbers");
    if (ruleOf (text) == WeightRule::rows)
        parseRows (text);
}

/// A bias of every output, or one for all.
Row parseBias (const juce::String& text)
{
    auto bias = parseRow (text);
    if (bias.empty())
        throw InvalidValue ("there are no numbers");
    return bias;
}

struct Weights
{
    Index outputs = 0, inputs = 0;
    Row values; ///< row by row
    Row bias;
};

/// What the texts say, which is all but the weights that a rule makes. Throws InvalidValue where the numbers
/// that are given do not fit the widths.
Weights givenWeights (const NodeParameters& parameters, Index inputs)
{
    const auto& text = parameters.text ("weights");
    const auto rows = ruleOf (text) == WeightRule::rows ? parseRows (text) : std::vector<Row>{};
    const Index asked = parameters.integer ("units");
    const auto outputs = asked > 0 ? asked : rows.empty() ? inputs : static_cast<Index> (rows.size());
    const auto describedSize =
        std::to_string (outputs) + " outputs of " + std::to_string (inputs) + " inputs";
    if (!rows.empty() &&
        (static_cast<Index> (rows.size()) != outputs || static_cast<Index> (rows.front().size()) != inputs))
        throw InvalidValue ("weights are " + std::to_string (rows.size()) + " rows of " +
                            std::to_string (rows.front().size()) + " numbers, but there are " +
                            describedSize);

    Weights weights{ outputs, inputs, {}, parseBias (parameters.text ("bias")) };
    for (const auto& row : rows)
        weights.values.insert (weights.values.end(), row.begin(), row.end());
    if (weights.bias.size() == 1)
        weights.bias.resize (static_cast<std::size_t> (outputs), weights.bias.front());
    if (static_cast<Index> (weights.bias.size()) != outputs)
        throw InvalidValue ("bias has " + std::to_string (weights.bias.size()) + " numbers, but there are " +
                            describedSize);
    return weights;
}

Weights weightsFor (const NodeParameters& parameters, Index inputs)
{
    auto weights = givenWeights (parameters, inputs);
    const auto rule = ruleOf (parameters.text ("weights"));
    const auto outputs = weights.outputs;
    weights.values.resize (static_cast<std::size_t> (outputs * inputs));
    const auto seed = static_cast<std::uint64_t> (parameters.value ("seed"));
    const auto perInput = 1.0 / static_cast<double> (inputs);
    for (Index i = 0; i < outputs * inputs; ++i)
    {
        auto& weight = weights.values[static_cast<std::size_t> (i)];
        if (rule == WeightRule::identity)
            weight = i / inputs == i % inputs ? 1.0 : 0.0;
        else if (rule == WeightRule::mean)
            weight = perInput;
        else if (rule == WeightRule::random)
            weight = (2.0 * randomUniform<double> (seed, static_cast<std::uint64_t> (i)) - 1.0) *
                     std::sqrt (perInput);
    }
    return weights;
}

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
    static Linear<T> layerOf (const Weights& weights)
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
                                   "seed), or a row of numbers for every output: 1 0; 0 1.",
                               .kind = ParameterKind::text,
                               .suggestions = { "identity", "mean", "random" },
                               .defaultText = "identity",
                               .check = checkWeights },
                             { .id = "bias",
                               .name = "Bias",
                               .description = "Added to the outputs: one number, or one for each.",
                               .kind = ParameterKind::text,
                               .defaultText = "0",
                               .check = [] (const juce::String& text) { parseBias (text); } },
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

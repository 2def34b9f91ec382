#include "Nodes/LinearWeights.h"

#include "Core/Error.h"
#include "Core/Random.h"
#include "Nodes/NumberText.h"

#include <cmath>

namespace spikegraph
{
namespace
{

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

} // namespace

void checkWeightsText (const juce::String& text)
{
    if (text.isNotEmpty() && text.containsOnly ("abcdefghijklmnopqrstuvwxyz") &&
        ruleOf (text) == WeightRule::rows)
        throw InvalidValue ("\"" + text.toStdString() +
                            "\" is none of identity, mean, random, or rows of numbers");
    if (ruleOf (text) == WeightRule::rows)
        rowsFrom (text);
}

void checkBiasText (const juce::String& text)
{
    numbersFrom (text);
}

LinearWeights givenWeights (const NodeParameters& parameters, Index inputs)
{
    const auto& text = parameters.text ("weights");
    const auto rows =
        ruleOf (text) == WeightRule::rows ? rowsFrom (text) : std::vector<std::vector<double>>{};
    const Index asked = parameters.integer ("units");
    const auto outputs = asked > 0 ? asked : rows.empty() ? inputs : static_cast<Index> (rows.size());
    const auto describedSize =
        std::to_string (outputs) + " outputs of " + std::to_string (inputs) + " inputs";
    if (!rows.empty() &&
        (static_cast<Index> (rows.size()) != outputs || static_cast<Index> (rows.front().size()) != inputs))
        throw InvalidValue ("weights are " + std::to_string (rows.size()) + " rows of " +
                            std::to_string (rows.front().size()) + " numbers, but there are " +
                            describedSize);

    LinearWeights weights{ outputs, inputs, {}, numbersFrom (parameters.text ("bias")) };
    for (const auto& row : rows)
        weights.values.insert (weights.values.end(), row.begin(), row.end());
    if (weights.bias.size() == 1)
        weights.bias.resize (static_cast<std::size_t> (outputs), weights.bias.front());
    if (static_cast<Index> (weights.bias.size()) != outputs)
        throw InvalidValue ("bias has " + std::to_string (weights.bias.size()) + " numbers, but there are " +
                            describedSize);
    return weights;
}

LinearWeights weightsFor (const NodeParameters& parameters, Index inputs)
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

} // namespace spikegraph

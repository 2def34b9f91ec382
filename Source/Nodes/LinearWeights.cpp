#include "Nodes/LinearWeights.h"

#include "Core/Error.h"
#include "Core/ParseNumber.h"
#include "Core/Random.h"

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

constexpr juce::int64 mostPacked = 4096;
constexpr const char* packedMark = "float32 ";

/// "float32 ROWSxCOLUMNS BASE64": little-endian floats, row by row. Throws InvalidValue.
std::vector<Row> unpackRows (const juce::String& text)
{
    const auto words = juce::StringArray::fromTokens (text.trim(), " ", "");
    const auto size = juce::StringArray::fromTokens (words[1], "x", "");
    const auto rows = size[0].getLargeIntValue(), columns = size[1].getLargeIntValue();
    juce::MemoryOutputStream bytes;
    if (words.size() != 3 || size.size() != 2 || rows < 1 || columns < 1 || rows > mostPacked ||
        columns > mostPacked || !juce::Base64::convertFromBase64 (bytes, words[2]) ||
        static_cast<juce::int64> (bytes.getDataSize()) != 4 * rows * columns)
        throw InvalidValue ("packed weights must be: float32 ROWSxCOLUMNS and as many floats in base64");
    juce::MemoryInputStream in (bytes.getData(), bytes.getDataSize(), false);
    std::vector<Row> all (static_cast<std::size_t> (rows));
    for (auto& row : all)
        for (juce::int64 k = 0; k < columns; ++k)
        {
            row.push_back (static_cast<double> (in.readFloat()));
            if (!std::isfinite (row.back()))
                throw InvalidValue ("packed weights must be finite");
        }
    return all;
}

/// Rows of as many numbers each that semicolons or line ends part: "1 0; 0 1". Throws InvalidValue.
std::vector<Row> parseRows (const juce::String& text)
{
    if (text.startsWith (packedMark))
        return unpackRows (text);
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

/// A bias of every output, or one for all.
Row parseBias (const juce::String& text)
{
    if (text.startsWith (packedMark))
    {
        Row packed;
        for (const auto& row : unpackRows (text))
            packed.insert (packed.end(), row.begin(), row.end());
        return packed;
    }
    auto bias = parseRow (text);
    if (bias.empty())
        throw InvalidValue ("there are no numbers");
    return bias;
}

} // namespace

void checkWeightsText (const juce::String& text)
{
    if (text.isNotEmpty() && text.containsOnly ("abcdefghijklmnopqrstuvwxyz") &&
        ruleOf (text) == WeightRule::rows)
        throw InvalidValue ("\"" + text.toStdString() +
                            "\" is none of identity, mean, random, or rows of numbers");
    if (ruleOf (text) == WeightRule::rows)
        parseRows (text);
}

void checkBiasText (const juce::String& text)
{
    parseBias (text);
}

LinearWeights givenWeights (const NodeParameters& parameters, Index inputs)
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

    LinearWeights weights{ outputs, inputs, {}, parseBias (parameters.text ("bias")) };
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

juce::String packedWeights (const std::vector<float>& values, Index rows, Index columns)
{
    juce::MemoryOutputStream bytes;
    for (const auto value : values)
        bytes.writeFloat (value); // little-endian on every machine
    return packedMark + juce::String (rows) + "x" + juce::String (columns) + " " +
           juce::Base64::toBase64 (bytes.getData(), bytes.getDataSize());
}

} // namespace spikegraph

#include "Nodes/NumberText.h"

#include "Core/Error.h"
#include "Core/ParseNumber.h"

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
        throw InvalidValue ("packed numbers must be: float32 ROWSxCOLUMNS and as many floats in base64");
    juce::MemoryInputStream in (bytes.getData(), bytes.getDataSize(), false);
    std::vector<Row> all (static_cast<std::size_t> (rows));
    for (auto& row : all)
        for (juce::int64 k = 0; k < columns; ++k)
        {
            row.push_back (static_cast<double> (in.readFloat()));
            if (!std::isfinite (row.back()))
                throw InvalidValue ("packed numbers must be finite");
        }
    return all;
}

} // namespace

std::vector<Row> rowsFrom (const juce::String& text)
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

std::vector<double> numbersFrom (const juce::String& text)
{
    Row all;
    if (text.startsWith (packedMark))
        for (const auto& row : unpackRows (text))
            all.insert (all.end(), row.begin(), row.end());
    else
        all = parseRow (text);
    if (all.empty())
        throw InvalidValue ("there are no numbers");
    return all;
}

std::vector<double> numbersForUnits (const std::string& what, const juce::String& text, Index units)
{
    auto numbers = numbersFrom (text);
    if (numbers.size() == 1)
        numbers.resize (static_cast<std::size_t> (units), numbers.front());
    if (static_cast<Index> (numbers.size()) != units)
        throw InvalidValue (what + " has " + std::to_string (numbers.size()) + " numbers, but there are " +
                            std::to_string (units) + " units");
    return numbers;
}

juce::String packedNumbers (const std::vector<float>& values, Index rows, Index columns)
{
    juce::MemoryOutputStream bytes;
    for (const auto value : values)
        bytes.writeFloat (value); // little-endian on every machine
    return packedMark + juce::String (rows) + "x" + juce::String (columns) + " " +
           juce::Base64::toBase64 (bytes.getData(), bytes.getDataSize());
}

} // namespace spikegraph

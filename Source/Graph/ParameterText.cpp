#include "Graph/ParameterText.h"

#include "Core/Error.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{
namespace
{

/// Three digits that count: 0.0123, 1.23, 12.3, 123, 12345.
juce::String threeDigits (double value)
{
    const auto magnitude = std::abs (value);
    if (magnitude <= 0.0)
        return "0.00";
    const auto decimals = std::clamp (2 - static_cast<int> (std::floor (std::log10 (magnitude))), 0, 6);
    const auto text = juce::String (value, decimals);
    // 9.996 is 10.00 in three digits, and wants one less.
    return decimals > 0 && decimals < 6 && juce::String (std::abs (value), decimals).length() > 4 &&
                   magnitude >= 1.0
               ? juce::String (value, decimals - 1)
               : text;
}

} // namespace

juce::String textOf (const ParameterType& type, double value)
{
    if (type.kind == ParameterKind::choice)
        return type.choices[std::clamp (juce::roundToInt (value), 0, type.choices.size() - 1)];
    // A host's position is in single precision: what it misses 0 by is 0.
    if (!type.logarithmic && std::abs (value) < 1.0e-6 * (type.maximum - type.minimum))
        value = 0.0;
    const auto number = type.kind == ParameterKind::integer
                            ? juce::String (static_cast<juce::int64> (std::llround (value)))
                            : threeDigits (value);
    return type.unit.isEmpty() ? number : number + " " + type.unit;
}

double valueOfText (const ParameterType& type, const juce::String& text)
{
    const auto typed = text.trim();
    if (type.kind == ParameterKind::choice)
        for (int i = 0; i < type.choices.size(); ++i)
            if (type.choices[i].equalsIgnoreCase (typed))
                return i;
    const auto number = typed.initialSectionContainingOnly ("+-.,0123456789eE").replaceCharacter (',', '.');
    if (!type.isNumeric() || !number.containsAnyOf ("0123456789"))
        throw InvalidValue (("\"" + text + "\" is no value of " + type.name).toStdString());
    const auto value = std::clamp (number.getDoubleValue(), type.minimum, type.maximum);
    return type.kind == ParameterKind::integer ? std::round (value) : value;
}

} // namespace spikegraph

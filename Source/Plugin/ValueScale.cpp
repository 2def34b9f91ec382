#include "Plugin/ValueScale.h"

#include "Core/Error.h"
#include "Graph/ParameterText.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{

ValueScale ValueScale::whole (const ParameterType& type)
{
    if (type.kind == ParameterKind::choice)
        return { &type, 0.0, static_cast<double> (type.choices.size() - 1), false };
    return { &type, type.minimum, type.maximum, type.logarithmic && type.minimum * type.maximum > 0.0 };
}

void ValueScale::check() const
{
    const auto refuse = [&] (const std::string& reason)
    { throw InvalidValue (type->id.toStdString() + reason); };
    if (type->isPartOfStructure())
        refuse (": cannot be automated, as the node is made for it");
    const auto range = whole (*type);
    for (const auto end : { from, to })
    {
        if (!std::isfinite (end) || end < range.from)
            refuse (": " + describe (end) + " is below " + describe (range.from));
        if (end > range.to)
            refuse (": " + describe (end) + " is above " + describe (range.to));
    }
    if (isLogarithmic && from * to <= 0.0)
        refuse (": a range from " + describe (from) + " to " + describe (to) + " has no ratios");
}

double ValueScale::valueAt (double position) const noexcept
{
    // At the ends exactly: std::pow need not be.
    if (position <= 0.0)
        return from;
    if (position >= 1.0)
        return to;
    const auto value = isLogarithmic ? from * std::pow (to / from, position) : std::lerp (from, to, position);
    return type->kind == ParameterKind::number ? value : std::round (value);
}

double ValueScale::positionOf (double value) const noexcept
{
    const auto position =
        isLogarithmic ? std::log (value / from) / std::log (to / from) : (value - from) / (to - from);
    return std::isfinite (position) ? std::clamp (position, 0.0, 1.0) : 0.0;
}

juce::String ValueScale::textAt (double position) const
{
    return textOf (*type, valueAt (position));
}

} // namespace spikegraph

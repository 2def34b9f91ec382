#include "Graph/NodeType.h"

#include "Core/Error.h"
#include "Core/ParseNumber.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{
namespace
{

juce::String withUnit (double number, const ParameterType& type)
{
    return juce::String (describe (number)) + (type.unit.isEmpty() ? "" : " " + type.unit);
}

[[noreturn]] void refuse (const juce::String& reason)
{
    throw InvalidValue (reason.toStdString());
}

double checkNumber (const ParameterType& type, const juce::var& value)
{
    double number = value;
    if (value.isString())
    {
        number = parseNumber (value.toString().trim().toStdString());
    }
    else if (!(value.isDouble() || value.isInt() || value.isInt64()))
    {
        refuse ("a number is needed");
    }
    if (!std::isfinite (number))
        refuse (juce::String (describe (number)) + " is not finite");
    if (number < type.minimum)
        refuse (withUnit (number, type) + " is below " + withUnit (type.minimum, type));
    if (number > type.maximum)
        refuse (withUnit (number, type) + " is above " + withUnit (type.maximum, type));
    if (type.kind == ParameterKind::integer && number != std::floor (number))
        refuse (withUnit (number, type) + " is no whole number");
    return number;
}

bool carriesSamples (const PortType& port)
{
    return port.kind != SignalKind::midi;
}

} // namespace

const char* name (SignalKind kind) noexcept
{
    switch (kind)
    {
        case SignalKind::spikes:
            return "spikes";
        case SignalKind::control:
            return "control";
        case SignalKind::midi:
            return "midi";
        case SignalKind::audio:
            break;
    }
    return "audio";
}

const ParameterType* NodeType::findParameter (const juce::String& parameterId) const noexcept
{
    const auto found = std::find_if (parameters.begin(), parameters.end(),
                                     [&] (const auto& p) { return p.id == parameterId; });
    return found == parameters.end() ? nullptr : &*found;
}

std::vector<int> NodeType::unitsOfOutputs (const NodeWidths& widths) const
{
    if (outputUnits)
        return outputUnits (widths);
    const auto units = widths.inputUnits.empty() ? 1 : std::max (1, widths.inputUnits.front());
    return std::vector<int> (static_cast<std::size_t> (numSignalOutputs()), units);
}

int NodeType::numSignalInputs() const noexcept
{
    return static_cast<int> (std::count_if (inputs.begin(), inputs.end(), carriesSamples));
}

int NodeType::numSignalOutputs() const noexcept
{
    return static_cast<int> (std::count_if (outputs.begin(), outputs.end(), carriesSamples));
}

bool NodeType::hasMidiInput() const noexcept
{
    return !std::all_of (inputs.begin(), inputs.end(), carriesSamples);
}

bool NodeType::hasMidiOutput() const noexcept
{
    return !std::all_of (outputs.begin(), outputs.end(), carriesSamples);
}

const NodeType* NodeCatalogue::find (const juce::String& typeId) const noexcept
{
    const auto found = std::find_if (all.begin(), all.end(), [&] (const auto& t) { return t.id == typeId; });
    return found == all.end() ? nullptr : &*found;
}

ParameterValue checkParameter (const ParameterType& type, const juce::var& value)
{
    switch (type.kind)
    {
        case ParameterKind::number:
        case ParameterKind::integer:
            return { checkNumber (type, value), {} };
        case ParameterKind::choice:
        {
            const auto index = type.choices.indexOf (value.toString());
            if (index < 0)
                refuse ("\"" + value.toString() + "\" is none of " + type.choices.joinIntoString (", "));
            return { static_cast<double> (index), value.toString() };
        }
        case ParameterKind::text:
            break;
    }
    if (type.check)
        type.check (value.toString());
    return { 0.0, value.toString() };
}

ParameterValue checkNumber (const ParameterType& type, double value)
{
    return checkParameter (type, type.kind == ParameterKind::choice
                                     ? juce::var (type.choices[juce::roundToInt (value)])
                                     : juce::var (value));
}

ParameterValue defaultOf (const ParameterType& type)
{
    if (type.kind == ParameterKind::choice)
        return checkParameter (type, type.defaultText);
    return { type.defaultValue, type.defaultText };
}

} // namespace spikegraph

#include "Graph/EditChecks.h"
#include "Graph/GraphModel.h"

#include <limits>

namespace spikegraph
{
namespace
{

/// A checked value as a patch spells it. Text that is a number becomes one; a number keeps its kind.
juce::var spelled (const ParameterType& type, const juce::var& value, const ParameterValue& checked)
{
    if (!type.isNumeric())
        return checked.text;
    if (type.kind == ParameterKind::integer)
        return static_cast<juce::int64> (checked.number);
    return value.isString() ? shortestNumber (checked.number) : value;
}

/// A parameter's place among those of its type, after all where the type does not have it.
std::ptrdiff_t rankOf (const NodeType* type, const juce::String& parameterId)
{
    const auto* parameter = type == nullptr ? nullptr : type->findParameter (parameterId);
    return parameter == nullptr ? std::numeric_limits<std::ptrdiff_t>::max()
                                : parameter - type->parameters.data();
}

} // namespace

void GraphModel::setParameter (const juce::String& nodeId, const juce::String& parameterId,
                               const juce::var& value)
{
    const auto place = (nodeId + "." + parameterId).toStdString();
    const auto node = needNode (nodeId, place);
    const auto& parameter = needParameter (node, parameterId);
    if (!(value.isString() || value.isInt() || value.isInt64() || value.isDouble() || value.isBool()))
        refuse (place, "must be a number or text");
    checkedAt (place, [&] { checkText (value.toString()); });
    const auto checked = checkedAt (place, [&] { return checkParameter (parameter, value); });

    const auto step = beginGesture ("Change " + parameter.name);
    writeParameter (node, parameter, spelled (parameter, value, checked));
}

void GraphModel::resetParameter (const juce::String& nodeId, const juce::String& parameterId)
{
    const auto node = needNode (nodeId, (nodeId + "." + parameterId).toStdString());
    const auto& parameter = needParameter (node, parameterId);
    const auto step = beginGesture ("Reset " + parameter.name);
    if (const auto item = parameterOf (node, parameterId); item.isValid())
        removeAll ({ item });
}

const ParameterType& GraphModel::needParameter (const juce::ValueTree& node,
                                                const juce::String& parameterId) const
{
    const auto* type = types->find (node["type"]);
    if (const auto* parameter = type == nullptr ? nullptr : type->findParameter (parameterId))
        return *parameter;
    refuse ((node["id"].toString() + "." + parameterId).toStdString(),
            node["type"].toString().toStdString() + " has no parameter " + quoted (parameterId));
}

/// Parameters stand in their type's order, whatever the order of edits: a patch that is the same reads the
/// same.
void GraphModel::writeParameter (const juce::ValueTree& node, const ParameterType& parameter,
                                 const juce::var& value)
{
    auto parameters = node.getChildWithName ("parameters");
    if (auto item = parameterOf (node, parameter.id); item.isValid())
    {
        item.setProperty ("value", value, recorder());
        return;
    }
    juce::ValueTree item ("parameter");
    item.setProperty ("id", parameter.id, nullptr);
    item.setProperty ("value", value, nullptr);
    const auto* type = types->find (node["type"]);
    int index = 0;
    while (index < parameters.getNumChildren() &&
           rankOf (type, parameters.getChild (index)["id"]) < rankOf (type, parameter.id))
        ++index;
    parameters.addChild (item, index, recorder());
}

} // namespace spikegraph

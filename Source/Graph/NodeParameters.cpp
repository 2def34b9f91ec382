#include "Graph/NodeParameters.h"

namespace spikegraph
{

NodeParameters::NodeParameters (const NodeType& typeToUse)
    : nodeType (typeToUse)
{
    for (const auto& parameter : nodeType.parameters)
    {
        auto& value = values[parameter.id];
        const auto initial = defaultOf (parameter);
        value.type = &parameter;
        value.number = initial.number;
        value.text = initial.text;
    }
}

void NodeParameters::set (const juce::String& parameterId, const ParameterValue& newValue)
{
    auto& value = values.at (parameterId);
    value.number.store (newValue.number, std::memory_order_relaxed);
    // A choice's text follows from its index: writing it would race with whoever reads it.
    if (value.type->kind == ParameterKind::text)
        value.text = newValue.text;
}

const std::atomic<double>& NodeParameters::number (const char* parameterId) const
{
    return values.at (parameterId).number;
}

std::atomic<double>* NodeParameters::numberToSet (const juce::String& parameterId)
{
    const auto found = values.find (parameterId);
    return found == values.end() || found->second.type->isPartOfStructure() ? nullptr : &found->second.number;
}

const juce::String& NodeParameters::text (const char* parameterId) const
{
    return values.at (parameterId).text;
}

ParameterValue NodeParameters::get (const juce::String& parameterId) const
{
    const auto& value = values.at (parameterId);
    const auto number = value.number.load (std::memory_order_relaxed);
    if (value.type->kind == ParameterKind::choice)
        return { number, value.type->choices[static_cast<int> (number)] };
    return { number, value.text };
}

bool NodeParameters::hasStructureOf (const NodeParameters& other) const
{
    if (&nodeType != &other.nodeType)
        return false;
    for (const auto& [id, value] : values)
    {
        const auto& theirs = other.values.at (id);
        if (value.type->isPartOfStructure() &&
            (value.text != theirs.text || std::abs (value.number.load() - theirs.number.load()) > 0.0))
            return false;
    }
    return true;
}

void NodeParameters::takeAllOf (const NodeParameters& other)
{
    for (const auto& [id, value] : other.values)
        set (id, { value.number.load(), value.text });
}

void NodeParameters::takeNumbersOf (const NodeParameters& other)
{
    for (auto& [id, value] : values)
        if (!value.type->isPartOfStructure())
            value.number.store (other.values.at (id).number.load (std::memory_order_relaxed),
                                std::memory_order_relaxed);
}

} // namespace spikegraph

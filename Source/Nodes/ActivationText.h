#pragma once

#include "Expression/ExpressionActivation.h"
#include "Graph/NodeType.h"

namespace spikegraph
{

inline juce::StringArray suggestedActivations()
{
    juce::StringArray names;
    for (const auto& name : activationNames())
        names.add (name);
    return names;
}

/// The activation that several nodes let one choose.
inline ParameterType activationParameter (const char* defaultActivation)
{
    return { .id = "activation",
             .name = "Activation",
             .description = "A name (relu, tanh, leaky_relu(0.2), ...) or an expression of x (max(0, x)^2).",
             .kind = ParameterKind::text,
             .suggestions = suggestedActivations(),
             .defaultText = defaultActivation,
             .check = [] (const juce::String& text) { parseActivation<float> (text.toStdString()); } };
}

} // namespace spikegraph

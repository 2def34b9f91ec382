#pragma once

#include "Graph/NodeType.h"

namespace spikegraph
{

/// A value as a person reads it, with its unit: "5.00 ms", "32", "tanh". [any thread]
juce::String textOf (const ParameterType& type, double value);

/// What a person typed, with or without the unit, held to the parameter's range. Throws InvalidValue for what
/// is no number, or none of the choices. [any thread]
double valueOfText (const ParameterType& type, const juce::String& text);

} // namespace spikegraph

#pragma once

#include "Core/Views.h"
#include "Graph/NodeParameters.h"

#include <vector>

namespace spikegraph
{

/// The weights and biases of a Linear node.
struct LinearWeights
{
    Index outputs = 0, inputs = 0;
    std::vector<double> values; ///< row by row
    std::vector<double> bias;
};

/// Each throws InvalidValue for a text that a Linear node cannot use.
void checkWeightsText (const juce::String& text);
void checkBiasText (const juce::String& text);

/// What the texts say, which is all but the weights that a rule makes. Throws InvalidValue where the numbers
/// that are given do not fit the widths.
LinearWeights givenWeights (const NodeParameters& parameters, Index inputs);

/// All of them.
LinearWeights weightsFor (const NodeParameters& parameters, Index inputs);

} // namespace spikegraph

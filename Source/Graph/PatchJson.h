#pragma once

#include "Graph/NodeType.h"

#include <juce_data_structures/juce_data_structures.h>

#include <string>

namespace spikegraph
{

/// The document's tree from a patch's JSON and back. Reading checks everything that does not need a sample
/// rate, and throws InvalidValue with the place of the fault.
juce::ValueTree readPatchJson (const NodeCatalogue& catalogue, const std::string& json);
std::string writePatchJson (const juce::ValueTree& patch);

} // namespace spikegraph

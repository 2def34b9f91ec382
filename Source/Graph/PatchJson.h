#pragma once

#include "Graph/NodeType.h"

#include <juce_data_structures/juce_data_structures.h>

#include <string>

namespace spikegraph
{

/// The version of the format that is written. Older ones are read.
constexpr int patchVersion = 2;

/// The document's tree from a patch's JSON. Checks everything that does not need a sample rate, and throws
/// InvalidValue with the place of the fault, in one line. What this version does not know is kept: a
/// parameter's value that is neither number nor text as JSON text in its property "json", other keys as JSON
/// text in the property "extra" of what they stand in. [any thread]
juce::ValueTree readPatchJson (const NodeCatalogue& catalogue, const std::string& json);

/// The JSON of a document's tree, in an order that depends on the document alone. [any thread that may read
/// it]
std::string writePatchJson (const juce::ValueTree& patch);

} // namespace spikegraph

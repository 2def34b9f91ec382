#pragma once

#include "Graph/NodeType.h"

#include <string>

namespace spikegraph::cli
{

/// The reference page of a catalogue, in Markdown: every node with its ports and parameters, by category.
std::string nodeReference (const NodeCatalogue& catalogue);

} // namespace spikegraph::cli

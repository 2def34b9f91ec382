#pragma once

#include "Graph/NodeType.h"

namespace spikegraph
{

/// Every node type of the program, sorted by id. [any thread]
const NodeCatalogue& nodeCatalogue();

} // namespace spikegraph

#pragma once

#include "Graph/NodeType.h"

#include <juce_data_structures/juce_data_structures.h>

#include <cstddef>
#include <vector>

namespace spikegraph
{

/// A place in a list, as the standard's containers take it.
constexpr std::size_t at (int place)
{
    return static_cast<std::size_t> (place);
}

/// Who waits for whom in a patch. A node is its place in the list of nodes.
struct Topology
{
    struct Node
    {
        juce::String id;
        bool isFeedback = false; ///< its output does not wait for its input
    };

    struct Cable
    {
        int from = 0, to = 0;
    };

    std::vector<Node> nodes;
    std::vector<Cable> cables;
};

/// Of a model's lists. A node of a type that is not in the catalogue counts as feedback: whether it waits
/// cannot be known, and a patch is not to be refused for that. Cables without a node at an end are left out.
/// [any thread that may read the trees]
Topology topologyOf (const NodeCatalogue& catalogue, const juce::ValueTree& nodes,
                     const juce::ValueTree& cables);

/// The nodes in an order in which each comes after those it waits for; of several such orders the one that
/// stays closest to the list's. Cables into a feedback node make nobody wait. Throws InvalidValue
/// "cables: a loop without a Feedback node: a -> b -> a" where there is no such order. [any thread]
std::vector<int> processingOrder (const Topology& topology);

} // namespace spikegraph

#include "Graph/Topology.h"

#include "Core/Error.h"

#include <algorithm>
#include <functional>
#include <map>
#include <queue>

namespace spikegraph
{
namespace
{

/// For each node, those that it waits for or, the other way round, those that wait for it.
std::vector<std::vector<int>> neighbours (const Topology& topology, bool waitedFor)
{
    std::vector<std::vector<int>> lists (topology.nodes.size());
    for (const auto& cable : topology.cables)
        if (!topology.nodes[at (cable.to)].isFeedback)
            waitedFor ? lists[at (cable.to)].push_back (cable.from)
                      : lists[at (cable.from)].push_back (cable.to);
    return lists;
}

/// Of the nodes that are left when all that can be ordered are, each waits for another that is left: so
/// walking against the cables comes round.
std::string nameLoop (const Topology& topology, const std::vector<bool>& isOrdered)
{
    const auto waitsFor = neighbours (topology, true);
    std::vector<int> path, visitedAt (topology.nodes.size(), -1);
    auto node = static_cast<int> (std::find (isOrdered.begin(), isOrdered.end(), false) - isOrdered.begin());
    while (visitedAt[at (node)] < 0)
    {
        visitedAt[at (node)] = static_cast<int> (path.size());
        path.push_back (node);
        const auto& before = waitsFor[at (node)];
        node = *std::find_if (before.begin(), before.end(), [&] (int n) { return !isOrdered[at (n)]; });
    }

    std::vector<int> loop (path.begin() + visitedAt[at (node)], path.end());
    std::reverse (loop.begin(), loop.end());
    std::rotate (loop.begin(), std::min_element (loop.begin(), loop.end()), loop.end());
    juce::String text;
    for (const auto index : loop)
        text << topology.nodes[at (index)].id << " -> ";
    return (text + topology.nodes[at (loop.front())].id).toStdString();
}

} // namespace

Topology topologyOf (const NodeCatalogue& catalogue, const juce::ValueTree& nodes,
                     const juce::ValueTree& cables)
{
    Topology topology;
    std::map<juce::String, int> indices;
    for (const auto node : nodes)
    {
        const auto* type = catalogue.find (node["type"]);
        indices.emplace (node["id"].toString(), static_cast<int> (topology.nodes.size()));
        topology.nodes.push_back ({ node["id"], type == nullptr || type->isFeedback });
    }
    for (const auto cable : cables)
    {
        const auto from = indices.find (cable["from"].toString().upToFirstOccurrenceOf (".", false, false)),
                   to = indices.find (cable["to"].toString().upToFirstOccurrenceOf (".", false, false));
        if (from != indices.end() && to != indices.end())
            topology.cables.push_back ({ from->second, to->second });
    }
    return topology;
}

std::vector<int> processingOrder (const Topology& topology)
{
    const auto waiting = neighbours (topology, false);
    std::vector<int> numWaitedFor (topology.nodes.size(), 0);
    for (const auto& list : waiting)
        for (const auto node : list)
            ++numWaitedFor[at (node)];

    std::priority_queue<int, std::vector<int>, std::greater<>> ready;
    for (std::size_t i = 0; i < numWaitedFor.size(); ++i)
        if (numWaitedFor[i] == 0)
            ready.push (static_cast<int> (i));

    std::vector<int> order;
    std::vector<bool> isOrdered (topology.nodes.size(), false);
    while (!ready.empty())
    {
        const auto node = ready.top();
        ready.pop();
        order.push_back (node);
        isOrdered[at (node)] = true;
        for (const auto next : waiting[at (node)])
            if (--numWaitedFor[at (next)] == 0)
                ready.push (next);
    }

    if (order.size() < topology.nodes.size())
        throw InvalidValue ("cables: a loop without a Feedback node: " + nameLoop (topology, isOrdered));
    return order;
}

} // namespace spikegraph

#include "Graph/ShapeChange.h"

#include "Core/Error.h"
#include "Graph/Topology.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace spikegraph
{
namespace
{

/// What makes a cable the same in two shapes: its ends, and its delay.
using CableKey = std::tuple<const NodeInstance*, int, const NodeInstance*, int, int>;
using OutputKey = std::pair<const NodeInstance*, int>;

const NodeInstance* nodeOf (const std::vector<std::shared_ptr<NodeInstance>>& nodes, int index)
{
    return nodes[static_cast<std::size_t> (index)].get();
}

CableKey keyOf (const std::vector<std::shared_ptr<NodeInstance>>& nodes, const ShapeCable& cable)
{
    return { nodeOf (nodes, cable.source), cable.outlet, nodeOf (nodes, cable.target), cable.inlet,
             cable.delaySamples };
}

/// A shape's parts, for looking up.
struct Parts
{
    explicit Parts (const GraphShape& shape)
    {
        for (const auto& node : shape.nodes)
            nodes.insert (node.get());
        for (const auto& cable : shape.cables)
            cables.insert (keyOf (shape.nodes, cable));
        for (std::size_t i = 0; i < shape.nodes.size(); ++i)
            if (shape.nodes[i]->processor.type().hostBus == HostBus::output)
                outputs.insert ({ shape.nodes[i].get(), shape.outputDelays[i] });
    }

    std::set<const NodeInstance*> nodes;
    std::set<CableKey> cables;
    std::set<OutputKey> outputs;
};

/// A shape, of which what is not among the other's parts fades.
ShapeChange fading (const GraphShape& shape, const Parts& other, Fade fade)
{
    ShapeChange change;
    change.nodes = shape.nodes;
    change.midiCables = shape.midiCables;
    for (const auto& cable : shape.cables)
    {
        const bool stays = other.cables.count (keyOf (shape.nodes, cable)) > 0 ||
                           other.nodes.count (nodeOf (shape.nodes, cable.target)) == 0;
        change.cables.push_back ({ cable, stays ? Fade::none : fade });
    }
    for (std::size_t i = 0; i < shape.nodes.size(); ++i)
        if (shape.nodes[i]->processor.type().hostBus == HostBus::output)
        {
            const bool stays = other.outputs.count ({ shape.nodes[i].get(), shape.outputDelays[i] }) > 0;
            change.outputs.push_back (
                { static_cast<int> (i), shape.outputDelays[i], stays ? Fade::none : fade });
        }
    return change;
}

/// Puts the nodes into running order. False where they have a loop.
bool sort (ShapeChange& change)
{
    Topology topology;
    for (const auto& node : change.nodes)
        topology.nodes.push_back ({ node->id, node->processor.type().isFeedback });
    for (const auto& [cable, fade] : change.cables)
        topology.cables.push_back ({ cable.source, cable.target });
    for (const auto& cable : change.midiCables)
        topology.cables.push_back ({ cable.source, cable.target });
    std::vector<int> order;
    try
    {
        order = processingOrder (topology);
    }
    catch (const InvalidValue&)
    {
        return false;
    }

    std::vector<int> newIndex (order.size());
    std::vector<std::shared_ptr<NodeInstance>> sorted;
    for (const auto old : order)
    {
        newIndex[static_cast<std::size_t> (old)] = static_cast<int> (sorted.size());
        sorted.push_back (std::move (change.nodes[static_cast<std::size_t> (old)]));
    }
    change.nodes = std::move (sorted);
    const auto renumber = [&] (int& node) { node = newIndex[static_cast<std::size_t> (node)]; };
    for (auto& [cable, fade] : change.cables)
    {
        renumber (cable.source);
        renumber (cable.target);
    }
    for (auto& cable : change.midiCables)
    {
        renumber (cable.source);
        renumber (cable.target);
    }
    for (auto& output : change.outputs)
        renumber (output.node);
    return true;
}

} // namespace

ShapeChange ShapeChange::none (const GraphShape& shape)
{
    return fading (shape, Parts (shape), Fade::none);
}

ShapeChange ShapeChange::leaving (const GraphShape& before, const GraphShape& after)
{
    return fading (before, Parts (after), Fade::out);
}

ShapeChange ShapeChange::arriving (const GraphShape& before, const GraphShape& after)
{
    return fading (after, Parts (before), Fade::in);
}

std::optional<ShapeChange> ShapeChange::crossfade (const GraphShape& before, const GraphShape& after)
{
    auto change = arriving (before, after);
    const auto old = leaving (before, after);
    const Parts parts (after);

    // The new shape's nodes keep their numbers; those that only the old one has come behind.
    std::vector<int> newIndex;
    for (const auto& node : old.nodes)
    {
        auto found = std::find (change.nodes.begin(), change.nodes.end(), node);
        if (found == change.nodes.end())
            found = change.nodes.insert (change.nodes.end(), node);
        newIndex.push_back (static_cast<int> (found - change.nodes.begin()));
    }
    const auto renumbered = [&] (ShapeCable cable)
    {
        cable.source = newIndex[static_cast<std::size_t> (cable.source)];
        cable.target = newIndex[static_cast<std::size_t> (cable.target)];
        return cable;
    };
    for (const auto& [cable, fade] : old.cables)
        if (parts.cables.count (keyOf (old.nodes, cable)) == 0)
            change.cables.push_back ({ renumbered (cable), fade });
    for (const auto& output : old.outputs)
        if (parts.outputs.count ({ nodeOf (old.nodes, output.node), output.delaySamples }) == 0)
            change.outputs.push_back (
                { newIndex[static_cast<std::size_t> (output.node)], output.delaySamples, output.fade });
    for (const auto& cable : old.midiCables)
    {
        const auto both = renumbered (cable);
        const bool isKnown =
            std::any_of (change.midiCables.begin(), change.midiCables.end(),
                         [&] (const auto& c) { return c.source == both.source && c.target == both.target; });
        // A node that stays hears the new shape's MIDI at once.
        if (!isKnown && parts.nodes.count (nodeOf (old.nodes, cable.target)) == 0)
            change.midiCables.push_back (both);
    }
    if (!sort (change))
        return {};
    return change;
}

bool areSame (const GraphShape& a, const GraphShape& b)
{
    const auto keysOf = [] (const GraphShape& shape)
    {
        std::vector<CableKey> keys;
        for (const auto* cables : { &shape.cables, &shape.midiCables })
            for (const auto& cable : *cables)
                keys.push_back (keyOf (shape.nodes, cable));
        return keys;
    };
    return a.nodes == b.nodes && a.outputDelays == b.outputDelays &&
           a.midiCables.size() == b.midiCables.size() && keysOf (a) == keysOf (b);
}

} // namespace spikegraph

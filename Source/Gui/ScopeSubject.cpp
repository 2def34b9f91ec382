#include "Gui/ScopeSubject.h"

#include "Core/Error.h"
#include "Graph/Topology.h"

#include <algorithm>
#include <deque>
#include <numeric>

namespace spikegraph
{
namespace
{

/// A bypassed node puts out what comes in.
bool carriesSpikes (const NodeSnapshot& node)
{
    return node.type != nullptr && node.type->putsOutSpikes() && !node.isBypassed;
}

bool carries (const NodeSnapshot& node, SignalKind kind)
{
    if (node.type == nullptr || carriesSpikes (node))
        return false;
    if (node.type->hostBus == HostBus::output || node.type->putsOutSpikes())
        return kind == SignalKind::audio;
    return !node.type->outputs.empty() && node.type->outputs.front().kind == kind;
}

bool carriesSound (const NodeSnapshot& node)
{
    return carries (node, SignalKind::audio) || carries (node, SignalKind::control);
}

enum class Direction
{
    before,
    after,
};

/// The nearest node for which `fits`, against or along the cables that carry samples, the start included.
template <typename Fits>
const NodeSnapshot* nearest (const PatchSnapshot& patch, const juce::String& start, Direction direction,
                             Fits&& fits)
{
    std::set<juce::String> seen{ start };
    for (std::deque<juce::String> next{ start }; !next.empty(); next.pop_front())
    {
        const auto id = next.front();
        if (const auto* node = patch.node (id); node != nullptr && fits (*node))
            return node;
        for (const auto& cable : patch.cables)
        {
            const auto here = direction == Direction::before ? cable.targetNode() : cable.sourceNode();
            const auto there = direction == Direction::before ? cable.sourceNode() : cable.targetNode();
            if (here == id && cable.kind != SignalKind::midi && seen.insert (there).second)
                next.push_back (there);
        }
    }
    return nullptr;
}

/// Places in the list of nodes.
std::vector<int> signalOrder (const PatchSnapshot& patch)
{
    Topology topology;
    std::map<juce::String, int> places;
    for (const auto& node : patch.nodes)
    {
        places[node.id] = static_cast<int> (topology.nodes.size());
        topology.nodes.push_back ({ node.id, node.type == nullptr || node.type->isFeedback });
    }
    for (const auto& cable : patch.cables)
        if (places.count (cable.sourceNode()) > 0 && places.count (cable.targetNode()) > 0)
            topology.cables.push_back ({ places[cable.sourceNode()], places[cable.targetNode()] });
    try
    {
        return processingOrder (topology);
    }
    catch (const InvalidValue&)
    {
        std::vector<int> order (patch.nodes.size());
        std::iota (order.begin(), order.end(), 0);
        return order;
    }
}

template <typename Fits>
const NodeSnapshot* firstOf (const PatchSnapshot& patch, const std::vector<int>& order, Fits&& fits)
{
    for (const auto place : order)
        if (const auto& node = patch.nodes[static_cast<std::size_t> (place)]; fits (node))
            return &node;
    return nullptr;
}

/// What the whole patch is about: its first spikes, or what it plays, or any sound.
const NodeSnapshot* mainNode (const PatchSnapshot& patch, const std::vector<int>& order)
{
    if (const auto* spikes = firstOf (patch, order, carriesSpikes))
        return spikes;
    if (const auto* output =
            firstOf (patch, order,
                     [] (const NodeSnapshot& node)
                     { return node.type != nullptr && node.type->hostBus == HostBus::output; }))
        return output;
    return firstOf (patch, order, carriesSound);
}

juce::String nameOf (const NodeSnapshot& node)
{
    const auto units = node.units();
    return node.title() + (units > 1
                               ? juce::String (juce::CharPointer_UTF8 (" \xc3\x97")) + juce::String (units)
                               : juce::String());
}

bool makesAllOf (const PatchSnapshot& patch, const NodeSnapshot& sound, const NodeSnapshot& spikes)
{
    if (sound.type == nullptr || sound.type->outputs.empty() || spikes.type->inputs.empty())
        return false;
    const auto inlet = spikes.id + "." + spikes.type->inputs.front().id;
    const auto count = std::count_if (patch.cables.begin(), patch.cables.end(),
                                      [&] (const auto& cable) { return cable.to == inlet; });
    return count == 1 && patch.cable (sound.id + "." + sound.type->outputs.front().id, inlet) != nullptr;
}

} // namespace

ScopeSubject scopeSubject (const PatchSnapshot& patch, const std::set<juce::String>& selectedNodes,
                           const std::optional<Selection::Cable>& selectedCable)
{
    const auto order = signalOrder (patch);
    const auto* cable = selectedCable ? patch.cable (selectedCable->from, selectedCable->to) : nullptr;
    const NodeSnapshot* subject = nullptr;
    if (cable != nullptr)
        subject = patch.node (cable->sourceNode());
    else if (selectedNodes.size() == 1)
        subject = patch.node (*selectedNodes.begin());
    if (subject == nullptr)
        subject = mainNode (patch, order);
    if (subject == nullptr)
        return {};

    const auto* spikes = carriesSpikes (*subject) ? subject : nullptr;
    // Along the cable first: it is that branch which was chosen.
    if (spikes == nullptr && cable != nullptr)
        spikes = nearest (patch, cable->targetNode(), Direction::after, carriesSpikes);
    for (const auto direction : { Direction::after, Direction::before })
        if (spikes == nullptr)
            spikes = nearest (patch, subject->id, direction, carriesSpikes);

    const auto* sound = carriesSound (*subject) ? subject : nullptr;
    // What is heard says more of spikes than what steers them.
    const auto isAudio = [] (const NodeSnapshot& node) { return carries (node, SignalKind::audio); };
    for (const auto direction : { Direction::before, Direction::after })
        if (sound == nullptr)
            sound = nearest (patch, subject->id, direction, isAudio);
    if (sound == nullptr)
        sound = nearest (patch, subject->id, Direction::before, carriesSound);

    ScopeSubject shown;
    juce::StringArray names;
    for (const auto place : order)
    {
        const auto* node = &patch.nodes[static_cast<std::size_t> (place)];
        if (node == sound || node == spikes)
            names.add (nameOf (*node));
    }
    shown.title = names.isEmpty() ? nameOf (*subject)
                                  : names.joinIntoString (juce::CharPointer_UTF8 (" \xe2\x86\x92 "));
    if (sound != nullptr)
        shown.sound = sound->id;
    if (spikes != nullptr)
        shown.spikes = spikes->id;
    shown.soundMakesSpikes = sound != nullptr && spikes != nullptr && makesAllOf (patch, *sound, *spikes);
    return shown;
}

} // namespace spikegraph

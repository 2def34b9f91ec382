#include "Graph/EditChecks.h"
#include "Graph/GraphModel.h"
#include "Graph/NodeIds.h"
#include "Graph/PatchJson.h"

#include <algorithm>
#include <map>

namespace spikegraph
{
namespace
{

/// The corner left of and above all that has a position.
juce::Point<double> cornerOf (const juce::ValueTree& nodes)
{
    juce::Point<double> corner (patchLimits::coordinate, patchLimits::coordinate);
    for (const auto node : nodes)
        if (node.hasProperty ("x"))
            corner = { std::min (corner.x, static_cast<double> (node["x"])),
                       std::min (corner.y, static_cast<double> (node["y"])) };
    return corner;
}

/// A node without a position lands in the corner.
juce::Point<double> positionOf (const juce::ValueTree& node, juce::Point<double> corner)
{
    return node.hasProperty ("x") ? juce::Point<double> (node["x"], node["y"]) : corner;
}

juce::String renamedEnd (const juce::String& text, const std::map<juce::String, juce::String>& newIds)
{
    const auto end = splitCableEnd (text);
    return newIds.at (end.node) + "." + end.port;
}

} // namespace

std::string GraphModel::copy (const juce::StringArray& nodeIds) const
{
    for (const auto& id : nodeIds)
        needNode (id, "copy");
    GraphModel part (*types);
    for (const auto node : nodes())
        if (nodeIds.contains (node["id"].toString()))
            part.nodes().appendChild (node.createCopy(), nullptr);
    for (const auto cable : cables())
        if (nodeIds.contains (splitCableEnd (cable["from"]).node) &&
            nodeIds.contains (splitCableEnd (cable["to"]).node))
            part.cables().appendChild (cable.createCopy(), nullptr);
    return part.toJson();
}

juce::StringArray GraphModel::paste (const std::string& json, juce::Point<double> position)
{
    const auto pasted = checkedAt ("paste", [&] { return readPatchJson (*types, json); });
    auto newNodes = pasted.getChildWithName ("nodes"), newCables = pasted.getChildWithName ("cables");
    auto nodeList = nodes(), cableList = cables();
    const auto checkSum = [] (const juce::ValueTree& a, const juce::ValueTree& b, int limit)
    {
        checkCount (static_cast<std::size_t> (a.getNumChildren()) +
                        static_cast<std::size_t> (b.getNumChildren()),
                    limit);
    };
    checkedAt ("paste: nodes", [&] { checkSum (nodeList, newNodes, patchLimits::nodes); });
    checkedAt ("paste: cables", [&] { checkSum (cableList, newCables, patchLimits::cables); });

    auto taken = idsOf (nodeList);
    const auto corner = cornerOf (newNodes);
    std::map<juce::String, juce::String> newIds;
    juce::StringArray added;
    for (auto node : newNodes)
    {
        const auto place = positionOf (node, corner) - corner + position;
        for (const auto coordinate : { place.x, place.y })
            checkedAt ("paste: position", [&] { checkCoordinate (coordinate); });
        node.setProperty ("x", shortestNumber (place.x), nullptr);
        node.setProperty ("y", shortestNumber (place.y), nullptr);
        const auto id = uniqueNodeId (node["id"], taken);
        taken.insert (id);
        newIds.emplace (node["id"].toString(), id);
        node.setProperty ("id", id, nullptr);
        added.add (id);
    }

    const auto step = beginGesture ("Paste");
    for (const auto node : newNodes)
        nodeList.appendChild (node.createCopy(), recorder());
    for (auto cable : newCables)
    {
        cable.setProperty ("from", renamedEnd (cable["from"], newIds), nullptr);
        cable.setProperty ("to", renamedEnd (cable["to"], newIds), nullptr);
        cableList.appendChild (cable.createCopy(), recorder());
    }
    return added;
}

juce::StringArray GraphModel::duplicate (const juce::StringArray& nodeIds, juce::Point<double> offset)
{
    const auto copied = copy (nodeIds);
    juce::ValueTree originals ("nodes");
    for (const auto& id : nodeIds)
        originals.appendChild (node (id).createCopy(), nullptr);
    const auto corner = cornerOf (originals);
    const auto hasPosition = corner.x < patchLimits::coordinate;
    const auto step = beginGesture ("Duplicate");
    return paste (copied, hasPosition ? corner + offset : offset);
}

} // namespace spikegraph

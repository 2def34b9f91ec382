#include "Graph/EditChecks.h"
#include "Graph/GraphModel.h"
#include "Graph/NodeIds.h"

namespace spikegraph
{
namespace
{

void checkPosition (juce::Point<double> position)
{
    checkCoordinate (position.x);
    checkCoordinate (position.y);
}

} // namespace

juce::String GraphModel::addNode (const juce::String& typeId, juce::Point<double> position,
                                  const juce::String& preferredId)
{
    const auto& type = needType (typeId, "a new node");
    const auto wanted = preferredId.isEmpty() ? typeId : preferredId;
    checkedAt ("a new node's id", [&] { checkNodeId (wanted); });
    checkedAt ("a new node's position", [&] { checkPosition (position); });
    auto list = nodes();
    checkRoomIn (list, patchLimits::nodes, "nodes");

    juce::ValueTree node ("node");
    auto id = uniqueNodeId (wanted, idsOf (list));
    node.setProperty ("id", id, nullptr);
    node.setProperty ("type", typeId, nullptr);
    node.setProperty ("x", shortestNumber (position.x), nullptr);
    node.setProperty ("y", shortestNumber (position.y), nullptr);
    node.appendChild (juce::ValueTree ("parameters"), nullptr);
    const auto step = beginGesture ("Add " + type.name);
    list.appendChild (node, recorder());
    return id;
}

void GraphModel::removeNodes (const juce::StringArray& nodeIds)
{
    std::set<juce::String> ids;
    std::vector<juce::ValueTree> removed;
    for (const auto cable : cables())
        if (nodeIds.contains (splitCableEnd (cable["from"]).node) ||
            nodeIds.contains (splitCableEnd (cable["to"]).node))
            removed.push_back (cable);
    for (const auto macro : macros())
        for (const auto target : macro)
            if (nodeIds.contains (target["node"].toString()))
                removed.push_back (target);
    // Last, so that at no moment a cable or a target has no node.
    for (const auto& id : nodeIds)
        if (ids.insert (id).second)
            removed.push_back (needNode (id, nodeText (id)));

    const auto step = beginGesture (ids.size() == 1 ? juce::String ("Remove Node")
                                                    : "Remove " + juce::String (ids.size()) + " Nodes");
    removeAll (removed);
}

void GraphModel::setPositions (const std::vector<NodePosition>& positions)
{
    std::vector<juce::ValueTree> moved;
    for (const auto& [nodeId, position] : positions)
    {
        moved.push_back (needNode (nodeId, nodeText (nodeId)));
        checkedAt (nodeText (nodeId) + ": position", [&place = position] { checkPosition (place); });
    }
    const auto step = beginGesture (moved.size() == 1 ? "Move Node" : "Move Nodes");
    for (std::size_t i = 0; i < moved.size(); ++i)
    {
        moved[i].setProperty ("x", shortestNumber (positions[i].position.x), recorder());
        moved[i].setProperty ("y", shortestNumber (positions[i].position.y), recorder());
    }
}

void GraphModel::setLabel (const juce::String& nodeId, const juce::String& label)
{
    auto node = needNode (nodeId, nodeText (nodeId));
    checkedAt (nodeText (nodeId) + ": label", [&] { checkText (label); });
    const auto step = beginGesture ("Rename Node");
    if (label.isEmpty())
        node.removeProperty ("label", recorder());
    else
        node.setProperty ("label", label, recorder());
}

void GraphModel::setBypassed (const juce::String& nodeId, bool shouldBeBypassed)
{
    auto node = needNode (nodeId, nodeText (nodeId));
    const auto step = beginGesture (shouldBeBypassed ? "Bypass Node" : "Wake Node");
    if (shouldBeBypassed)
        node.setProperty ("bypassed", true, recorder());
    else
        node.removeProperty ("bypassed", recorder());
}

juce::ValueTree GraphModel::needNode (const juce::String& nodeId, const std::string& thing) const
{
    auto found = node (nodeId);
    if (!found.isValid())
        refuse (thing, "the patch has no node " + quoted (nodeId));
    return found;
}

const NodeType& GraphModel::needType (const juce::String& typeId, const std::string& thing) const
{
    if (const auto* type = types->find (typeId))
        return *type;
    refuse (thing, "there is no node type " + quoted (typeId));
}

} // namespace spikegraph

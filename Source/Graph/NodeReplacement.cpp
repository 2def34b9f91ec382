#include "Graph/EditChecks.h"
#include "Graph/GraphModel.h"
#include "Graph/Topology.h"

#include <optional>

namespace spikegraph
{
namespace
{

/// Whether a value of one type's parameter means the same to the other type.
bool fits (const NodeType* from, const NodeType& to, const juce::ValueTree& value)
{
    const auto* theirs = from == nullptr ? nullptr : from->findParameter (value["id"]);
    const auto* ours = to.findParameter (value["id"]);
    if (ours == nullptr || value.hasProperty ("json"))
        return false;
    if (theirs != nullptr && (theirs->kind != ours->kind || theirs->unit != ours->unit))
        return false;
    try
    {
        checkParameter (*ours, value["value"]);
        return true;
    }
    catch (const InvalidValue&)
    {
        return false;
    }
}

bool targetFits (const NodeType* from, const NodeType& to, const juce::ValueTree& target)
{
    auto end = juce::ValueTree ("parameter").setProperty ("id", target["parameter"], nullptr);
    const auto* parameter = to.findParameter (target["parameter"]);
    return parameter != nullptr && parameter->isNumeric() &&
           fits (from, to, end.setProperty ("value", target["from"], nullptr)) &&
           fits (from, to, end.setProperty ("value", target["to"], nullptr));
}

} // namespace

void GraphModel::replaceNode (const juce::String& nodeId, const juce::String& typeId)
{
    auto node = needNode (nodeId, nodeText (nodeId));
    const auto& newType = needType (typeId, nodeText (nodeId));
    const auto* oldType = types->find (node["type"]);
    if (node["type"].toString() == typeId)
        return;

    // A port of the node once it is replaced, and of any other as it is: null where its type is unknown, and
    // nothing where the type does not have it.
    const auto portAt = [&] (const juce::String& text, PortSide side) -> std::optional<const PortType*>
    {
        const auto end = splitCableEnd (text);
        const auto* type = end.node == nodeId ? &newType : types->find (this->node (end.node)["type"]);
        const auto* port = type == nullptr ? nullptr : findPort (*type, end.port, side);
        return type != nullptr && port == nullptr ? std::nullopt : std::optional (port);
    };
    const auto cableFits = [&] (const juce::ValueTree& cable)
    {
        const auto outlet = portAt (cable["from"], PortSide::outlet),
                   inlet = portAt (cable["to"], PortSide::inlet);
        return outlet && inlet && canJoin (*outlet, *inlet);
    };

    std::vector<juce::ValueTree> removed;
    auto remaining = cables().createCopy();
    for (int i = remaining.getNumChildren(); --i >= 0;)
    {
        const auto cable = cables().getChild (i);
        if (!cableFits (cable))
        {
            removed.push_back (cable);
            remaining.removeChild (i, nullptr);
        }
    }
    auto topology = topologyOf (*types, nodes(), remaining);
    topology.nodes[static_cast<std::size_t> (nodes().indexOf (node))].isFeedback = newType.isFeedback;
    processingOrder (topology);

    for (const auto macro : macros())
        for (const auto target : macro)
            if (target["node"].toString() == nodeId && !targetFits (oldType, newType, target))
                removed.push_back (target);
    for (const auto parameter : node.getChildWithName ("parameters"))
        if (!fits (oldType, newType, parameter))
            removed.push_back (parameter);

    const auto step = beginGesture ("Replace by " + newType.name);
    removeAll (removed);
    node.setProperty ("type", typeId, recorder());
}

} // namespace spikegraph

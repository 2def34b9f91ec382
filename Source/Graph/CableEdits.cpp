#include "Graph/EditChecks.h"
#include "Graph/GraphModel.h"
#include "Graph/Topology.h"

#include <algorithm>

namespace spikegraph
{
namespace
{

juce::ValueTree makeCable (const juce::String& from, const juce::String& to)
{
    juce::ValueTree cable ("cable");
    cable.setProperty ("from", from, nullptr);
    cable.setProperty ("to", to, nullptr);
    return cable;
}

/// The first port that can join another. Throws InvalidValue where there is none.
const PortType& portFor (const NodeType& type, PortSide side, const PortType* other, const std::string& thing)
{
    for (const auto& port : side == PortSide::outlet ? type.outputs : type.inputs)
        if (canJoin (&port, other))
            return port;
    refuse (thing, type.id.toStdString() + " has no " + (side == PortSide::outlet ? "outlet" : "inlet") +
                       " that fits there");
}

struct Ports
{
    juce::String inlet, outlet; ///< ids
};

/// Where a node of a type can take part in a cable.
Ports portsFor (const NodeCatalogue& catalogue, const juce::ValueTree& nodes, const juce::ValueTree& cable,
                const NodeType& type)
{
    const auto portAt = [&] (const char* key, PortSide side)
    {
        const auto end = splitCableEnd (cable[key]);
        return checkCableEnd (catalogue, nodes.getChildWithProperty ("id", end.node), end, side);
    };
    const auto thing = cableText (cable["from"], cable["to"]);
    return { portFor (type, PortSide::inlet, portAt ("from", PortSide::outlet), thing).id,
             portFor (type, PortSide::outlet, portAt ("to", PortSide::inlet), thing).id };
}

} // namespace

void GraphModel::addCable (const juce::String& from, const juce::String& to)
{
    const auto thing = cableText (from, to);
    const auto port = [&] (const juce::String& text, PortSide side)
    {
        const auto end = splitCableEnd (text);
        return checkCableEnd (*types, node (end.node), end, side);
    };
    checkedAt (thing, [&] { checkText (from + to); });
    const auto* outlet = checkedAt (thing, [&] { return port (from, PortSide::outlet); });
    const auto* inlet = checkedAt (thing, [&] { return port (to, PortSide::inlet); });
    checkedAt (thing, [&] { checkJoin (outlet, inlet); });
    if (findCable (from, to).isValid())
        refuse (thing, "is there already");
    auto list = cables();
    checkRoomIn (list, patchLimits::cables, "cables");
    const auto cable = makeCable (from, to);
    auto after = list.createCopy();
    after.appendChild (cable.createCopy(), nullptr);
    processingOrder (topologyOf (*types, nodes(), after));

    const auto step = beginGesture ("Connect");
    list.appendChild (cable, recorder());
}

void GraphModel::removeCable (const juce::String& from, const juce::String& to)
{
    const auto cable = needCable (from, to);
    const auto step = beginGesture ("Disconnect");
    removeAll ({ cable });
}

juce::String GraphModel::insertNewOnCable (const juce::String& from, const juce::String& to,
                                           const juce::String& typeId, juce::Point<double> position)
{
    const auto cable = needCable (from, to);
    const auto& type = needType (typeId, cableText (from, to));
    const auto ports = portsFor (*types, nodes(), cable, type);
    checkRoomIn (cables(), patchLimits::cables, "cables");
    const auto step = beginGesture ("Insert " + type.name);
    auto id = addNode (typeId, position);
    insertBetween (cable, id + "." + ports.inlet, id + "." + ports.outlet);
    return id;
}

void GraphModel::insertOnCable (const juce::String& from, const juce::String& to, const juce::String& nodeId)
{
    const auto thing = cableText (from, to);
    const auto cable = needCable (from, to);
    const auto& type = needType (needNode (nodeId, thing)["type"], thing);
    const auto ports = portsFor (*types, nodes(), cable, type);
    const auto inlet = nodeId + "." + ports.inlet, outlet = nodeId + "." + ports.outlet;

    checkRoomIn (cables(), patchLimits::cables, "cables");
    auto after = cables().createCopy();
    after.removeChild (cables().indexOf (cable), nullptr);
    after.appendChild (makeCable (from, inlet), nullptr);
    after.appendChild (makeCable (outlet, to), nullptr);
    processingOrder (topologyOf (*types, nodes(), after));

    const auto step = beginGesture ("Insert " + type.name);
    insertBetween (cable, inlet, outlet);
}

/// What is there already is not joined twice. The new cables stand where the old one did.
void GraphModel::insertBetween (const juce::ValueTree& cable, const juce::String& inlet,
                                const juce::String& outlet)
{
    auto list = cables();
    const auto from = cable["from"].toString(), to = cable["to"].toString();
    auto index = list.indexOf (cable);
    auto first = cable.createCopy(); // with what a newer version says of the cable
    first.setProperty ("to", inlet, nullptr);
    list.removeChild (index, recorder());
    for (const auto& added : { first, makeCable (outlet, to) })
        if (!findCable (added["from"], added["to"]).isValid())
            list.addChild (added, index++, recorder());
}

juce::ValueTree GraphModel::findCable (const juce::String& from, const juce::String& to) const
{
    for (auto cable : cables())
        if (cable["from"].toString() == from && cable["to"].toString() == to)
            return cable;
    return {};
}

juce::ValueTree GraphModel::needCable (const juce::String& from, const juce::String& to) const
{
    auto cable = findCable (from, to);
    if (!cable.isValid())
        refuse (cableText (from, to), "the patch has no such cable");
    return cable;
}

} // namespace spikegraph

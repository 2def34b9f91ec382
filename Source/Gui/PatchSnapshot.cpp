#include "Gui/PatchSnapshot.h"

#include <algorithm>

namespace spikegraph
{
namespace
{

/// A port's place among those of a type that carry samples, or -1.
int signalIndexOf (const std::vector<PortType>& ports, const juce::String& portId)
{
    int index = 0;
    for (const auto& port : ports)
    {
        if (port.id == portId)
            return port.kind == SignalKind::midi ? -1 : index;
        index += port.kind != SignalKind::midi;
    }
    return -1;
}

ParameterValue valueOf (const juce::ValueTree& node, const ParameterType& parameter,
                        const PatchSession::Reading& reading)
{
    const auto item = node.getChildWithName ("parameters").getChildWithProperty ("id", parameter.id);
    auto value = item.isValid() ? checkParameter (parameter, item["value"]) : defaultOf (parameter);
    if (parameter.kind != ParameterKind::text)
        value.number = reading.number ({ node["id"], parameter.id });
    return value;
}

NodeSnapshot nodeOf (const juce::ValueTree& node, const PatchSession::Reading& reading,
                     const std::vector<std::shared_ptr<NodeInstance>>& running)
{
    NodeSnapshot snapshot;
    snapshot.id = node["id"];
    snapshot.typeId = node["type"];
    snapshot.label = node["label"];
    snapshot.type = reading.model().catalogue().find (snapshot.typeId);
    snapshot.position = { node["x"], node["y"] };
    snapshot.isBypassed = node["bypassed"];
    if (snapshot.type != nullptr)
        for (const auto& parameter : snapshot.type->parameters)
            snapshot.values[parameter.id] = valueOf (node, parameter, reading);
    const auto found = std::find_if (running.begin(), running.end(),
                                     [&] (const auto& instance) { return instance->id == snapshot.id; });
    if (found != running.end() && &(*found)->processor.type() == snapshot.type)
        snapshot.instance = *found;
    return snapshot;
}

CableSnapshot cableOf (const juce::ValueTree& item, const PatchSnapshot& patch)
{
    CableSnapshot cable{ item["from"], item["to"] };
    const auto* source = patch.node (cable.sourceNode());
    if (source == nullptr || source->type == nullptr)
        return cable;
    for (const auto& port : source->type->outputs)
        if (port.id == cable.sourcePort())
            cable.kind = port.kind;
    const auto index = signalIndexOf (source->type->outputs, cable.sourcePort());
    if (source->instance != nullptr && index >= 0)
    {
        const auto& widths = source->instance->processor.outputUnits();
        if (static_cast<std::size_t> (index) < widths.size())
            cable.units = widths[static_cast<std::size_t> (index)];
    }
    return cable;
}

MacroSnapshot macroOf (const juce::ValueTree& item, double value)
{
    MacroSnapshot macro{ item["name"], value };
    for (const auto target : item)
        macro.targets.push_back ({ { target["node"], target["parameter"] }, target["from"], target["to"] });
    return macro;
}

} // namespace

juce::String NodeSnapshot::title() const
{
    return label.isNotEmpty() ? label : type != nullptr ? type->name : typeId;
}

int NodeSnapshot::units() const
{
    if (instance == nullptr)
        return 0;
    const auto& processor = instance->processor;
    const auto& widths = processor.outputUnits().empty() || type->hostBus == HostBus::output
                             ? processor.inputUnits()
                             : processor.outputUnits();
    return widths.empty() ? 0 : widths.front();
}

const NodeSnapshot* PatchSnapshot::node (const juce::String& nodeId) const noexcept
{
    const auto found =
        std::find_if (nodes.begin(), nodes.end(), [&] (const auto& node) { return node.id == nodeId; });
    return found == nodes.end() ? nullptr : &*found;
}

const CableSnapshot* PatchSnapshot::cable (const juce::String& from, const juce::String& to) const noexcept
{
    const auto found =
        std::find_if (cables.begin(), cables.end(),
                      [&] (const auto& cable) { return cable.from == from && cable.to == to; });
    return found == cables.end() ? nullptr : &*found;
}

PatchSnapshot snapshotOf (const PluginProcessor& processor)
{
    const auto reading = processor.session().read();
    const auto& model = reading.model();
    const auto running = reading.nodes();

    PatchSnapshot patch;
    patch.name = model.name();
    patch.author = model.state()["author"];
    patch.description = model.state()["description"];
    patch.className = model.state()["class"];
    patch.tags = model.tags();
    for (const auto node : model.nodes())
        patch.nodes.push_back (nodeOf (node, reading, running));
    for (const auto cable : model.cables())
        patch.cables.push_back (cableOf (cable, patch));
    int number = 0;
    for (const auto macro : model.macros())
        patch.macros.push_back (
            macroOf (macro, static_cast<double> (processor.parameters().macro (++number).getValue())));
    for (const auto comment : model.comments())
        patch.comments.push_back (
            { comment["text"], { comment["x"], comment["y"], comment["width"], comment["height"] } });
    for (int slot = 1; slot <= HostParameters::slots; ++slot)
        if (const auto target = reading.slots().target (slot))
            patch.slots[target->address] = slot;
    patch.canUndo = model.canUndo();
    patch.canRedo = model.canRedo();
    patch.undoName = model.undoName();
    patch.redoName = model.redoName();
    patch.problem = reading.problem();
    patch.sampleRateHz = reading.sampleRateHz();
    patch.latencySamples = processor.session().latencySamples();
    return patch;
}

} // namespace spikegraph

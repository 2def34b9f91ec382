#include "Training/PatchGraphBuilder.h"

#include "Core/Training/ElementLayers.h"
#include "Graph/Topology.h"

#include <algorithm>
#include <map>
#include <utility>

namespace spikegraph
{
namespace
{

/// What can learn, of each type.
const std::map<juce::String, juce::StringArray>& learnable()
{
    static const std::map<juce::String, juce::StringArray> all{
        { "linear", { "weights", "bias" } },
        { "gain", { "gain" } },
        { "audio-out", { "gain" } },
        { "mix", { "levelA", "levelB", "levelC", "levelD" } },
        { "activation", { "drive", "bias" } },
        { "lowpass", { "tau", "tauFactors", "initialLevel", "initialLevels" } },
        { "alpha", { "tau", "tauFactors" } },
    };
    return all;
}

} // namespace

PatchGraphBuilder::PatchGraphBuilder (PatchGraph& graphToBuild)
    : graph (graphToBuild)
{
    requireRunnable (graph.model);
    shape = GraphShape::build<float> (graph.model, graph.format, {});
}

void PatchGraphBuilder::build()
{
    graph.latency = shape.latencySamples;
    findWhatLearns();
    added.resize (shape.nodes.size(), none);
    inputs.resize (shape.nodes.size(), none);
    for (int node = 0; node < static_cast<int> (shape.nodes.size()); ++node)
        if (isLive[at (node)])
            addNode (node);
}

void PatchGraphBuilder::findWhatLearns()
{
    const auto count = static_cast<int> (shape.nodes.size());
    trainable.resize (at (count));
    isLive.resize (at (count), false);
    std::vector<bool> isHeard (at (count), false);
    for (int node = 0; node < count; ++node)
    {
        const auto marks =
            juce::StringArray::fromLines (graph.model.node (idOf (node))["trainable"].toString());
        for (const auto& mark : marks)
        {
            if (mark.isEmpty())
                continue;
            const auto type = learnable().find (parametersOf (node).type().id);
            if (type == learnable().end() || !type->second.contains (mark))
                refuse (node,
                        "parameter \"" + mark.toStdString() + "\" cannot be trained" +
                            (type == learnable().end()
                                 ? std::string()
                                 : ": only " + type->second.joinIntoString (", ").toStdString() + " can"));
            trainable[at (node)].add (mark);
        }
        isLive[at (node)] = !trainable[at (node)].isEmpty();
    }
    for (bool grows = true; grows;)
    {
        grows = false;
        for (const auto& cable : shape.cables)
            if (isLive[at (cable.source)] && !isLive[at (cable.target)])
                grows = isLive[at (cable.target)] = true;
    }
    for (int node = 0; node < count; ++node)
        isHeard[at (node)] = parametersOf (node).type().hostBus == HostBus::output;
    for (bool grows = true; grows;)
    {
        grows = false;
        for (const auto& cable : shape.cables)
            if (isHeard[at (cable.target)] && !isHeard[at (cable.source)])
                grows = isHeard[at (cable.source)] = true;
    }
    bool any = false;
    for (int node = 0; node < count; ++node)
    {
        isLive[at (node)] = isLive[at (node)] && isHeard[at (node)];
        any = any || isLive[at (node)];
    }
    if (!any)
        throw InvalidValue (
            "nothing in the patch is trainable: give a node that Audio Out hears a list such as "
            "\"trainable\": [\"weights\"]");
    for (int node = 0; node < count; ++node)
        if (parametersOf (node).type().hostBus == HostBus::output)
            isLive[at (node)] = true;
}

void PatchGraphBuilder::addNode (int node)
{
    if (shape.nodes[at (node)]->processor.isBypassed())
        refuse (node, "is bypassed, which training does not know");
    added[at (node)] = addNodeOfType (node, parametersOf (node).type().id);
}

const NodeParameters& PatchGraphBuilder::parametersOf (int node) const
{
    return shape.nodes[at (node)]->processor.parameters();
}

const juce::String& PatchGraphBuilder::idOf (int node) const
{
    return shape.nodes[at (node)]->id;
}

bool PatchGraphBuilder::learns (int node, const char* parameterId) const
{
    return trainable[at (node)].contains (parameterId);
}

void PatchGraphBuilder::learn (Parameter<float>& parameter, int node, const char* parameterId,
                               std::function<juce::var()> valueToWrite)
{
    parameter.name = idOf (node).toStdString() + "." + parameterId;
    graph.learned.push_back (&parameter);
    graph.writes.push_back ([id = idOf (node), parameterId = juce::String (parameterId),
                             value = std::move (valueToWrite)] (GraphModel& model)
                            { model.setParameter (id, parameterId, value()); });
}

void PatchGraphBuilder::refuse (int node, const std::string& reason) const
{
    throw InvalidValue ("node \"" + idOf (node).toStdString() + "\" (" +
                        parametersOf (node).type().name.toStdString() + "): " + reason);
}

int PatchGraphBuilder::add (std::unique_ptr<Layer<float>> layer, int source)
{
    return graph.layers.add (std::move (layer), { source });
}

int PatchGraphBuilder::delayed (int source, int units, int samples)
{
    if (samples == 0)
        return source;
    std::vector<TapLayer<float>::Tap> taps;
    for (Index unit = 0; unit < units; ++unit)
        taps.push_back ({ unit, unit, samples, 1.0f });
    return add (std::make_unique<TapLayer<float>> (std::move (taps), units), source);
}

int PatchGraphBuilder::signalOf (const ShapeCable& cable)
{
    const auto source = at (cable.source);
    if (!isLive[source] && cable.outlet != 0)
        refuse (cable.source, "only the first outlet of a node that does not learn can be trained on");
    if (!isLive[source] && inputs[source] == none)
    {
        graph.played.add (idOf (cable.source));
        inputs[source] = graph.layers.addInput();
    }
    const auto signal = isLive[source] ? added[source] : inputs[source];
    if (signal == none)
        refuse (cable.target,
                "hears \"" + idOf (cable.source).toStdString() + "\" through a loop, which has no gradient");
    return delayed (signal, shape.nodes[source]->processor.outputUnits()[at (cable.outlet)],
                    cable.delaySamples);
}

int PatchGraphBuilder::inlet (int node, int port)
{
    std::vector<int> sources;
    for (const auto& cable : shape.cables)
        if (cable.target == node && cable.inlet == port)
            sources.push_back (signalOf (cable));
    if (sources.empty())
        return none;
    if (sources.size() == 1)
        return sources.front();
    return graph.layers.add (std::make_unique<GainLayer<float>> (1.0), std::move (sources));
}

} // namespace spikegraph

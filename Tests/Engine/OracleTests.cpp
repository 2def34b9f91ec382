// juce::AudioProcessorGraph as the oracle: the same nodes, cabled in it, give the same bits.

#include "Core/Random.h"
#include "Nodes/FactoryNodes.h"
#include "Nodes/FactoryPresets.h"
#include "Tests/Engine/EngineHarness.h"
#include "Tests/TestFramework.h"

#include <numeric>

namespace spikegraph::test
{
namespace
{

using Graph = juce::AudioProcessorGraph;
using Node = Graph::NodeID;

/// The first channel of a port: a bus follows the other.
int firstChannel (const std::vector<int>& widths, int port)
{
    return std::accumulate (widths.begin(), widths.begin() + port, 0);
}

juce::AudioBuffer<float> renderInJuce (const GraphModel& patch, const juce::AudioBuffer<float>& input,
                                       int blockSize, const juce::MidiBuffer& midi)
{
    const auto channels = input.getNumChannels();
    const RenderFormat format{ 48000.0, blockSize, channels, channels };
    const auto shape = GraphShape::build<float> (patch, format, {});

    Graph graph;
    graph.setPlayConfigDetails (channels, channels, format.sampleRateHz, blockSize);
    using IO = Graph::AudioGraphIOProcessor;
    const Node hostIn (10001), hostOut (10002), hostMidi (10003);
    graph.addNode (std::make_unique<IO> (IO::audioInputNode), hostIn);
    graph.addNode (std::make_unique<IO> (IO::audioOutputNode), hostOut);
    graph.addNode (std::make_unique<IO> (IO::midiInputNode), hostMidi);

    const auto idOf = [] (int index) { return Node (static_cast<juce::uint32> (index + 1)); };
    const auto connect = [&] (Node from, int fromChannel, Node to, int toChannel) {
        REQUIRE (graph.addConnection ({ { from, fromChannel }, { to, toChannel } }));
    };
    for (int i = 0; i < static_cast<int> (shape.nodes.size()); ++i)
    {
        const auto& instance = *shape.nodes[static_cast<std::size_t> (i)];
        const auto& type = instance.processor.type();
        auto processor = std::make_unique<NodeProcessor> (type);
        processor->parameters().takeAllOf (instance.processor.parameters());
        processor->setInputUnits (instance.inputUnits, channels, channels);
        graph.addNode (std::move (processor), idOf (i));
        for (int channel = 0; channel < channels; ++channel)
        {
            if (type.hearsHost())
                connect (hostIn, channel, idOf (i), channel);
            if (type.hostBus == HostBus::output)
                connect (idOf (i), channel, hostOut, channel);
        }
        if (type.hasMidiInput())
            connect (hostMidi, Graph::midiChannelIndex, idOf (i), Graph::midiChannelIndex);
    }
    for (const auto& cable : shape.cables)
    {
        const auto& from = shape.nodes[static_cast<std::size_t> (cable.source)]->processor.outputUnits();
        const auto& to = shape.nodes[static_cast<std::size_t> (cable.target)]->processor.inputUnits();
        const auto units = to[static_cast<std::size_t> (cable.inlet)];
        const bool repeats = from[static_cast<std::size_t> (cable.outlet)] == 1;
        for (int unit = 0; unit < units; ++unit)
            connect (idOf (cable.source), firstChannel (from, cable.outlet) + (repeats ? 0 : unit),
                     idOf (cable.target), firstChannel (to, cable.inlet) + unit);
    }

    graph.prepareToPlay (format.sampleRateHz, blockSize);
    juce::AudioBuffer<float> audio (input);
    for (int first = 0; first < audio.getNumSamples(); first += blockSize)
    {
        const auto count = std::min (blockSize, audio.getNumSamples() - first);
        juce::AudioBuffer<float> block (audio.getArrayOfWritePointers(), channels, first, count);
        juce::MidiBuffer blockMidi;
        blockMidi.addEvents (midi, first, count, -first);
        graph.processBlock (block, blockMidi);
    }
    return audio;
}

juce::MidiBuffer someNotes()
{
    juce::MidiBuffer midi;
    for (int i = 0; i < 6; ++i)
    {
        midi.addEvent (juce::MidiMessage::noteOn (1, 50 + 3 * i, 0.3f + 0.1f * static_cast<float> (i)),
                       100 + 1300 * i);
        midi.addEvent (juce::MidiMessage::noteOff (1, 50 + 3 * i), 1000 + 1300 * i);
    }
    return midi;
}

/// Nodes of the catalogue at random, each hearing one or two of those before it. (The sum of three depends on
/// their order, which is JUCE's affair.)
GraphModel randomPatch (std::uint64_t seed)
{
    std::uint64_t draws = 0;
    const auto draw = [&] (int below)
    { return static_cast<int> (randomWord (seed, draws++) % static_cast<std::uint64_t> (below)); };
    std::vector<const NodeType*> types;
    for (const auto& type : nodeCatalogue().types())
        if (!type.isFeedback && type.hostBus == HostBus::none && !type.hasMidiOutput())
            types.push_back (&type);

    GraphModel patch (nodeCatalogue());
    juce::StringArray outlets;
    const auto add = [&] (const NodeType& type)
    {
        const auto id = patch.addNode (type.id, {});
        for (const auto& port : type.inputs)
            for (int cables = draw (3); cables > 0 && port.kind != SignalKind::midi; --cables)
                try
                {
                    patch.addCable (outlets[draw (outlets.size())], id + "." + port.id);
                }
                catch (const std::invalid_argument&)
                {
                    // there already
                }
        for (const auto& port : type.outputs)
            if (port.kind != SignalKind::midi)
                outlets.add (id + "." + port.id);
    };
    add (*nodeCatalogue().find ("audio-in"));
    for (int i = 0; i < 10; ++i)
        add (*types[static_cast<std::size_t> (draw (static_cast<int> (types.size())))]);
    const auto out = patch.addNode ("audio-out", {});
    patch.addCable (outlets[outlets.size() - 1], out + ".in");
    return patch;
}

} // namespace

TEST_CASE ("Every factory preset gives the bits that the same nodes give in juce::AudioProcessorGraph")
{
    const juce::ScopedJuceInitialiser_GUI messageThread; // JUCE's graph builds itself on it
    const auto input = noise (2, 9600);
    for (const auto& preset : factoryPresets())
    {
        const bool hasLoop =
            std::any_of (preset.nodes().begin(), preset.nodes().end(),
                         [] (const auto& node) { return node["type"].toString() == "feedback"; });
        if (hasLoop) // which JUCE's graph would hear as silence
            continue;
        INFO (preset.name().toStdString());
        CHECK (areEqual (render (preset, input, { 480 }, 480, someNotes()),
                         renderInJuce (preset, input, 480, someNotes())));
    }
}

TEST_CASE ("Patches of nodes at random give the bits that they give in juce::AudioProcessorGraph")
{
    const juce::ScopedJuceInitialiser_GUI messageThread;
    const auto input = noise (2, 4800);
    int run = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed)
    {
        INFO ("seed " << seed);
        const auto patch = randomPatch (seed);
        INFO (patch.toJson());
        try
        {
            GraphShape::build<float> (patch, { 48000.0, 64, 2, 2 }, {});
        }
        catch (const std::invalid_argument&)
        {
            continue; // widths that do not fit
        }
        ++run;
        CHECK (areEqual (render (patch, input, { 480 }, 480, someNotes()),
                         renderInJuce (patch, input, 480, someNotes())));
    }
    CHECK (run >= 20);
}

} // namespace spikegraph::test

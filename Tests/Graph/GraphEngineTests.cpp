#include "Core/Random.h"
#include "Graph/GraphEngine.h"
#include "Nodes/FactoryNodes.h"
#include "Nodes/FactoryPresets.h"
#include "Tests/TestFramework.h"

#include <cmath>

namespace spikegraph
{
namespace
{

juce::AudioBuffer<float> noise (int channels, int samples)
{
    juce::AudioBuffer<float> buffer (channels, samples);
    for (int c = 0; c < channels; ++c)
        for (int i = 0; i < samples; ++i)
            buffer.setSample (
                c, i,
                2.0f * randomUniform<float> (static_cast<std::uint64_t> (c), static_cast<std::uint64_t> (i)) -
                    1.0f);
    return buffer;
}

/// The audio after going through the engine in blocks of the given sizes, in turn.
juce::AudioBuffer<float> run (const GraphModel& patch, const juce::AudioBuffer<float>& input,
                              const std::vector<int>& blocks, int maximumBlock)
{
    GraphEngine engine (patch);
    engine.prepare ({ 48000.0, maximumBlock, input.getNumChannels(), input.getNumChannels() });
    juce::AudioBuffer<float> audio (input);
    std::size_t turn = 0;
    for (int first = 0; first < audio.getNumSamples();)
    {
        const auto count = std::min (blocks[turn++ % blocks.size()], audio.getNumSamples() - first);
        juce::AudioBuffer<float> block (audio.getArrayOfWritePointers(), audio.getNumChannels(), first,
                                        count);
        engine.process (block);
        first += count;
    }
    return audio;
}

bool equal (const juce::AudioBuffer<float>& a, const juce::AudioBuffer<float>& b)
{
    for (int c = 0; c < a.getNumChannels(); ++c)
        if (!std::equal (a.getReadPointer (c), a.getReadPointer (c) + a.getNumSamples(),
                         b.getReadPointer (c)))
            return false;
    return a.getNumSamples() == b.getNumSamples();
}

/// The same nodes, cable by cable, in JUCE's own graph.
juce::AudioBuffer<float> runInJuce (const GraphModel& patch, const juce::AudioBuffer<float>& input,
                                    int blockSize)
{
    using Graph = juce::AudioProcessorGraph;
    const auto channels = input.getNumChannels();
    Graph graph;
    graph.setPlayConfigDetails (channels, channels, 48000.0, blockSize);
    const auto hostIn = graph.addNode (
        std::make_unique<Graph::AudioGraphIOProcessor> (Graph::AudioGraphIOProcessor::audioInputNode),
        Graph::NodeID (1001));
    const auto hostOut = graph.addNode (
        std::make_unique<Graph::AudioGraphIOProcessor> (Graph::AudioGraphIOProcessor::audioOutputNode),
        Graph::NodeID (1002));

    std::map<juce::String, NodeProcessor*> processors;
    std::map<juce::String, Graph::NodeID> ids;
    juce::uint32 next = 1;
    int width = channels; // the factory presets are chains, in order
    for (const auto node : patch.nodes())
    {
        const auto* type = nodeCatalogue().find (node["type"]);
        auto processor = type->create (*type);
        for (const auto parameter : node.getChildWithName ("parameters"))
            processor->setValue (parameter["id"],
                                 checkParameter (*type->findParameter (parameter["id"]), parameter["value"]));
        processor->setHostChannels (channels);
        processor->setInputUnits (width);
        width = processor->outputUnits();
        processors[node["id"]] = processor.get();
        ids[node["id"]] = Graph::NodeID (next++);
        graph.addNode (std::move (processor), ids[node["id"]]);
    }
    const auto connect = [&] (Graph::NodeID from, Graph::NodeID to, int units)
    {
        for (int unit = 0; unit < units; ++unit)
            REQUIRE (graph.addConnection ({ { from, unit }, { to, unit } }));
    };
    for (const auto cable : patch.cables())
    {
        const auto from = cable["from"].toString().upToFirstOccurrenceOf (".", false, false),
                   to = cable["to"].toString().upToFirstOccurrenceOf (".", false, false);
        connect (ids[from], ids[to], processors[from]->outputUnits());
    }
    for (const auto& [id, processor] : processors)
    {
        if (processor->type().hostBus == HostBus::input)
            connect (hostIn->nodeID, ids[id], channels);
        if (processor->type().hostBus == HostBus::output)
            connect (ids[id], hostOut->nodeID, channels);
    }

    graph.prepareToPlay (48000.0, blockSize);
    juce::AudioBuffer<float> audio (input);
    juce::MidiBuffer midi;
    for (int first = 0; first < audio.getNumSamples(); first += blockSize)
    {
        juce::AudioBuffer<float> block (audio.getArrayOfWritePointers(), channels, first,
                                        std::min (blockSize, audio.getNumSamples() - first));
        graph.processBlock (block, midi);
    }
    return audio;
}

} // namespace

TEST_CASE ("Every factory preset gives the same bits at every block size")
{
    const auto input = noise (2, 20000);
    for (const auto& preset : factoryPresets())
    {
        INFO (preset.name().toStdString());
        const auto expected = run (preset, input, { 20000 }, 20000);
        for (const auto& blocks : std::vector<std::vector<int>>{
                 { 1 }, { 7 }, { 64 }, { 65 }, { 512 }, { 8193 }, { 3, 0, 1000, 17, 256 } })
        {
            INFO ("blocks of " << blocks.front());
            CHECK (equal (run (preset, input, blocks, 8193), expected));
            CHECK (equal (run (preset, input, blocks, 50), expected)); // more than announced
        }
    }
}

TEST_CASE ("Every factory preset gives the bits that the same nodes give in juce::AudioProcessorGraph")
{
    const juce::ScopedJuceInitialiser_GUI messageThread; // JUCE's graph builds itself on it
    const auto input = noise (2, 9600);
    for (const auto& preset : factoryPresets())
    {
        INFO (preset.name().toStdString());
        CHECK (equal (run (preset, input, { 480 }, 480), runInJuce (preset, input, 480)));
    }
}

TEST_CASE ("Every factory preset sounds, within full scale, and keeps the level of what it hears")
{
    auto input = noise (1, 48000);
    for (int i = 0; i < 48000; ++i) // a 220 Hz tone at -12 dB
        input.setSample (0, i,
                         0.25f * static_cast<float> (
                                     std::sin (220.0 * 2.0 * juce::MathConstants<double>::pi * i / 48000.0)));
    for (const auto& preset : factoryPresets())
    {
        INFO (preset.name().toStdString());
        const auto output = run (preset, input, { 512 }, 512);
        CHECK (output.getMagnitude (0, 48000) <= 1.0f);
        CHECK (output.getRMSLevel (0, 0, 48000) > 0.01f);
    }
}

TEST_CASE ("Cables that meet at an inlet add up, and one outlet serves many")
{
    const auto patch =
        GraphModel::fromJson (nodeCatalogue(), R"({"format": "spikegraph-patch", "version": 1, "nodes": [
        {"id": "in", "type": "audio-in"}, {"id": "a", "type": "gain"}, {"id": "b", "type": "gain"}, {"id": "c", "type": "gain"},
        {"id": "out", "type": "audio-out"}], "cables": [{"from": "in.out", "to": "a.in"}, {"from": "in.out", "to": "b.in"},
        {"from": "a.out", "to": "c.in"}, {"from": "b.out", "to": "c.in"}, {"from": "in.out", "to": "c.in"}, {"from": "c.out", "to": "out.in"}]})",
                              "sum");
    const auto input = noise (1, 100), output = run (patch, input, { 100 }, 100);
    for (int i = 0; i < 100; ++i)
        CHECK (output.getSample (0, i) == Approx (3.0f * input.getSample (0, i)));
}

TEST_CASE ("A kept output shows the node's last block, whatever runs after it")
{
    const auto patch = factoryPreset ("First Spikes");
    GraphEngine engine (patch);
    engine.keepOutput ("spikes");
    CHECK (engine.spikeNodes() == juce::StringArray ("spikes"));
    engine.prepare ({ 48000.0, 4800, 1, 1 });
    juce::AudioBuffer<float> audio (1, 4800);
    for (int i = 0; i < 4800; ++i)
        audio.setSample (0, i, 0.5f);
    engine.process (audio);
    const auto view = engine.output ("spikes");
    REQUIRE (view.units == 1);
    REQUIRE (view.steps == 4800);
    int spikes = 0;
    for (Index t = 0; t < view.steps; ++t)
        spikes += view (t, 0) > 0.0f;
    CHECK (std::abs (spikes - 10) <= 1); // 0.1 s of 0.5 at 200 Hz
}

} // namespace spikegraph

// A node is an ordinary juce::AudioProcessor: JUCE's own graph runs it to the same bits.

#include "Tests/Nodes/NodeHarness.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{
namespace
{

using Graph = juce::AudioProcessorGraph;

/// A graph of nothing but the node, each of its channels joined to one of the host's.
class GraphOfOne
{
public:
    GraphOfOne (std::unique_ptr<NodeProcessor> nodeToRun, bool isDouble, int blockSamples)
    {
        const auto ins = nodeToRun->getTotalNumInputChannels(), outs = nodeToRun->getTotalNumOutputChannels();
        const bool hearsMidi = nodeToRun->acceptsMidi(), playsMidi = nodeToRun->producesMidi();
        graph.setProcessingPrecision (isDouble ? Graph::doublePrecision : Graph::singlePrecision);
        graph.setPlayConfigDetails (ins, outs, 48000.0, blockSamples);
        const auto audioIn = add (Graph::AudioGraphIOProcessor::audioInputNode),
                   audioOut = add (Graph::AudioGraphIOProcessor::audioOutputNode),
                   midiIn = add (Graph::AudioGraphIOProcessor::midiInputNode),
                   midiOut = add (Graph::AudioGraphIOProcessor::midiOutputNode);
        node = nodeToRun.get();
        const auto id = graph.addNode (std::move (nodeToRun))->nodeID;
        for (int channel = 0; channel < ins; ++channel)
            REQUIRE (graph.addConnection ({ { audioIn, channel }, { id, channel } }));
        for (int channel = 0; channel < outs; ++channel)
            REQUIRE (graph.addConnection ({ { id, channel }, { audioOut, channel } }));
        if (hearsMidi)
            REQUIRE (graph.addConnection (
                { { midiIn, Graph::midiChannelIndex }, { id, Graph::midiChannelIndex } }));
        if (playsMidi)
            REQUIRE (graph.addConnection (
                { { id, Graph::midiChannelIndex }, { midiOut, Graph::midiChannelIndex } }));
        graph.prepareToPlay (48000.0, blockSamples);
    }

    template <typename T>
    Recording<T> play (int samples, int blockSamples)
    {
        const auto outs = static_cast<std::size_t> (node->getTotalNumOutputChannels());
        auto channels = inputFor<T> (*node, noise, samples);
        channels.resize (std::max (channels.size(), outs),
                         std::vector<T> (static_cast<std::size_t> (samples)));
        Recording<T> recording;
        const auto phrase = midiPhrase (node->acceptsMidi() ? samples : 0);
        for (int first = 0; first < samples; first += blockSamples)
        {
            std::vector<T*> starts;
            starts.reserve (channels.size() + 1);
            for (auto& channel : channels)
                starts.push_back (channel.data() + first);
            juce::AudioBuffer<T> block (starts.data(), static_cast<int> (starts.size()), blockSamples);
            juce::MidiBuffer midi;
            midi.addEvents (phrase, first, blockSamples, -first);
            graph.processBlock (block, midi);
            for (const auto event : midi)
                recording.midi.push_back (
                    { event.samplePosition + first, { event.data, event.data + event.numBytes } });
        }
        channels.resize (outs);
        recording.channels = std::move (channels);
        return recording;
    }

private:
    Graph::NodeID add (Graph::AudioGraphIOProcessor::IODeviceType kind)
    {
        return graph.addNode (std::make_unique<Graph::AudioGraphIOProcessor> (kind))->nodeID;
    }

    const juce::ScopedJuceInitialiser_GUI messageThread; // JUCE's graph builds itself on it
    Graph graph;
    NodeProcessor* node = nullptr;
};

template <typename T>
void checkInGraph (const NodeType& type, const Widths& widths)
{
    constexpr int samples = 4096, blockSamples = 256;
    INFO (type.id.toStdString() << " in " << sizeof (T) * 8 << " bits, " << widths.text());
    GraphOfOne graph (makeNode<T> (type, { widths }), std::is_same_v<T, double>, blockSamples);
    const auto expected = play<T> (*makeNode<T> (type, { widths }),
                                   { .samples = samples, .blocks = { blockSamples }, .hasSong = false });
    CHECK (difference (graph.play<T> (samples, blockSamples), expected) == "");
}

} // namespace

TEST_CASE ("Every node has a bus for each inlet and outlet that carries samples, as wide as it")
{
    for (const auto& type : nodeCatalogue().types())
        for (const auto& widths : widthsFor (type))
        {
            INFO (type.id.toStdString() << ", " << widths.text());
            const auto node = makeNode<float> (type, { widths });
            for (const bool isInput : { true, false })
            {
                const auto& units = isInput ? node->inputUnits() : node->outputUnits();
                REQUIRE (node->getBusCount (isInput) == static_cast<int> (units.size()));
                for (int bus = 0; bus < node->getBusCount (isInput); ++bus)
                    CHECK (node->getChannelCountOfBus (isInput, bus) ==
                           units[static_cast<std::size_t> (bus)]);
            }
            CHECK (
                node->inputUnits().size() ==
                static_cast<std::size_t> (type.numSignalInputs() + (type.hearsHost() ? 1 : 0)));
            CHECK (node->outputUnits().size() ==
                   static_cast<std::size_t> (type.numSignalOutputs() +
                                             (type.hostBus == HostBus::output ? 1 : 0)));
        }
}

TEST_CASE ("Every node gives the same bits and MIDI in juce::AudioProcessorGraph as by itself")
{
    for (const auto& type : nodeCatalogue().types())
        for (const auto& widths : widthsFor (type))
        {
            checkInGraph<float> (type, widths);
            checkInGraph<double> (type, widths);
        }
}

} // namespace spikegraph::test

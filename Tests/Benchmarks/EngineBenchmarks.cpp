// The engine beside juce::AudioProcessorGraph, real time, and itself at other sizes. Ratios of one run count.

#include "Graph/GraphEngine.h"
#include "Nodes/FactoryNodes.h"
#include "Nodes/FactoryPresets.h"

#include <benchmark/benchmark.h>

namespace spikegraph
{
namespace
{

constexpr double sampleRateHz = 48000.0;

juce::AudioBuffer<float> tone (int channels, int samples)
{
    juce::AudioBuffer<float> audio (channels, samples);
    for (int channel = 0; channel < channels; ++channel)
        for (int i = 0; i < samples; ++i)
            audio.setSample (channel, i, 0.5f * std::sin (0.03f * static_cast<float> (i)));
    return audio;
}

/// In, so many nodes of a type in a row, out.
GraphModel chain (const char* type, int nodes)
{
    GraphModel patch (nodeCatalogue());
    auto last = patch.addNode ("audio-in", {}) + ".out";
    for (int i = 0; i < nodes; ++i)
    {
        const auto id = patch.addNode (type, {});
        patch.addCable (last, id + ".in");
        last = id + ".out";
    }
    patch.addCable (last, patch.addNode ("audio-out", {}) + ".in");
    return patch;
}

/// Runs blocks of audio, and counts them in seconds of sound per second.
template <typename Process>
void run (benchmark::State& state, int channels, int blockSamples, Process&& process)
{
    const auto source = tone (channels, blockSamples);
    auto audio = source;
    for (auto _ : state)
    {
        for (int channel = 0; channel < channels; ++channel)
            audio.copyFrom (channel, 0, source, channel, 0, blockSamples);
        process (audio);
        benchmark::ClobberMemory();
    }
    state.counters["xRealTime"] = benchmark::Counter (static_cast<double> (blockSamples) / sampleRateHz,
                                                      benchmark::Counter::kIsIterationInvariantRate);
}

void ours (benchmark::State& state, const GraphModel& patch, int channels, int blockSamples)
{
    GraphEngine<float> engine (patch);
    engine.prepare ({ sampleRateHz, blockSamples, channels, channels });
    run (state, channels, blockSamples, [&] (auto& audio) { engine.process (audio); });
}

void gainChain (benchmark::State& state)
{
    ours (state, chain ("gain", static_cast<int> (state.range (0))), 1, 64);
}

void gainChainInJuce (benchmark::State& state)
{
    const juce::ScopedJuceInitialiser_GUI messageThread;
    using Graph = juce::AudioProcessorGraph;
    using IO = Graph::AudioGraphIOProcessor;
    const auto nodes = static_cast<juce::uint32> (state.range (0));
    Graph graph;
    graph.setPlayConfigDetails (1, 1, sampleRateHz, 64);
    graph.addNode (std::make_unique<IO> (IO::audioInputNode), Graph::NodeID (1));
    graph.addNode (std::make_unique<IO> (IO::audioOutputNode), Graph::NodeID (nodes + 2));
    for (juce::uint32 i = 2; i < nodes + 2; ++i)
    {
        auto node = std::make_unique<NodeProcessor> (*nodeCatalogue().find ("gain"));
        node->setInputUnits ({ 1 }, 1, 1);
        graph.addNode (std::move (node), Graph::NodeID (i));
    }
    for (juce::uint32 i = 1; i < nodes + 2; ++i)
        graph.addConnection ({ { Graph::NodeID (i), 0 }, { Graph::NodeID (i + 1), 0 } });
    graph.prepareToPlay (sampleRateHz, 64);
    juce::MidiBuffer midi;
    run (state, 1, 64, [&] (auto& audio) { graph.processBlock (audio, midi); });
}

/// One Lowpass of so many units.
void lowpassUnits (benchmark::State& state)
{
    GraphModel patch (nodeCatalogue());
    patch.addNode ("audio-in", {}, "in");
    patch.addNode ("constant", {}, "many");
    patch.setParameter ("many", "units", static_cast<int> (state.range (0)));
    patch.addNode ("lowpass", {}, "lowpass");
    patch.addCable ("in.out", "lowpass.in");
    patch.addCable ("many.out", "lowpass.in");
    ours (state, patch, 1, 64);
}

/// Filterbank, Spiking Activation, Lowpass, Resynthesis, as the preset has them.
void vocoder (benchmark::State& state)
{
    ours (state, factoryPreset ("Spike Vocoder 32"), 1, static_cast<int> (state.range (0)));
}

void compilePlan (benchmark::State& state)
{
    const auto patch = chain ("gain", static_cast<int> (state.range (0)));
    RenderFormat format;
    const auto shape = GraphShape::build<float> (patch, format, {});
    for (auto _ : state)
        benchmark::DoNotOptimize (GraphProgram<float> (shape, format, {}).mostSamples());
}

/// An edit as the owner's thread sees it: the patch read, the shape built, the change planned.
void editPatch (benchmark::State& state)
{
    auto patch = chain ("gain", static_cast<int> (state.range (0)));
    GraphEngine<float> engine (patch);
    engine.prepare ({ sampleRateHz, 2048, 1, 1 });
    juce::AudioBuffer<float> audio (1, 2048);
    bool hasShortcut = false;
    for (auto _ : state)
    {
        if (hasShortcut)
            patch.removeCable ("audio-in.out", "gain2.in");
        else
            patch.addCable ("audio-in.out", "gain2.in");
        hasShortcut = !hasShortcut;
        engine.update();
        state.PauseTiming();
        engine.process (audio);
        state.ResumeTiming();
    }
}

} // namespace
} // namespace spikegraph

using namespace spikegraph;

BENCHMARK (gainChain)->Arg (1)->Arg (8)->Arg (64)->Arg (256)->Arg (512)->Unit (benchmark::kMicrosecond);
BENCHMARK (gainChainInJuce)->Arg (256)->Unit (benchmark::kMicrosecond);
BENCHMARK (lowpassUnits)->Arg (1)->Arg (8)->Arg (64)->Arg (512)->Unit (benchmark::kMicrosecond);
BENCHMARK (vocoder)->Arg (64)->Arg (512)->Unit (benchmark::kMicrosecond);
BENCHMARK (compilePlan)->Arg (200)->Unit (benchmark::kMicrosecond);
BENCHMARK (editPatch)->Arg (200)->Unit (benchmark::kMicrosecond);

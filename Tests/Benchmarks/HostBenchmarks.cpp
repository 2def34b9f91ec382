// The built plugin in one host: how long it takes to open, what its first patch costs, and how that compares
// with Calf Vocoder, of as many bands, in the same host on the same sound.

#include "Tests/Hosts/HostedPlugin.h"

#include <benchmark/benchmark.h>

#include <array>
#include <cmath>
#include <string>

namespace spikegraph::test
{
namespace
{

constexpr double sampleRateHz = 48000.0;
constexpr int blockSamples = 64;

/// Something like speech: a buzz whose loudness goes up and down four times a second.
juce::AudioBuffer<float> buzz (int channels, int samples)
{
    juce::AudioBuffer<float> audio (channels, samples);
    for (int i = 0; i < samples; ++i)
    {
        const auto seconds = static_cast<double> (i) / sampleRateHz;
        const auto sample = std::fmod (110.0 * seconds, 1.0) - 0.5;
        const auto loudness = 0.5 - 0.5 * std::cos (4.0 * juce::MathConstants<double>::twoPi * seconds);
        for (int channel = 0; channel < channels; ++channel)
            audio.setSample (channel, i, static_cast<float> (sample * loudness));
    }
    return audio;
}

void play (benchmark::State& state, juce::AudioPluginInstance& plugin)
{
    prepare (plugin, sampleRateHz, blockSamples);
    const auto channels = std::max (plugin.getTotalNumInputChannels(), plugin.getTotalNumOutputChannels());
    const auto sound = buzz (channels, static_cast<int> (sampleRateHz));
    juce::AudioBuffer<float> audio (channels, blockSamples);
    int first = 0;
    float loudest = 0.0f;
    for (auto _ : state)
    {
        for (int channel = 0; channel < channels; ++channel)
            audio.copyFrom (channel, 0, sound, channel, first, blockSamples);
        juce::MidiBuffer midi;
        plugin.processBlock (audio, midi);
        loudest = std::max (loudest, audio.getMagnitude (0, 0, blockSamples));
        first = (first + blockSamples) % sound.getNumSamples();
    }
    const bool hasPlayedAll = state.iterations() * blockSamples > sound.getNumSamples();
    if (hasPlayedAll && !(loudest > 0.01f))
        state.SkipWithError ("it puts out silence");
    // Of one core, in percent.
    state.counters["load"] =
        benchmark::Counter (static_cast<double> (state.iterations()) * blockSamples / sampleRateHz / 100.0,
                            benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

const BuiltFormat& format (benchmark::State& state)
{
    return builtFormats()[static_cast<std::size_t> (state.range (0))];
}

void open (benchmark::State& state)
{
    state.SetLabel (format (state).name());
    for (auto _ : state)
    {
        auto plugin = format (state).open();
        state.PauseTiming();
        plugin.reset();
        state.ResumeTiming();
    }
}

/// A session of the same patch, in which a macro stands elsewhere; with the XML or Turtle that the host wraps
/// it in.
void restoreSession (benchmark::State& state)
{
    state.SetLabel (format (state).name());
    const auto plugin = format (state).open (sampleRateHz, blockSamples);
    std::array<std::string, 2> sessions;
    for (auto& session : sessions)
    {
        plugin->getParameters()[0]->setValue (&session == &sessions[0] ? 0.2f : 0.7f);
        session = stateOf (*plugin);
    }
    std::size_t which = 0;
    for (auto _ : state)
        restore (*plugin, sessions[which ^= 1]);
}

/// Spike Vocoder 32, which is there at first.
void spikeVocoder32 (benchmark::State& state)
{
    state.SetLabel (format (state).name());
    play (state, *format (state).open());
}

void calfVocoder32 (benchmark::State& state)
{
    juce::LV2PluginFormat lv2;
    juce::OwnedArray<juce::PluginDescription> found;
    lv2.findAllTypesForFile (found, "http://calf.sourceforge.net/plugins/Vocoder");
    juce::String error;
    auto plugin = found.isEmpty()
                      ? nullptr
                      : lv2.createInstanceFromDescription (*found[0], sampleRateHz, blockSamples, error);
    if (plugin == nullptr)
        return state.SkipWithError ("Calf's LV2 plugins are not installed");
    for (auto* parameter : plugin->getParameters())
        if (parameter->getName (100) == "Bands")
            parameter->setValue (1.0f); // 32, the most
    play (state, *plugin);
}

BENCHMARK (open)->DenseRange (0, 1)->Unit (benchmark::kMillisecond);
BENCHMARK (restoreSession)->DenseRange (0, 1)->Unit (benchmark::kMillisecond);
BENCHMARK (spikeVocoder32)->DenseRange (0, 1)->Unit (benchmark::kMicrosecond);
BENCHMARK (calfVocoder32)->Unit (benchmark::kMicrosecond);

} // namespace
} // namespace spikegraph::test

int main (int argc, char** argv)
{
    const juce::ScopedJuceInitialiser_GUI messageThread;
    benchmark::Initialize (&argc, argv);
    if (benchmark::ReportUnrecognizedArguments (argc, argv))
        return 1;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

#pragma once

#include "Graph/GraphEngine.h"

#include <string>
#include <vector>

namespace spikegraph::test
{

/// Uniform noise in [-1, 1), the same in every run.
juce::AudioBuffer<float> noise (int channels, int samples);

juce::AudioBuffer<float> sine (double frequencyHz, float amplitude, int channels, int samples,
                               double sampleRateHz = 48000.0);

/// The program's node types, and "late": its input 100 samples later, which it reports as latency.
const NodeCatalogue& testCatalogue();
inline constexpr int lateSamples = 100;

/// A patch of test types from a line a node, "id type parameter=value ...", and cables "a.out>b.in ...".
GraphModel makePatch (const std::vector<std::string>& nodes, const std::string& cables);

/// The audio after going through a new engine, in blocks of the given sizes in turn. MIDI's sample numbers
/// count from the start.
juce::AudioBuffer<float> render (const GraphModel& patch, const juce::AudioBuffer<float>& input,
                                 const std::vector<int>& blocks, int maximumBlock,
                                 const juce::MidiBuffer& midi = {});

/// Runs the engine over the audio, in place, in blocks.
template <typename T>
void process (GraphEngine<T>& engine, juce::AudioBuffer<T>& audio, int blockSize)
{
    for (int first = 0; first < audio.getNumSamples(); first += blockSize)
    {
        juce::AudioBuffer<T> block (audio.getArrayOfWritePointers(), audio.getNumChannels(), first,
                                    std::min (blockSize, audio.getNumSamples() - first));
        engine.process (block);
    }
}

/// Whether all samples are the same numbers.
bool areEqual (const juce::AudioBuffer<float>& a, const juce::AudioBuffer<float>& b);

} // namespace spikegraph::test

#pragma once

#include "Plugin/PluginProcessor.h"
#include "Tests/Engine/EngineHarness.h"

#include <functional>

namespace spikegraph::test
{

/// Runs the processor over the audio, in place, in blocks, as a host whose song plays from the start.
template <typename T>
void process (PluginProcessor& plugin, juce::AudioBuffer<T>& audio, int blockSize,
              const std::function<void (int)>& beforeBlock = {});

/// Prepares for as many channels in as out.
void prepare (PluginProcessor& plugin, int channels, double sampleRateHz = 48000.0, int blockSize = 512,
              bool inDouble = false);

std::string stateOf (PluginProcessor& plugin);
void restore (PluginProcessor& plugin, const std::string& state);

juce::AudioBuffer<float> constant (float value, int channels, int samples);

/// The largest difference between samples that follow each other, from a sample on.
float steepestStep (const juce::AudioBuffer<float>& audio, int from);

/// All of the host's positions, in order.
std::vector<float> positionsOf (const PluginProcessor& plugin);

} // namespace spikegraph::test

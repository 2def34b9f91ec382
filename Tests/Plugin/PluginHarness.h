#pragma once

#include "Plugin/PluginProcessor.h"
#include "Tests/Engine/EngineHarness.h"
#include "Tests/Plugin/AsHost.h"

namespace spikegraph::test
{

/// Prepares for as many channels in as out.
void prepare (PluginProcessor& plugin, int channels, double sampleRateHz = 48000.0, int blockSize = 512,
              bool inDouble = false);

juce::AudioBuffer<float> constant (float value, int channels, int samples);

/// The largest difference between samples that follow each other, from a sample on.
float steepestStep (const juce::AudioBuffer<float>& audio, int from);

} // namespace spikegraph::test

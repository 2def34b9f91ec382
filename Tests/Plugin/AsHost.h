#pragma once

#include <juce_audio_processors/juce_audio_processors.h>

#include <functional>
#include <string>
#include <vector>

namespace spikegraph::test
{

// What a host does with a processor: our own, or one that it has loaded.

/// Runs the processor over the audio, in place, in blocks, as a host whose song plays from the start.
template <typename T>
void process (juce::AudioProcessor& processor, juce::AudioBuffer<T>& audio, int blockSize,
              const std::function<void (int)>& beforeBlock = {});

std::string stateOf (juce::AudioProcessor& processor);
void restore (juce::AudioProcessor& processor, const std::string& state);

/// All of the host's positions, in order.
std::vector<float> positionsOf (const juce::AudioProcessor& processor);

} // namespace spikegraph::test

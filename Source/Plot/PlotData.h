#pragma once

#include <juce_audio_basics/juce_audio_basics.h>

#include <vector>

namespace spikegraph
{

struct PlottedSpike
{
    double timeSeconds = 0.0;
    int unit = 0;
};

/// What a plot shows: sound and the spikes that were made of it, on one time axis from 0 to durationSeconds.
struct PlotData
{
    juce::String title;
    double sampleRateHz = 48000.0;
    juce::AudioBuffer<float> audio; ///< one channel is shown: the mean of all
    std::vector<PlottedSpike> spikes;
    int units = 0;
    double durationSeconds = 0.0;
};

} // namespace spikegraph

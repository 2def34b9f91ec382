#include "Tests/Plugin/PluginHarness.h"

#include <algorithm>
#include <cmath>

namespace spikegraph::test
{

void prepare (PluginProcessor& plugin, int channels, double sampleRateHz, int blockSize, bool inDouble)
{
    auto layout = plugin.getBusesLayout();
    layout.inputBuses.getReference (0) = layout.outputBuses.getReference (0) =
        juce::AudioChannelSet::canonicalChannelSet (channels);
    plugin.setBusesLayout (layout);
    plugin.setProcessingPrecision (inDouble ? juce::AudioProcessor::doublePrecision
                                            : juce::AudioProcessor::singlePrecision);
    plugin.setRateAndBufferSizeDetails (sampleRateHz, blockSize);
    plugin.prepareToPlay (sampleRateHz, blockSize);
}

juce::AudioBuffer<float> constant (float value, int channels, int samples)
{
    juce::AudioBuffer<float> audio (channels, samples);
    for (int channel = 0; channel < channels; ++channel)
        juce::FloatVectorOperations::fill (audio.getWritePointer (channel), value, samples);
    return audio;
}

float steepestStep (const juce::AudioBuffer<float>& audio, int from)
{
    float steepest = 0.0f;
    for (int channel = 0; channel < audio.getNumChannels(); ++channel)
        for (int t = std::max (1, from); t < audio.getNumSamples(); ++t)
            steepest = std::max (steepest,
                                 std::abs (audio.getSample (channel, t) - audio.getSample (channel, t - 1)));
    return steepest;
}

} // namespace spikegraph::test

#include "Tests/Plugin/PluginHarness.h"

#include <algorithm>
#include <cmath>

namespace spikegraph::test
{
namespace
{

class Song final : public juce::AudioPlayHead
{
public:
    explicit Song (double rateHz)
        : sampleRateHz (rateHz)
    {
    }

    juce::Optional<PositionInfo> getPosition() const override
    {
        PositionInfo info;
        info.setBpm (120.0);
        info.setTimeInSamples (sample);
        info.setPpqPosition (static_cast<double> (sample) * 2.0 / sampleRateHz);
        info.setIsPlaying (true);
        return info;
    }

    juce::int64 sample = 0;

private:
    double sampleRateHz;
};

} // namespace

template <typename T>
void process (PluginProcessor& plugin, juce::AudioBuffer<T>& audio, int blockSize,
              const std::function<void (int)>& beforeBlock)
{
    Song song (plugin.getSampleRate());
    plugin.setPlayHead (&song);
    for (int first = 0; first < audio.getNumSamples(); first += blockSize)
    {
        const auto count = std::min (blockSize, audio.getNumSamples() - first);
        if (beforeBlock)
            beforeBlock (first);
        juce::AudioBuffer<T> block (audio.getArrayOfWritePointers(), audio.getNumChannels(), first, count);
        juce::MidiBuffer midi;
        plugin.processBlock (block, midi);
        song.sample += count;
    }
    plugin.setPlayHead (nullptr);
}

template void process<float> (PluginProcessor&, juce::AudioBuffer<float>&, int,
                              const std::function<void (int)>&);
template void process<double> (PluginProcessor&, juce::AudioBuffer<double>&, int,
                               const std::function<void (int)>&);

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

std::string stateOf (PluginProcessor& plugin)
{
    juce::MemoryBlock state;
    plugin.getStateInformation (state);
    return { static_cast<const char*> (state.getData()), state.getSize() };
}

void restore (PluginProcessor& plugin, const std::string& state)
{
    plugin.setStateInformation (state.data(), static_cast<int> (state.size()));
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

std::vector<float> positionsOf (const PluginProcessor& plugin)
{
    std::vector<float> positions;
    for (const auto* parameter : plugin.getParameters())
        positions.push_back (parameter->getValue());
    return positions;
}

} // namespace spikegraph::test

#include "Tests/Plugin/AsHost.h"

#include <algorithm>

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
void process (juce::AudioProcessor& processor, juce::AudioBuffer<T>& audio, int blockSize,
              const std::function<void (int)>& beforeBlock)
{
    Song song (processor.getSampleRate());
    processor.setPlayHead (&song);
    for (int first = 0; first < audio.getNumSamples(); first += blockSize)
    {
        const auto count = std::min (blockSize, audio.getNumSamples() - first);
        if (beforeBlock)
            beforeBlock (first);
        juce::AudioBuffer<T> block (audio.getArrayOfWritePointers(), audio.getNumChannels(), first, count);
        juce::MidiBuffer midi;
        processor.processBlock (block, midi);
        song.sample += count;
    }
    processor.setPlayHead (nullptr);
}

template void process<float> (juce::AudioProcessor&, juce::AudioBuffer<float>&, int,
                              const std::function<void (int)>&);
template void process<double> (juce::AudioProcessor&, juce::AudioBuffer<double>&, int,
                               const std::function<void (int)>&);

std::string stateOf (juce::AudioProcessor& processor)
{
    juce::MemoryBlock state;
    processor.getStateInformation (state);
    return { static_cast<const char*> (state.getData()), state.getSize() };
}

void restore (juce::AudioProcessor& processor, const std::string& state)
{
    processor.setStateInformation (state.data(), static_cast<int> (state.size()));
}

std::vector<float> positionsOf (const juce::AudioProcessor& processor)
{
    std::vector<float> positions;
    for (const auto* parameter : processor.getParameters())
        positions.push_back (parameter->getValue());
    return positions;
}

} // namespace spikegraph::test

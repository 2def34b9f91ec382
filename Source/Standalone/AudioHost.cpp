#include "Standalone/AudioHost.h"

#include <algorithm>

namespace spikegraph
{
namespace
{

constexpr double tempoBpm = 120.0;
constexpr int midiBytes = 32768;

} // namespace

AudioHost::AudioHost (PluginProcessor& pluginToRun, SoundPlayer& playerToHear, Recorder& recorderToFill)
    : plugin (pluginToRun)
    , player (playerToHear)
    , recorder (recorderToFill)
{
    plugin.setPlayHead (this);
}

AudioHost::~AudioHost()
{
    plugin.setPlayHead (nullptr);
}

void AudioHost::audioDeviceAboutToStart (juce::AudioIODevice* device)
{
    const auto rate = device->getCurrentSampleRate();
    const auto blockSamples = std::max (16, device->getCurrentBufferSizeSamples());
    work.setSize (channels, blockSamples);
    midi.ensureSize (midiBytes);
    plugin.setRateAndBufferSizeDetails (rate, blockSamples);
    plugin.prepareToPlay (rate, blockSamples);
    player.prepare (rate);
    recorder.prepare (rate);
    rateHz = rate;
    lastBlockMs = juce::Time::getMillisecondCounterHiRes();
    sendChangeMessage();
}

void AudioHost::audioDeviceIOCallbackWithContext (const float* const* inputs, int inputChannels,
                                                  float* const* outputs, int outputChannels, int samples,
                                                  const juce::AudioIODeviceCallbackContext&)
{
    const auto nowMs = juce::Time::getMillisecondCounterHiRes();
    const bool isHeard = isLive && inputChannels > 0;
    // A device may hand out more than it said.
    for (int first = 0; first < samples; first += work.getNumSamples())
    {
        const auto count = std::min (work.getNumSamples(), samples - first);
        juce::AudioBuffer<float> block (work.getArrayOfWritePointers(), channels, count);
        block.clear();
        for (int channel = 0; isHeard && channel < channels; ++channel)
            block.copyFrom (channel, 0, inputs[std::min (channel, inputChannels - 1)] + first, count);
        player.process (block);
        midi.clear();
        if (first == 0)
            takeMidi (nowMs, count);
        plugin.processBlock (block, midi);
        songSamples += count;
        putMidi (nowMs + 1000.0 * first / rateHz);
        recorder.push (block);
        writeOutputs (block, outputs, outputChannels, first);
    }
    lastBlockMs = nowMs;
}

/// Clipped as the hardware would, whatever a patch puts out. One loudspeaker hears both channels.
void AudioHost::writeOutputs (const juce::AudioBuffer<float>& audio, float* const* outputs,
                              int outputChannels, int firstSample)
{
    const auto count = audio.getNumSamples();
    for (int channel = 0; channel < outputChannels; ++channel)
    {
        auto* to = outputs[channel] + firstSample;
        if (channel >= channels)
        {
            std::fill_n (to, count, 0.0f);
            continue;
        }
        const auto *left = audio.getReadPointer (0), *right = audio.getReadPointer (1);
        for (int i = 0; i < count; ++i)
        {
            const auto sample =
                outputChannels == 1 ? 0.5f * (left[i] + right[i]) : (channel == 0 ? left[i] : right[i]);
            to[i] = std::clamp (sample, -1.0f, 1.0f);
        }
    }
}

/// What came since the last block keeps its distances, one block later.
void AudioHost::takeMidi (double nowMs, int samples)
{
    midiIn.take (
        [&] (const MidiQueue::Event& event)
        {
            const auto share = (event.timeMs - lastBlockMs) / std::max (1.0e-3, nowMs - lastBlockMs);
            const auto sample = std::clamp (static_cast<int> (share * samples), 0, samples - 1);
            midi.addEvent (event.bytes.data(), event.size, sample);
        });
}

void AudioHost::putMidi (double nowMs)
{
    for (const auto event : midi)
        midiOut.push (event.data, event.numBytes, nowMs + 1000.0 * event.samplePosition / rateHz);
}

void AudioHost::handleIncomingMidiMessage (juce::MidiInput*, const juce::MidiMessage& message)
{
    midiIn.push (message.getRawData(), message.getRawDataSize(), juce::Time::getMillisecondCounterHiRes());
}

juce::Optional<juce::AudioPlayHead::PositionInfo> AudioHost::getPosition() const
{
    PositionInfo info;
    const auto seconds = static_cast<double> (songSamples) / rateHz;
    info.setBpm (tempoBpm);
    info.setTimeInSamples (songSamples);
    info.setTimeInSeconds (seconds);
    info.setPpqPosition (seconds * tempoBpm / 60.0);
    info.setIsPlaying (true);
    return info;
}

} // namespace spikegraph

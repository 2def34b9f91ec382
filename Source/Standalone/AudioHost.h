#pragma once

#include "Plugin/PluginProcessor.h"
#include "Standalone/MidiQueue.h"
#include "Standalone/Recorder.h"
#include "Standalone/SoundPlayer.h"

#include <juce_audio_devices/juce_audio_devices.h>

namespace spikegraph
{

/// Runs the plugin on a device: what is played, and where it is wanted what comes in, goes through it to the
/// outputs and the recorder. Its song is at 120 bpm and always runs. It tells its listeners, on the message
/// thread, of a device that starts or stops.
class AudioHost final : public juce::AudioIODeviceCallback,
                        public juce::MidiInputCallback,
                        public juce::ChangeBroadcaster,
                        private juce::AudioPlayHead
{
public:
    /// All of them outlive it.
    AudioHost (PluginProcessor& pluginToRun, SoundPlayer& playerToHear, Recorder& recorderToFill);
    ~AudioHost() override;

    /// Whether what comes in is heard. Off at first: a microphone beside a loudspeaker howls. [any thread]
    void setLiveInput (bool shouldHear) noexcept { isLive = shouldHear; }
    bool hasLiveInput() const noexcept { return isLive; }

    /// 0 before a device has started. [any thread]
    double sampleRateHz() const noexcept { return rateHz; }

    /// What the patch plays. One thread takes from it.
    MidiQueue& midiMade() noexcept { return midiOut; }

    // juce::AudioIODeviceCallback
    void audioDeviceAboutToStart (juce::AudioIODevice* device) override;
    void audioDeviceStopped() override { sendChangeMessage(); }
    void audioDeviceIOCallbackWithContext (const float* const* inputs, int inputChannels,
                                           float* const* outputs, int outputChannels, int samples,
                                           const juce::AudioIODeviceCallbackContext&) override;

    // juce::MidiInputCallback, one message at a time
    void handleIncomingMidiMessage (juce::MidiInput*, const juce::MidiMessage& message) override;

private:
    static constexpr int channels = 2;

    void takeMidi (double nowMs, int samples);
    void putMidi (double nowMs);
    static void writeOutputs (const juce::AudioBuffer<float>& audio, float* const* outputs,
                              int outputChannels, int firstSample);
    juce::Optional<PositionInfo> getPosition() const override;

    PluginProcessor& plugin;
    SoundPlayer& player;
    Recorder& recorder;
    std::atomic<bool> isLive{ false };
    std::atomic<double> rateHz{ 0.0 };
    MidiQueue midiIn, midiOut;

    // The audio thread's.
    juce::AudioBuffer<float> work;
    juce::MidiBuffer midi;
    double lastBlockMs = 0.0;
    juce::int64 songSamples = 0;
};

} // namespace spikegraph

#pragma once

#include <juce_audio_devices/juce_audio_devices.h>

#include <thread>

namespace spikegraph
{

/// A device that nobody hears: it asks for stereo blocks as often as a real one would, so that without audio
/// hardware a patch runs, shows what it does, and can be recorded.
class SilentDevice final : public juce::AudioIODevice
{
public:
    static constexpr auto name = "Silent", typeName = "No audio device";

    SilentDevice();
    ~SilentDevice() override;

    juce::StringArray getOutputChannelNames() override { return { "Left", "Right" }; }
    juce::StringArray getInputChannelNames() override { return {}; }
    juce::Array<double> getAvailableSampleRates() override { return { 44100.0, 48000.0, 88200.0, 96000.0 }; }
    juce::Array<int> getAvailableBufferSizes() override { return { 512 }; }
    int getDefaultBufferSize() override { return 512; }

    juce::String open (const juce::BigInteger& inputs, const juce::BigInteger& outputs, double sampleRateHz,
                       int bufferSamples) override;
    void close() override;
    bool isOpen() override { return opened; }
    void start (juce::AudioIODeviceCallback* callbackToUse) override;
    void stop() override;
    bool isPlaying() override { return runner.joinable(); }

    juce::String getLastError() override { return {}; }
    int getCurrentBufferSizeSamples() override { return getDefaultBufferSize(); }
    double getCurrentSampleRate() override { return rateHz; }
    int getCurrentBitDepth() override { return 32; }
    juce::BigInteger getActiveOutputChannels() const override { return 3; }
    juce::BigInteger getActiveInputChannels() const override { return 0; }
    int getOutputLatencyInSamples() override { return 0; }
    int getInputLatencyInSamples() override { return 0; }

private:
    void run();

    double rateHz = 48000.0;
    bool opened = false;
    juce::AudioIODeviceCallback* callback = nullptr;
    std::thread runner;
    std::atomic<bool> shouldStop{ false };
};

/// The one SilentDevice, for a juce::AudioDeviceManager.
class SilentDeviceType final : public juce::AudioIODeviceType
{
public:
    SilentDeviceType()
        : juce::AudioIODeviceType (SilentDevice::typeName)
    {
    }

    void scanForDevices() override {}
    juce::StringArray getDeviceNames (bool ofInputs) const override;
    int getDefaultDeviceIndex (bool) const override { return 0; }
    int getIndexOfDevice (juce::AudioIODevice* device, bool asInput) const override;
    bool hasSeparateInputsAndOutputs() const override { return false; }
    juce::AudioIODevice* createDevice (const juce::String& outputName,
                                       const juce::String& inputName) override;
};

} // namespace spikegraph

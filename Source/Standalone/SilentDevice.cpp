#include "Standalone/SilentDevice.h"

#include <chrono>

namespace spikegraph
{

SilentDevice::SilentDevice()
    : juce::AudioIODevice (name, typeName)
{
}

SilentDevice::~SilentDevice()
{
    close();
}

juce::String SilentDevice::open (const juce::BigInteger&, const juce::BigInteger&, double sampleRateHz, int)
{
    close();
    rateHz = sampleRateHz > 0.0 ? sampleRateHz : 48000.0;
    opened = true;
    return {};
}

void SilentDevice::close()
{
    stop();
    opened = false;
}

void SilentDevice::start (juce::AudioIODeviceCallback* callbackToUse)
{
    stop();
    callback = callbackToUse;
    if (callback == nullptr)
        return;
    callback->audioDeviceAboutToStart (this);
    shouldStop = false;
    runner = std::thread ([this] { run(); });
}

void SilentDevice::stop()
{
    if (!runner.joinable())
        return;
    shouldStop = true;
    runner.join();
    callback->audioDeviceStopped();
}

void SilentDevice::run()
{
    using Clock = std::chrono::steady_clock;
    const auto samples = getCurrentBufferSizeSamples();
    const auto period =
        std::chrono::duration_cast<Clock::duration> (std::chrono::duration<double> (samples / rateHz));
    juce::AudioBuffer<float> unheard (2, samples);
    for (auto due = Clock::now(); !shouldStop; due += period)
    {
        callback->audioDeviceIOCallbackWithContext (nullptr, 0, unheard.getArrayOfWritePointers(), 2, samples,
                                                    {});
        // What is late by much, after the machine has slept, is not caught up with.
        if (const auto now = Clock::now(); now - due > 16 * period)
            due = now;
        std::this_thread::sleep_until (due + period);
    }
}

juce::StringArray SilentDeviceType::getDeviceNames (bool ofInputs) const
{
    return ofInputs ? juce::StringArray{} : juce::StringArray{ SilentDevice::name };
}

int SilentDeviceType::getIndexOfDevice (juce::AudioIODevice* device, bool asInput) const
{
    return !asInput && dynamic_cast<SilentDevice*> (device) != nullptr ? 0 : -1;
}

juce::AudioIODevice* SilentDeviceType::createDevice (const juce::String&, const juce::String&)
{
    return new SilentDevice();
}

} // namespace spikegraph

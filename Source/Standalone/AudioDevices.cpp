#include "Standalone/AudioDevices.h"

#include "Standalone/SilentDevice.h"

namespace spikegraph
{

void AudioDevices::open (const juce::XmlElement* chosenBefore)
{
    initialise (2, 2, isOnlySilent ? nullptr : chosenBefore, true);
    ensureOpen();
}

void AudioDevices::ensureOpen()
{
    if (getCurrentAudioDevice() != nullptr)
        return;
    // It is not a choice of a person's: the device that was chosen is tried again at the next start.
    setCurrentAudioDeviceType (SilentDevice::typeName, false);
    auto setup = getAudioDeviceSetup();
    setup.outputDeviceName = SilentDevice::name;
    setup.inputDeviceName = {};
    setAudioDeviceSetup (setup, false);
}

bool AudioDevices::isSilent() const
{
    return dynamic_cast<SilentDevice*> (getCurrentAudioDevice()) != nullptr;
}

bool AudioDevices::hasInputs() const
{
    const auto* device = getCurrentAudioDevice();
    return device != nullptr && !device->getActiveInputChannels().isZero();
}

juce::String AudioDevices::description() const
{
    auto* device = getCurrentAudioDevice();
    if (device == nullptr || isSilent())
        return "No audio device: running silently";
    return juce::String (device->getCurrentSampleRate() / 1000.0) + " kHz  " + device->getName();
}

void AudioDevices::createAudioDeviceTypes (juce::OwnedArray<juce::AudioIODeviceType>& list)
{
    if (!isOnlySilent)
        juce::AudioDeviceManager::createAudioDeviceTypes (list);
    list.add (new SilentDeviceType());
}

} // namespace spikegraph

#pragma once

#include <juce_audio_devices/juce_audio_devices.h>

namespace spikegraph
{

/// The machine's audio and MIDI devices, and a silent one for when there is no other. [message thread]
class AudioDevices final : public juce::AudioDeviceManager
{
public:
    explicit AudioDevices (bool onlySilent)
        : isOnlySilent (onlySilent)
    {
    }

    /// Opens what was chosen in an earlier session, else the system's choice, else the silent device.
    void open (const juce::XmlElement* chosenBefore);
    /// Where a device went away and none took its place, the silent one does.
    void ensureOpen();

    bool isSilent() const;
    bool hasInputs() const;
    /// "48 kHz  Built-in Audio", or that there is none.
    juce::String description() const;

private:
    void createAudioDeviceTypes (juce::OwnedArray<juce::AudioIODeviceType>& list) override;

    const bool isOnlySilent;
};

} // namespace spikegraph

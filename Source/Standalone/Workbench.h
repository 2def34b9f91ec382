#pragma once

#include "Gui/PluginWithEditor.h"
#include "Standalone/AudioDevices.h"
#include "Standalone/AudioHost.h"
#include "Standalone/SoundLoader.h"
#include "Standalone/StandaloneSettings.h"

#include <functional>

namespace spikegraph
{

/// The standalone app, all but its window: the plugin on its devices, the sound that goes through it, the
/// recorder, and what is remembered. [message thread]
class Workbench final : private juce::ChangeListener, private juce::Timer
{
public:
    struct Options
    {
        juce::File settings = StandaloneSettings::defaultFile();
        /// Where recordings go.
        juce::File recordings =
            juce::File::getSpecialLocation (juce::File::userMusicDirectory).getChildFile ("Spikegraph");
        bool hasNoAudioDevice = false;
    };

    /// Something to tell, in one line.
    struct Message
    {
        juce::String text{};
        bool isError = false;
        juce::File file{}; ///< to be shown in its folder, where there is one
    };

    /// Opens the devices, and what was open before.
    explicit Workbench (const Options& chosen);
    ~Workbench() override;

    /// Called with each message; those from before it was set come first.
    void setMessageListener (std::function<void (const Message&)> listener);

    PluginWithEditor& plugin() noexcept { return processor; }
    AudioDevices& devices() noexcept { return audioDevices; }
    AudioHost& host() noexcept { return audioHost; }
    SoundPlayer& player() noexcept { return soundPlayer; }
    const Recorder& recorder() const noexcept { return outputRecorder; }
    StandaloneSettings& settings() noexcept { return remembered; }

    juce::String patchName() const;

    /// Opens a patch, told by its extension, or a sound, which is loaded in the background. What cannot be
    /// opened is told, and changes nothing.
    void open (const juce::File& file, bool shouldPlay = false);
    /// What is played, or will be in a moment.
    SoundOrigin sound() const;
    bool isLoading() const noexcept { return loader.isLoading(); }
    /// Waits for the sound.
    void finishLoading() { loader.finish(); }

    void togglePlaying();
    void toggleLooping();
    void toggleRecording();

    /// Writes down what has changed.
    void save();

private:
    void openPatch (const juce::File& file);
    void openSound (const SoundOrigin& origin);
    bool fitsDevice (const Sound& sound) const noexcept;
    void restore();
    void startRecording();
    void stopRecording();
    void sendMidi();
    void tell (const Message& message);
    void changeListenerCallback (juce::ChangeBroadcaster* source) override;
    void timerCallback() override;

    Options options;
    StandaloneSettings remembered;
    PluginWithEditor processor;
    SoundPlayer soundPlayer;
    Recorder outputRecorder;
    AudioHost audioHost{ processor, soundPlayer, outputRecorder };
    AudioDevices audioDevices{ options.hasNoAudioDevice };
    SoundLoader loader;
    /// Sounds asked for since the last that was there: one that fails gives way to the one before it.
    std::vector<SoundOrigin> asked;

    juce::MidiOutput* midiOutput = nullptr; ///< the devices'
    std::function<void (const Message&)> listener;
    std::vector<Message> untold;
    int ticks = 0;
    bool willPlay = false, hasFailedToSave = false;
};

} // namespace spikegraph

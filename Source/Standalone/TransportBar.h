#pragma once

#include "Gui/IconButton.h"
#include "Standalone/Workbench.h"

#include <functional>

namespace spikegraph
{

/// A slim bar: the sound with play, position and loop, the recorder, live input, and the device.
class TransportBar final : public juce::Component, private juce::Timer
{
public:
    static constexpr int height = 40;

    explicit TransportBar (Workbench& workbenchToShow);

    /// Asked for by a button.
    std::function<void()> onOpen, onSettings;

    /// Looks at everything now, not only at the next tick.
    void refresh();

    void paint (juce::Graphics& graphics) override;
    void resized() override;

private:
    void timerCallback() override;
    void refreshSound();
    void refreshRecorder();
    void refreshDevice();

    Workbench& workbench;
    IconButton play{ "Play", "Plays or stops the sound (Space)", icons::play() };
    juce::TextButton soundName;
    juce::Slider position;
    juce::Label time;
    IconButton loop{ "Loop", "Plays the sound over and over, without a gap", icons::loop() };
    IconButton record{ "Record", "Records what comes out to a WAV in your music folder (Ctrl+R)",
                       icons::record() };
    juce::Label recordedTime;
    IconButton live{ "Live input",
                     "Lets the device's inputs through the patch; mind feedback from loudspeakers",
                     icons::microphone() };
    juce::Label device;
    juce::TextButton settings{ "Settings..." };
    juce::Rectangle<int> recorderArea;
    std::unique_ptr<Theme> shownTheme;
};

} // namespace spikegraph

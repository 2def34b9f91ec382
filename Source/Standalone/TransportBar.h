#pragma once

#include "Standalone/BarButton.h"
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
    BarButton play{ "Play", "Plays or stops the sound (Space)", BarButton::Picture::play };
    juce::TextButton soundName;
    juce::Slider position;
    juce::Label time;
    BarButton loop{ "Loop", "Plays the sound over and over, without a gap", BarButton::Picture::loop };
    BarButton record{ "Record", "Records what comes out to a WAV in your music folder (Ctrl+R)",
                      BarButton::Picture::record };
    juce::Label recordedTime;
    BarButton live{ "Live input",
                    "Lets the device's inputs through the patch; mind feedback from loudspeakers",
                    BarButton::Picture::microphone };
    juce::Label device;
    juce::TextButton settings{ "Settings..." };
    juce::Rectangle<int> recorderArea;
    std::unique_ptr<Theme> shownTheme;
};

} // namespace spikegraph

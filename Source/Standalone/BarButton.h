#pragma once

#include "Gui/Look.h"

namespace spikegraph
{

/// A button with a picture, as the transport bar has them.
class BarButton final : public juce::Button
{
public:
    enum class Picture
    {
        play,
        stop,
        loop,
        record,
        microphone,
        settings,
        close
    };

    /// The title is what a screen reader says, the tip what a tooltip does.
    BarButton (const juce::String& title, const juce::String& tip, Picture pictureToShow);

    void show (Picture next, const juce::String& title);
    /// Of the picture while the button is on.
    void setOnColour (juce::Colour Theme::*role) noexcept { onColour = role; }

private:
    void paintButton (juce::Graphics& graphics, bool isOver, bool isDown) override;

    Picture picture;
    juce::Colour Theme::*onColour = &Theme::audio;
};

} // namespace spikegraph

#pragma once

#include "Gui/Icons.h"
#include "Gui/Look.h"

namespace spikegraph
{

/// A button with an icon. [message thread]
class IconButton final : public juce::Button
{
public:
    /// The title is what a screen reader says, the tip what a tooltip does.
    IconButton (const juce::String& title, const juce::String& tip, const Icon& iconToShow);

    void show (const Icon& next, const juce::String& title);
    /// Of the icon while the button is on.
    void setOnColour (juce::Colour Theme::*role) noexcept { onColour = role; }

private:
    void paintButton (juce::Graphics& graphics, bool isOver, bool isDown) override;

    Icon icon;
    juce::Colour Theme::*onColour = &Theme::audio;
};

} // namespace spikegraph

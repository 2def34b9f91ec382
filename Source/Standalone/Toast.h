#pragma once

#include "Gui/IconButton.h"
#include "Standalone/Workbench.h"

namespace spikegraph
{

/// One line over the window's foot that goes by itself, or when it is clicked away. An error stays longer.
class Toast final : public juce::Component, private juce::Timer
{
public:
    static constexpr int height = 36;

    Toast();

    void show (const Workbench::Message& message);
    /// As wide as it needs to be, within an area, at its foot.
    void placeIn (juce::Rectangle<int> area);

    void paint (juce::Graphics& graphics) override;
    void resized() override;

private:
    void timerCallback() override;

    Workbench::Message shown;
    juce::Rectangle<int> place;
    juce::TextButton reveal{ "Show in folder" };
    IconButton close{ "Dismiss", "Dismisses this message", icons::close() };
};

} // namespace spikegraph

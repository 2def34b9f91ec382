#pragma once

#include "Gui/EditorContext.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace spikegraph
{

/// Says for some seconds why an edit was refused, where it happened. [message thread]
class Bubble final : public juce::Component, private juce::Timer
{
public:
    Bubble();

    /// Points are the parent's.
    void say (const juce::String& text, juce::Point<int> where);

    void paint (juce::Graphics& graphics) override;
    void mouseDown (const juce::MouseEvent&) override { setVisible (false); }

private:
    void timerCallback() override;

    juce::String message;
};

} // namespace spikegraph

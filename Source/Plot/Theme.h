#pragma once

#include <juce_graphics/juce_graphics.h>

namespace spikegraph
{

/// The colours of the product, dark on screen and light for print.
struct Theme
{
    juce::Colour ground, panel, raised, line, text, muted, audio, spikes, rate, midi, error;

    bool operator== (const Theme&) const = default;

    static Theme dark()
    {
        return { juce::Colour (0xff11141b), juce::Colour (0xff191e28), juce::Colour (0xff222937),
                 juce::Colour (0xff323b4c), juce::Colour (0xffe8ecf4), juce::Colour (0xff93a0b5),
                 juce::Colour (0xff5cc8ff), juce::Colour (0xffffb84d), juce::Colour (0xffb59bff),
                 juce::Colour (0xff7bd88f), juce::Colour (0xffff6b6b) };
    }
    static Theme light()
    {
        return { juce::Colour (0xffffffff), juce::Colour (0xfff4f6fa), juce::Colour (0xffe9edf4),
                 juce::Colour (0xffc6cedb), juce::Colour (0xff11141b), juce::Colour (0xff566377),
                 juce::Colour (0xff0b6fa8), juce::Colour (0xffa35f00), juce::Colour (0xff6a45c9),
                 juce::Colour (0xff1f7a3d), juce::Colour (0xffc62828) };
    }
};

} // namespace spikegraph

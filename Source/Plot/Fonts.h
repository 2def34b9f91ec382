#pragma once

#include <juce_graphics/juce_graphics.h>

namespace spikegraph
{

/// Inter for text and JetBrains Mono for numbers, from Resources/Fonts, whatever the system has.
juce::Font textFont (float height);
juce::Font headingFont (float height);
juce::Font numberFont (float height);

/// In pixels.
float widthOf (const juce::Font& font, const juce::String& text);

} // namespace spikegraph

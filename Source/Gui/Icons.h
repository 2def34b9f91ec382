#pragma once

#include <juce_graphics/juce_graphics.h>

namespace spikegraph
{

/// A drawing in a square of 24 by 24.
struct Icon
{
    enum class Style
    {
        line,
        filled,
        filledWhenOn ///< a line otherwise
    };

    juce::Path path;
    Style style = Style::line;
};

namespace icons
{
Icon previous();
Icon next();
Icon star();
Icon undo();
Icon redo();
Icon menu();
Icon plus();
Icon play();
Icon stop();
Icon record();
Icon loop();
Icon microphone();
Icon close();
/// The product's own: a spike on a line.
Icon spike();
} // namespace icons

/// Draws it at the centre of an area.
void drawIcon (juce::Graphics& graphics, const Icon& icon, juce::Rectangle<float> area, juce::Colour colour,
               bool isOn = false);

} // namespace spikegraph

#include "Standalone/Toast.h"

#include <algorithm>

namespace spikegraph
{
namespace
{

constexpr int shownMs = 8000, errorShownMs = 20000;
constexpr int revealWidth = 112, closeWidth = 24, padding = 12;

int widthOf (const juce::String& text)
{
    juce::GlyphArrangement glyphs;
    glyphs.addLineOfText (textFont (measures::text), text, 0.0f, 0.0f);
    return juce::roundToInt (glyphs.getBoundingBox (0, -1, true).getWidth()) + 1;
}

} // namespace

Toast::Toast()
{
    setVisible (false);
    reveal.setTooltip ("Opens the folder that it is in");
    reveal.onClick = [this] { shown.file.revealToUser(); };
    close.onClick = [this] { setVisible (false); };
    addChildComponent (reveal);
    addAndMakeVisible (close);
}

void Toast::show (const Workbench::Message& message)
{
    shown = message;
    setTitle (message.text);
    reveal.setVisible (message.file != juce::File());
    placeIn (place);
    setVisible (true);
    toFront (false);
    repaint();
    startTimer (message.isError ? errorShownMs : shownMs);
    juce::AccessibilityHandler::postAnnouncement (
        message.text, message.isError ? juce::AccessibilityHandler::AnnouncementPriority::high
                                      : juce::AccessibilityHandler::AnnouncementPriority::medium);
}

void Toast::placeIn (juce::Rectangle<int> area)
{
    place = area;
    const auto buttons = closeWidth + padding + (shown.file != juce::File() ? revealWidth + padding : 0);
    const auto width = std::min (area.getWidth() - 2 * padding, widthOf (shown.text) + buttons + 3 * padding);
    setBounds (
        area.withTrimmedBottom (padding).removeFromBottom (height).withSizeKeepingCentre (width, height));
}

void Toast::timerCallback()
{
    stopTimer();
    // Who is about to press one of its buttons shall find it there.
    if (isMouseOver (true) || hasKeyboardFocus (true))
        startTimer (shownMs);
    else
        setVisible (false);
}

void Toast::paint (juce::Graphics& g)
{
    const auto& theme = themeOf (*this);
    const auto bounds = getLocalBounds().toFloat().reduced (0.5f);
    g.setColour (theme.raised);
    g.fillRoundedRectangle (bounds, measures::corner);
    g.setColour (shown.isError ? theme.error : theme.line);
    g.drawRoundedRectangle (bounds, measures::corner, 1.0f);
    const auto right = reveal.isVisible() ? reveal.getX() : close.getX();
    g.setColour (theme.text);
    g.setFont (textFont (measures::text));
    g.drawText (shown.text, getLocalBounds().withTrimmedLeft (padding).withRight (right - padding / 2),
                juce::Justification::centredLeft, true);
}

void Toast::resized()
{
    auto area = getLocalBounds().reduced (padding / 2, 5);
    close.setBounds (area.removeFromRight (closeWidth));
    area.removeFromRight (padding / 2);
    reveal.setBounds (area.removeFromRight (revealWidth));
}

} // namespace spikegraph

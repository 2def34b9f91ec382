#include "Gui/Bubble.h"

namespace spikegraph
{
namespace
{

constexpr int shownMilliseconds = 6000, mostWidth = 360;

juce::TextLayout layoutOf (const juce::String& text, juce::Colour colour)
{
    juce::AttributedString attributed;
    attributed.append (text, textFont (measures::text), colour);
    juce::TextLayout layout;
    layout.createLayout (attributed, static_cast<float> (mostWidth - 32));
    return layout;
}

} // namespace

Bubble::Bubble()
{
    setVisible (false);
    setTitle ("Refused");
}

void Bubble::say (const juce::String& text, juce::Point<int> where)
{
    message = text;
    const auto layout = layoutOf (text, juce::Colours::white);
    const auto size = juce::Rectangle<int> (static_cast<int> (layout.getWidth()) + 32,
                                            static_cast<int> (layout.getHeight()) + 18);
    setBounds (size.withCentre (where.translated (0, -size.getHeight() / 2 - 14))
                   .constrainedWithin (getParentComponent()->getLocalBounds().reduced (8)));
    setVisible (true);
    toFront (false);
    repaint();
    juce::AccessibilityHandler::postAnnouncement (text,
                                                  juce::AccessibilityHandler::AnnouncementPriority::high);
    startTimer (shownMilliseconds);
}

void Bubble::timerCallback()
{
    stopTimer();
    setVisible (false);
}

void Bubble::paint (juce::Graphics& graphics)
{
    const auto& theme = themeOf (*this);
    const auto bounds = getLocalBounds().toFloat().reduced (0.5f);
    graphics.setColour (theme.raised);
    graphics.fillRoundedRectangle (bounds, measures::corner);
    graphics.setColour (theme.error);
    graphics.drawRoundedRectangle (bounds, measures::corner, 1.5f);
    layoutOf (message, theme.text).draw (graphics, bounds.reduced (14.0f, 8.0f));
}

} // namespace spikegraph

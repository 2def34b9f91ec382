#include "Gui/IconButton.h"

namespace spikegraph
{

IconButton::IconButton (const juce::String& title, const juce::String& tip, const Icon& iconToShow)
    : juce::Button (title)
    , icon (iconToShow)
{
    setTitle (title);
    setTooltip (tip);
}

void IconButton::show (const Icon& next, const juce::String& title)
{
    if (getTitle() == title)
        return;
    icon = next;
    setTitle (title);
    repaint();
}

void IconButton::paintButton (juce::Graphics& graphics, bool isOver, bool isDown)
{
    const auto& theme = themeOf (*this);
    const auto bounds = getLocalBounds().toFloat().reduced (0.5f);
    if (isEnabled() && (isOver || isDown))
    {
        graphics.setColour (isDown ? theme.line : theme.raised);
        graphics.fillRoundedRectangle (bounds, measures::corner - 2.0f);
    }
    drawIcon (
        graphics, icon, bounds,
        (getToggleState() ? theme.*onColour : theme.text).withMultipliedAlpha (isEnabled() ? 1.0f : 0.35f),
        getToggleState());
    if (hasKeyboardFocus (false))
        drawFocus (graphics, bounds, theme);
}

} // namespace spikegraph

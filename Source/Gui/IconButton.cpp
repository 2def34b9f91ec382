#include "Gui/IconButton.h"

namespace spikegraph
{

IconButton::IconButton (const juce::String& buttonName, const juce::String& tip, const juce::Path& iconToDraw,
                        bool isFilled)
    : juce::Button (buttonName)
    , icon (iconToDraw)
    , filled (isFilled)
{
    setTitle (buttonName);
    setTooltip (tip);
}

void IconButton::setIconColour (std::optional<juce::Colour> newColour)
{
    if (colour == newColour)
        return;
    colour = newColour;
    repaint();
}

void IconButton::paintButton (juce::Graphics& graphics, bool isOver, bool isDown)
{
    const auto& theme = themeOf (*this);
    const auto bounds = getLocalBounds().toFloat().reduced (1.0f);
    if ((isOver || isDown) && isEnabled())
    {
        graphics.setColour (theme.line.withAlpha (isDown ? 0.9f : 0.5f));
        graphics.fillRoundedRectangle (bounds, 6.0f);
    }
    auto shown = colour.value_or (theme.text);
    if (!isEnabled())
        shown = theme.muted.withAlpha (0.45f);
    graphics.setColour (shown);
    const auto centre = bounds.getCentre();
    const auto place = juce::AffineTransform::translation (centre.x - 12.0f, centre.y - 12.0f);
    if (filled || (colour && getToggleState()))
        graphics.fillPath (icon, place);
    else
        graphics.strokePath (
            icon, juce::PathStrokeType (1.7f, juce::PathStrokeType::curved, juce::PathStrokeType::rounded),
            place);
    if (hasKeyboardFocus (false))
        drawFocus (graphics, bounds, theme);
}

namespace icons
{
namespace
{

juce::Path line (std::initializer_list<juce::Point<float>> points)
{
    juce::Path path;
    path.startNewSubPath (*points.begin());
    for (const auto& point : points)
        path.lineTo (point);
    return path;
}

} // namespace

juce::Path previous()
{
    return line ({ { 14.0f, 7.0f }, { 9.0f, 12.0f }, { 14.0f, 17.0f } });
}

juce::Path next()
{
    return line ({ { 10.0f, 7.0f }, { 15.0f, 12.0f }, { 10.0f, 17.0f } });
}

juce::Path star()
{
    juce::Path path;
    path.addStar ({ 12.0f, 12.0f }, 5, 3.8f, 8.5f);
    return path;
}

juce::Path undo()
{
    juce::Path path;
    path.startNewSubPath (8.0f, 6.0f);
    path.lineTo (4.5f, 9.5f);
    path.lineTo (8.0f, 13.0f);
    path.startNewSubPath (4.5f, 9.5f);
    path.lineTo (14.0f, 9.5f);
    path.cubicTo (21.0f, 9.5f, 21.0f, 18.5f, 14.0f, 18.5f);
    path.lineTo (10.0f, 18.5f);
    return path;
}

juce::Path redo()
{
    auto path = undo();
    path.applyTransform (juce::AffineTransform::scale (-1.0f, 1.0f, 12.0f, 12.0f));
    return path;
}

juce::Path menu()
{
    juce::Path path;
    for (const auto x : { 6.0f, 12.0f, 18.0f })
        path.addEllipse (x - 1.6f, 10.4f, 3.2f, 3.2f);
    return path;
}

juce::Path plus()
{
    auto path = line ({ { 12.0f, 6.0f }, { 12.0f, 18.0f } });
    path.startNewSubPath (6.0f, 12.0f);
    path.lineTo (18.0f, 12.0f);
    return path;
}

juce::Path sidebar (bool isRight)
{
    juce::Path path;
    path.addRoundedRectangle (4.0f, 6.0f, 16.0f, 12.0f, 2.5f);
    const auto x = isRight ? 15.0f : 9.0f;
    path.startNewSubPath (x, 6.0f);
    path.lineTo (x, 18.0f);
    return path;
}

juce::Path spike()
{
    return line ({ { 0.0f, 13.0f },
                   { 5.0f, 13.0f },
                   { 8.0f, 6.0f },
                   { 12.0f, 21.0f },
                   { 16.0f, 2.0f },
                   { 19.0f, 13.0f },
                   { 24.0f, 13.0f } });
}

} // namespace icons

} // namespace spikegraph

#include "Standalone/BarButton.h"

#include <array>

namespace spikegraph
{
namespace
{

using Picture = BarButton::Picture;

juce::Path stroked (const juce::Path& line)
{
    juce::Path outline;
    juce::PathStrokeType (1.6f, juce::PathStrokeType::curved, juce::PathStrokeType::rounded)
        .createStrokedPath (outline, line);
    return outline;
}

juce::Path loopPicture()
{
    juce::Path line, whole;
    line.addCentredArc (8.0f, 8.5f, 5.5f, 5.5f, 0.0f, 0.95f, juce::MathConstants<float>::twoPi - 0.15f, true);
    whole.addPath (stroked (line));
    whole.addTriangle (7.0f, -0.2f, 7.0f, 6.2f, 11.0f, 3.0f);
    return whole;
}

juce::Path microphonePicture()
{
    juce::Path line, whole;
    line.addCentredArc (8.0f, 7.0f, 4.8f, 4.8f, 0.0f, juce::MathConstants<float>::halfPi,
                        3.0f * juce::MathConstants<float>::halfPi, true);
    line.startNewSubPath (8.0f, 11.8f);
    line.lineTo (8.0f, 15.0f);
    whole.addPath (stroked (line));
    whole.addRoundedRectangle (5.6f, 1.0f, 4.8f, 8.4f, 2.4f);
    return whole;
}

/// Three sliders.
juce::Path settingsPicture()
{
    juce::Path line, whole;
    constexpr std::array<float, 3> rows{ 3.5f, 8.0f, 12.5f }, knobs{ 10.5f, 5.5f, 9.0f };
    for (std::size_t i = 0; i < rows.size(); ++i)
    {
        line.startNewSubPath (1.5f, rows[i]);
        line.lineTo (14.5f, rows[i]);
        whole.addEllipse (juce::Rectangle<float> (4.4f, 4.4f).withCentre ({ knobs[i], rows[i] }));
    }
    whole.addPath (stroked (line));
    return whole;
}

juce::Path closePicture()
{
    juce::Path line;
    line.startNewSubPath (4.0f, 4.0f);
    line.lineTo (12.0f, 12.0f);
    line.startNewSubPath (12.0f, 4.0f);
    line.lineTo (4.0f, 12.0f);
    return stroked (line);
}

/// In a square of 16.
juce::Path pathOf (Picture picture)
{
    juce::Path path;
    switch (picture)
    {
        case Picture::play:
            path.addTriangle (4.0f, 2.0f, 4.0f, 14.0f, 14.0f, 8.0f);
            return path;
        case Picture::stop:
            path.addRoundedRectangle (3.0f, 3.0f, 10.0f, 10.0f, 1.5f);
            return path;
        case Picture::record:
            path.addEllipse (3.0f, 3.0f, 10.0f, 10.0f);
            return path;
        case Picture::loop:
            return loopPicture();
        case Picture::microphone:
            return microphonePicture();
        case Picture::settings:
            return settingsPicture();
        case Picture::close:
            return closePicture();
    }
    return path;
}

} // namespace

BarButton::BarButton (const juce::String& title, const juce::String& tip, Picture pictureToShow)
    : juce::Button (title)
    , picture (pictureToShow)
{
    setTitle (title);
    setTooltip (tip);
}

void BarButton::show (Picture next, const juce::String& title)
{
    if (picture == next)
        return;
    picture = next;
    setTitle (title);
    repaint();
}

void BarButton::paintButton (juce::Graphics& g, bool isOver, bool isDown)
{
    const auto& theme = themeOf (*this);
    const auto bounds = getLocalBounds().toFloat().reduced (0.5f);
    if (isOver || isDown || getToggleState())
    {
        g.setColour (isDown ? theme.line : theme.raised);
        g.fillRoundedRectangle (bounds, measures::corner - 2.0f);
    }
    auto path = pathOf (picture);
    path.applyTransform (
        juce::AffineTransform::translation (bounds.getCentreX() - 8.0f, bounds.getCentreY() - 8.0f));
    const auto colour = getToggleState() ? theme.*onColour : isOver ? theme.text : theme.muted;
    g.setColour (colour.withMultipliedAlpha (isEnabled() ? 1.0f : 0.4f));
    g.fillPath (path);
    if (hasKeyboardFocus (false))
        drawFocus (g, bounds, theme);
}

} // namespace spikegraph

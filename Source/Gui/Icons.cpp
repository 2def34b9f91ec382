#include "Gui/Icons.h"

namespace spikegraph
{
namespace
{

const juce::PathStrokeType pen (1.7f, juce::PathStrokeType::curved, juce::PathStrokeType::rounded);

juce::Path line (std::initializer_list<juce::Point<float>> points)
{
    juce::Path path;
    path.startNewSubPath (*points.begin());
    for (const auto& point : points)
        path.lineTo (point);
    return path;
}

/// What is drawn as lines in a picture that is filled.
juce::Path stroked (const juce::Path& lines)
{
    juce::Path outline;
    pen.createStrokedPath (outline, lines);
    return outline;
}

juce::Path undoArrow()
{
    auto path = line ({ { 8.0f, 6.0f }, { 4.5f, 9.5f }, { 8.0f, 13.0f } });
    path.startNewSubPath (4.5f, 9.5f);
    path.lineTo (14.0f, 9.5f);
    path.cubicTo (21.0f, 9.5f, 21.0f, 18.5f, 14.0f, 18.5f);
    path.lineTo (10.0f, 18.5f);
    return path;
}

} // namespace

namespace icons
{

Icon previous()
{
    return { line ({ { 14.0f, 7.0f }, { 9.0f, 12.0f }, { 14.0f, 17.0f } }) };
}

Icon next()
{
    return { line ({ { 10.0f, 7.0f }, { 15.0f, 12.0f }, { 10.0f, 17.0f } }) };
}

Icon star()
{
    juce::Path path;
    path.addStar ({ 12.0f, 12.0f }, 5, 3.8f, 8.5f);
    return { path, Icon::Style::filledWhenOn };
}

Icon undo()
{
    return { undoArrow() };
}

Icon redo()
{
    auto path = undoArrow();
    path.applyTransform (juce::AffineTransform::scale (-1.0f, 1.0f, 12.0f, 12.0f));
    return { path };
}

Icon menu()
{
    juce::Path path;
    for (const auto x : { 6.0f, 12.0f, 18.0f })
        path.addEllipse (x - 1.6f, 10.4f, 3.2f, 3.2f);
    return { path, Icon::Style::filled };
}

Icon plus()
{
    auto path = line ({ { 12.0f, 6.0f }, { 12.0f, 18.0f } });
    path.addPath (line ({ { 6.0f, 12.0f }, { 18.0f, 12.0f } }));
    return { path };
}

Icon play()
{
    juce::Path path;
    path.addTriangle (8.0f, 6.0f, 8.0f, 18.0f, 18.0f, 12.0f);
    return { path, Icon::Style::filled };
}

Icon stop()
{
    juce::Path path;
    path.addRoundedRectangle (7.0f, 7.0f, 10.0f, 10.0f, 1.5f);
    return { path, Icon::Style::filled };
}

Icon record()
{
    juce::Path path;
    path.addEllipse (7.0f, 7.0f, 10.0f, 10.0f);
    return { path, Icon::Style::filled };
}

Icon loop()
{
    juce::Path round;
    round.addCentredArc (12.0f, 12.5f, 5.5f, 5.5f, 0.0f, 0.95f, juce::MathConstants<float>::twoPi - 0.15f,
                         true);
    auto path = stroked (round);
    path.addTriangle (11.0f, 3.8f, 11.0f, 10.2f, 15.0f, 7.0f);
    return { path, Icon::Style::filled };
}

Icon microphone()
{
    juce::Path holder;
    holder.addCentredArc (12.0f, 11.0f, 4.8f, 4.8f, 0.0f, juce::MathConstants<float>::halfPi,
                          3.0f * juce::MathConstants<float>::halfPi, true);
    holder.addPath (line ({ { 12.0f, 15.8f }, { 12.0f, 19.0f } }));
    auto path = stroked (holder);
    path.addRoundedRectangle (9.6f, 5.0f, 4.8f, 8.4f, 2.4f);
    return { path, Icon::Style::filled };
}

Icon close()
{
    auto path = line ({ { 8.0f, 8.0f }, { 16.0f, 16.0f } });
    path.addPath (line ({ { 16.0f, 8.0f }, { 8.0f, 16.0f } }));
    return { path };
}

Icon spike()
{
    return { line ({ { 0.0f, 13.0f },
                     { 5.0f, 13.0f },
                     { 8.0f, 6.0f },
                     { 12.0f, 21.0f },
                     { 16.0f, 2.0f },
                     { 19.0f, 13.0f },
                     { 24.0f, 13.0f } }) };
}

} // namespace icons

void drawIcon (juce::Graphics& graphics, const Icon& icon, juce::Rectangle<float> area, juce::Colour colour,
               bool isOn)
{
    const auto place =
        juce::AffineTransform::translation (area.getCentreX() - 12.0f, area.getCentreY() - 12.0f);
    graphics.setColour (colour);
    if (icon.style == Icon::Style::filled || (icon.style == Icon::Style::filledWhenOn && isOn))
        graphics.fillPath (icon.path, place);
    else
        graphics.strokePath (icon.path, pen, place);
}

} // namespace spikegraph

#include "Gui/Canvas.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{

void Canvas::paintGrid (juce::Graphics& graphics) const
{
    const auto step = 32.0f * zoomFactor * (zoomFactor < 0.4f ? 4.0f : 1.0f);
    const auto clip = graphics.getClipBounds();
    graphics.setColour (shared.look.theme().line.withAlpha (0.7f));
    const auto first = [&] (float start, int edge)
    { return start + std::floor ((static_cast<float> (edge) - start) / step) * step; };
    const auto count = [&] (float start, int end)
    { return static_cast<int> (std::ceil ((static_cast<float> (end) - start) / step)); };
    const auto left = first (origin.x, clip.getX()), top = first (origin.y, clip.getY());
    const int rows = count (top, clip.getBottom()), columns = count (left, clip.getRight());
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column)
            graphics.fillRect (left + static_cast<float> (column) * step - 0.75f,
                               top + static_cast<float> (row) * step - 0.75f, 1.5f, 1.5f);
}

void Canvas::paintComments (juce::Graphics& graphics) const
{
    const auto& theme = shared.look.theme();
    const auto& comments = shared.document.patch().comments;
    const auto selected = shared.selection.comment().value_or (-1);
    for (std::size_t i = 0; i < comments.size(); ++i)
    {
        const auto bounds = comments[i].bounds.toFloat();
        const bool isSelected = selected == static_cast<int> (i);
        graphics.setColour (theme.panel);
        graphics.fillRoundedRectangle (bounds, measures::corner);
        graphics.setColour (isSelected ? theme.audio : theme.line);
        graphics.drawRoundedRectangle (bounds.reduced (0.5f), measures::corner, isSelected ? 2.0f : 1.0f);
        graphics.setColour (theme.muted);
        // As large on the screen as other text, as far as the box has room.
        graphics.setFont (textFont (measures::smallText / std::clamp (zoomFactor, 0.5f, 1.0f)));
        graphics.drawFittedText (comments[i].text, bounds.reduced (12.0f, 8.0f).toNearestInt(),
                                 juce::Justification::topLeft, 20, 0.9f);
    }
}

void Canvas::paintCable (juce::Graphics& graphics, const Strand& strand) const
{
    const auto& theme = shared.look.theme();
    const auto colour = colourOf (strand.cable.kind, theme);
    const Selection::Cable cable{ strand.cable.from, strand.cable.to };
    const bool isSelected = shared.selection.cable() == cable;
    const auto thickness = canvas::cableThickness (strand.cable.units);
    if (isSelected || insertCable == cable)
    {
        graphics.setColour (theme.text.withAlpha (0.85f));
        graphics.strokePath (strand.path,
                             juce::PathStrokeType (thickness + 4.0f, juce::PathStrokeType::curved,
                                                   juce::PathStrokeType::rounded));
    }
    const auto brightness = static_cast<float> (strand.brightness) / Strand::brightnessSteps;
    graphics.setColour (theme.ground.interpolatedWith (colour, 0.45f + 0.55f * brightness));
    graphics.fillPath (strand.outline);

    if (strand.cable.units > 1)
    {
        const auto text = juce::String::fromUTF8 ("\xc3\x97") + juce::String (strand.cable.units);
        const auto pill = juce::Rectangle<float> (text.length() > 3 ? 38.0f : 32.0f, 18.0f)
                              .withCentre (strand.path.getPointAlongPath (strand.path.getLength() * 0.5f));
        graphics.setColour (theme.ground);
        graphics.fillRoundedRectangle (pill, 9.0f);
        graphics.setColour (colour);
        graphics.drawRoundedRectangle (pill, 9.0f, 1.0f);
        graphics.setFont (numberFont (10.5f));
        graphics.drawText (text, pill, juce::Justification::centred, false);
    }
}

void Canvas::paintCables (juce::Graphics& graphics) const
{
    const auto clip = graphics.getClipBounds().toFloat();
    for (const auto& strand : strands)
        if (clip.intersects (strand.path.getBounds().expanded (12.0f)))
            paintCable (graphics, strand);
}

void Canvas::paint (juce::Graphics& graphics)
{
    const auto& theme = shared.look.theme();
    graphics.fillAll (theme.ground);
    paintGrid (graphics);
    {
        const juce::Graphics::ScopedSaveState state (graphics);
        graphics.addTransform (juce::AffineTransform::scale (zoomFactor).translated (origin));
        paintComments (graphics);
        paintCables (graphics);
        if (drag != nullptr)
            drag->paint (graphics);
    }
    if (shared.document.patch().nodes.empty())
    {
        graphics.setColour (theme.muted);
        graphics.setFont (textFont (measures::text));
        graphics.drawText ("Double-click to add a node, or choose a preset above", getLocalBounds(),
                           juce::Justification::centred, true);
    }
    if (hasKeyboardFocus (false))
    {
        graphics.setColour (theme.audio.withAlpha (0.5f));
        graphics.drawRect (getLocalBounds(), 1);
    }
}

} // namespace spikegraph

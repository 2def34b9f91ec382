#include "Gui/Minimap.h"

namespace spikegraph
{

Minimap::Minimap (Canvas& canvasToShow)
    : canvas (canvasToShow)
{
    setTitle ("Overview");
    // The canvas's own keys move the view.
    setAccessible (false);
    setMouseCursor (juce::MouseCursor::PointingHandCursor);
}

void Minimap::update()
{
    const auto all = canvas::boundsOf (canvas.context().document.patch());
    setVisible (!all.isEmpty() && !canvas.visibleArea().contains (all.reduced (1.0f)));
    repaint();
}

juce::AffineTransform Minimap::toMap() const
{
    const auto all = canvas::boundsOf (canvas.context().document.patch()).getUnion (canvas.visibleArea());
    const auto area = getLocalBounds().toFloat().reduced (6.0f);
    return juce::RectanglePlacement (juce::RectanglePlacement::centred).getTransformToFit (all, area);
}

void Minimap::paint (juce::Graphics& graphics)
{
    const auto& theme = canvas.context().look.theme();
    const auto bounds = getLocalBounds().toFloat().reduced (0.5f);
    graphics.setColour (theme.panel.withAlpha (0.92f));
    graphics.fillRoundedRectangle (bounds, 6.0f);
    graphics.setColour (theme.line);
    graphics.drawRoundedRectangle (bounds, 6.0f, 1.0f);
    const auto transform = toMap();
    for (const auto& node : canvas.context().document.patch().nodes)
    {
        const auto kind = node.type == nullptr || node.type->outputs.empty()
                              ? SignalKind::audio
                              : node.type->outputs.front().kind;
        graphics.setColour (
            colourOf (kind, theme).withAlpha (canvas.context().selection.contains (node.id) ? 1.0f : 0.65f));
        graphics.fillRect (canvas::boundsOf (node).transformedBy (transform));
    }
    graphics.setColour (theme.text.withAlpha (0.7f));
    graphics.drawRect (canvas.visibleArea().transformedBy (transform).getIntersection (bounds), 1.0f);
}

void Minimap::lookAt (juce::Point<float> point)
{
    canvas.centreOn (point.transformedBy (toMap().inverted()));
}

} // namespace spikegraph

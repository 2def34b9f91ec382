#include "Gui/NodeBox.h"

#include "Graph/ParameterText.h"
#include "Gui/NodeProbe.h"

#include <algorithm>

namespace spikegraph
{
namespace
{

juce::String shownValue (const NodeSnapshot& node, const ParameterType& parameter)
{
    const auto& value = node.value (parameter.id);
    return parameter.kind == ParameterKind::text ? value.text : textOf (parameter, value.number);
}

} // namespace

//==================================================================================================

/// Opaque, so that a new frame paints nothing else.
class NodeBox::Picture final : public juce::Component
{
public:
    explicit Picture (EditorContext& editorContext)
        : context (editorContext)
    {
        setInterceptsMouseClicks (false, false);
        setOpaque (true);
        setAccessible (false);
    }

    void show (const NodeSnapshot& newNode)
    {
        node = newNode;
        const auto kind = node.type->picture;
        curve = {};
        weights = {};
        if (kind == NodePictureKind::stepResponse)
            curve.values = NodeProbe::stepResponse (node, stepResponseSeconds (node), 128);
        if (kind == NodePictureKind::transfer)
        {
            curve.values = NodeProbe::transfer (*node.type, node.values, -2.0f, 2.0f, 128);
            curve.zeroAt = 0.5f;
        }
        if (kind == NodePictureKind::weights && node.instance != nullptr)
            weights = NodeProbe::weights (node, std::min (64, node.instance->processor.inputUnits().front()));
        repaint();
    }

    /// Whether its picture moves.
    bool isLive() const
    {
        return node.type->picture != NodePictureKind::stepResponse &&
               node.type->picture != NodePictureKind::weights;
    }

    void paint (juce::Graphics& graphics) override
    {
        const auto& theme = context.look.theme();
        graphics.fillAll (theme.ground);
        const auto area = getLocalBounds().toFloat().reduced (3.0f, 2.0f);
        const auto* history = context.live.of (node.id);
        const auto colour = colourOf (
            node.type->outputs.empty() ? SignalKind::audio : node.type->outputs.front().kind, theme);
        switch (node.type->picture)
        {
            case NodePictureKind::stepResponse:
                return drawCurve (graphics, area, curve, colour, theme);
            case NodePictureKind::transfer:
                curve.dotAt = inputLevel();
                return drawCurve (graphics, area, curve, theme.rate, theme);
            case NodePictureKind::weights:
                return drawWeights (graphics, area, weights, theme);
            case NodePictureKind::raster:
                if (history != nullptr)
                    drawRaster (graphics, area, *history, colour);
                return;
            case NodePictureKind::bands:
                if (history != nullptr)
                    drawBands (graphics, area, *history, colour);
                return;
            case NodePictureKind::meters:
                if (history != nullptr)
                    drawMeters (graphics, area, *history, theme);
                return;
            case NodePictureKind::trace:
                if (history != nullptr)
                    drawTrace (graphics, area, *history, colour);
                return;
            case NodePictureKind::none:
                return;
        }
    }

private:
    /// Where on a curve from -2 to 2 the first input lies now.
    std::optional<float> inputLevel() const
    {
        for (const auto& cable : context.document.patch().cables)
            if (cable.targetNode() == node.id)
                if (const auto* source = context.live.of (cable.sourceNode());
                    source != nullptr && !source->areSpikes())
                    return (source->frame (0)[0] + 2.0f) / 4.0f;
        return {};
    }

    EditorContext& context;
    NodeSnapshot node;
    Curve curve;
    std::vector<std::vector<float>> weights;
};

//==================================================================================================

NodeBox::~NodeBox() = default;

NodeBox::NodeBox (EditorContext& editorContext, const NodeSnapshot& nodeToShow)
    : context (editorContext)
    , node (nodeToShow)
{
    setInterceptsMouseClicks (false, false);
    setWantsKeyboardFocus (true);
    if (node.type != nullptr && node.type->picture != NodePictureKind::none)
    {
        picture = std::make_unique<Picture> (context);
        addAndMakeVisible (*picture);
    }
    show (nodeToShow);
}

void NodeBox::show (const NodeSnapshot& newNode)
{
    const bool hasChanged =
        newNode.values != node.values || newNode.instance != node.instance || getWidth() == 0;
    node = newNode;
    setTitle (describe (node));
    setBounds (canvas::boundsOf (node).toNearestInt().expanded (margin) +
               juce::Point<int> (canvas::extent, canvas::extent));
    if (picture != nullptr && hasChanged)
        picture->show (node);
    repaint();
}

void NodeBox::setSelected (bool shouldBeSelected)
{
    if (isSelected == shouldBeSelected)
        return;
    isSelected = shouldBeSelected;
    repaint();
}

void NodeBox::setCableToFit (const std::optional<PortPlace>& otherEnd)
{
    cableToFit = otherEnd;
    repaint();
}

void NodeBox::moveSignals()
{
    if (picture != nullptr && picture->isLive())
        picture->repaint();
    // Figures that change too often cannot be read.
    if (!measuredRow.isEmpty() && ++ticks % 8 == 0)
        if (const auto* history = context.live.of (node.id))
        {
            measuredHz =
                history->spikesPerSecond() / static_cast<double> (std::max<Index> (1, history->units()));
            repaint (measuredRow);
        }
}

juce::Rectangle<float> NodeBox::face() const
{
    return getLocalBounds().reduced (margin).toFloat();
}

juce::Colour NodeBox::accent() const
{
    const auto& theme = context.look.theme();
    if (node.type == nullptr)
        return theme.error;
    const auto& ports = node.type->outputs.empty() ? node.type->inputs : node.type->outputs;
    return colourOf (ports.empty() ? SignalKind::audio : ports.front().kind, theme);
}

void NodeBox::resized()
{
    auto area = face().toNearestInt().reduced (8, 0);
    area.removeFromTop (static_cast<int> (canvas::headerHeight));
    if (picture != nullptr)
        picture->setBounds (area.removeFromTop (static_cast<int> (canvas::pictureHeight)));
    measuredRow = canvas::showsMeasuredRate (node)
                      ? face().removeFromBottom (canvas::rowHeight + 8.0f).toNearestInt()
                      : juce::Rectangle<int>();
}

void NodeBox::paint (juce::Graphics& graphics)
{
    const auto& theme = context.look.theme();
    const auto bounds = face();
    graphics.setColour (juce::Colours::black.withAlpha (0.18f));
    graphics.fillRoundedRectangle (bounds.translated (0.0f, 2.0f).expanded (0.5f), measures::corner);
    graphics.setColour (theme.raised);
    graphics.fillRoundedRectangle (bounds, measures::corner);
    {
        const juce::Graphics::ScopedSaveState state (graphics);
        juce::Path shape;
        shape.addRoundedRectangle (bounds, measures::corner);
        graphics.reduceClipRegion (shape);
        graphics.setColour (node.isBypassed ? theme.line : accent());
        graphics.fillRect (bounds.withWidth (4.0f));
    }
    graphics.setColour (isSelected ? accent() : theme.line);
    graphics.drawRoundedRectangle (bounds.reduced (0.5f), measures::corner, isSelected ? 2.0f : 1.0f);
    if (hasKeyboardFocus (false))
        drawFocus (graphics, bounds.expanded (3.0f), theme);

    auto area = bounds.reduced (12.0f, 0.0f);
    auto header = area.removeFromTop (canvas::headerHeight);
    if (const auto units = node.units(); units > 0)
    {
        const auto text = units == 1 ? juce::String::fromUTF8 ("\xc3\x97"
                                                               "1")
                                     : juce::String (units);
        graphics.setColour (theme.muted);
        graphics.setFont (numberFont (measures::smallText));
        graphics.drawText (text, header.removeFromRight (28.0f), juce::Justification::centredRight, false);
    }
    graphics.setColour (node.isBypassed ? theme.muted : theme.text);
    graphics.setFont (headingFont (measures::text));
    graphics.drawFittedText (node.title(), header.toNearestInt(), juce::Justification::centredLeft, 1, 0.8f);

    if (picture != nullptr)
        area.removeFromTop (canvas::pictureHeight + 4.0f);
    paintRows (graphics, area);
    paintPorts (graphics);
}

void NodeBox::paintRows (juce::Graphics& graphics, juce::Rectangle<float> area) const
{
    const auto& theme = context.look.theme();
    const auto row = [&] (const juce::String& name, const juce::String& value, juce::Colour colour)
    {
        auto line = area.removeFromTop (canvas::rowHeight);
        graphics.setFont (numberFont (measures::smallText));
        const auto width =
            std::min (line.getWidth() * 0.62f, widthOf (numberFont (measures::smallText), value) + 4.0f);
        graphics.setColour (colour);
        graphics.drawText (value, line.removeFromRight (width), juce::Justification::centredRight, true);
        graphics.setFont (textFont (measures::smallText));
        graphics.setColour (theme.muted);
        graphics.drawFittedText (name, line.toNearestInt(), juce::Justification::centredLeft, 1, 0.7f);
    };
    if (node.type == nullptr)
        return row ("unknown", node.typeId, theme.error);
    for (int i = 0; i < canvas::numShownParameters (node); ++i)
    {
        const auto& parameter = node.type->parameters[static_cast<std::size_t> (i)];
        row (parameter.name, shownValue (node, parameter), node.isBypassed ? theme.muted : theme.text);
    }
    if (canvas::showsMeasuredRate (node))
    {
        row ("measured", juce::String (measuredHz, 1) + " Hz", theme.spikes);
    }
}

void NodeBox::paintPorts (juce::Graphics& graphics) const
{
    if (node.type == nullptr)
        return;
    const auto& theme = context.look.theme();
    const auto origin = getPosition().toFloat();
    for (const bool isInlet : { true, false })
    {
        const auto& ports = isInlet ? node.type->inputs : node.type->outputs;
        for (std::size_t i = 0; i < ports.size(); ++i)
        {
            const auto centre = canvas::portCentre (node, isInlet, static_cast<int> (i)) - origin;
            const PortPlace place{ node.id, ports[i].id, isInlet, ports[i].kind };
            const auto colour = colourOf (ports[i].kind, theme);
            const bool fits = cableToFit && mayConnect (place, *cableToFit);
            const bool isDimmed = cableToFit && !fits && !(place == *cableToFit);
            const auto shape =
                canvas::portShape (ports[i].kind, centre, canvas::portRadius + (fits ? 1.5f : 0.0f));
            graphics.setColour (fits ? colour : theme.ground);
            graphics.fillPath (shape);
            graphics.setColour (colour.withMultipliedAlpha (isDimmed ? 0.25f : 1.0f));
            graphics.strokePath (shape, juce::PathStrokeType (2.0f));
        }
    }
}

void NodeBox::focusGained (FocusChangeType)
{
    repaint();
    if (onFocus)
        onFocus();
}

juce::String NodeBox::describe (const NodeSnapshot& node)
{
    auto text = node.title();
    if (node.type == nullptr)
        return text + ", unknown";
    if (node.label.isNotEmpty())
        text << ", " << node.type->name;
    if (const auto units = node.units(); units > 0)
        text << ", " << units << (units == 1 ? " unit" : " units");
    if (node.isBypassed)
        text << ", bypassed";
    return text;
}

std::unique_ptr<juce::AccessibilityHandler> NodeBox::createAccessibilityHandler()
{
    juce::AccessibilityActions actions;
    actions.addAction (juce::AccessibilityActionType::press,
                       [this]
                       {
                           if (onPress)
                               onPress();
                       });
    actions.addAction (juce::AccessibilityActionType::showMenu,
                       [this]
                       {
                           if (onMenu)
                               onMenu();
                       });
    return std::make_unique<juce::AccessibilityHandler> (*this, juce::AccessibilityRole::button, actions);
}

} // namespace spikegraph

#include "Gui/Canvas.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{
namespace
{

constexpr float leastZoom = 0.1f, mostZoom = 4.0f;

juce::PathStrokeType cableStroke (int units)
{
    return { canvas::cableThickness (units), juce::PathStrokeType::curved, juce::PathStrokeType::rounded };
}

} // namespace

Canvas::Canvas (EditorContext& editorContext)
    : shared (editorContext)
    , edits (shared.document, shared.selection)
{
    setOpaque (true);
    setTitle ("Patch");
    setWantsKeyboardFocus (true);
    setFocusContainerType (FocusContainerType::focusContainer); // Tab goes through the nodes, and on
    content.setInterceptsMouseClicks (false, true);
    content.setFocusContainerType (FocusContainerType::none);
    addAndMakeVisible (content);
    shared.document.addListener (this);
    shared.selection.addListener (this);
    shared.live.addListener (this);
    patchChanged (shared.document.patch());
}

Canvas::~Canvas()
{
    drag.reset();
    shared.live.removeListener (this);
    shared.selection.removeListener (this);
    shared.document.removeListener (this);
}

void Canvas::patchChanged (const PatchSnapshot& patch)
{
    const auto nodesBefore = boxes.size();
    std::erase_if (boxes, [&] (const auto& item) { return patch.node (item.first) == nullptr; });
    bool hasOtherNodes = boxes.size() != nodesBefore;
    int order = 0;
    for (const auto& node : patch.nodes)
    {
        auto& box = boxes[node.id];
        // Of another type it is another box.
        if (box != nullptr && box->typeId() != node.typeId)
            box.reset();
        hasOtherNodes = hasOtherNodes || box == nullptr;
        if (box == nullptr)
        {
            box = std::make_unique<NodeBox> (shared, node);
            box->onFocus = [this, id = node.id]
            {
                if (!shared.selection.contains (id) && !isMouseButtonDown (true))
                    shared.selection.selectNode (id);
            };
            box->onPress = [this, id = node.id] { shared.selection.selectNode (id); };
            box->onMenu = [this, id = node.id]
            {
                shared.selection.selectNode (id);
                showMenu (canvas::boundsOf (*shared.document.patch().node (id)).getCentre());
            };
            content.addAndMakeVisible (*box);
        }
        box->show (node);
        box->setSelected (shared.selection.contains (node.id));
        box->setExplicitFocusOrder (++order);
    }
    layOutCables();
    // Another patch has another name and other nodes: a new name alone moves nothing.
    const bool isAnother = hasOtherNodes && patch.name != framedPatch;
    framedPatch = patch.name;
    if (isAnother)
        frameAll();
    repaint();
    if (onViewChanged)
        onViewChanged();
}

std::unique_ptr<juce::AccessibilityHandler> Canvas::createAccessibilityHandler()
{
    return std::make_unique<juce::AccessibilityHandler> (*this, juce::AccessibilityRole::group);
}

void Canvas::selectionChanged()
{
    for (auto& [id, box] : boxes)
        box->setSelected (shared.selection.contains (id));
    repaint();
}

void Canvas::signalsMoved()
{
    if (!isShowing())
        return;
    // A third of the looks: twenty pictures a second; six with reduced motion.
    if (++ticks % (shared.settings.hasReducedMotion() ? 9 : 3) != 0)
        return;
    const auto visible = visibleArea();
    for (auto& [id, box] : boxes)
        if (visible.intersects ((box->getBounds() + content.getPosition()).toFloat()))
            box->moveSignals();
    if (ticks % 9 != 0) // what lies around a cable is drawn with it
        return;
    for (auto& strand : strands)
    {
        const auto* history = shared.live.of (strand.cable.sourceNode());
        const auto level = history == nullptr     ? 0.0f
                           : history->areSpikes() ? std::min (1.0f, 2.0f * history->level())
                                                  : shareOfMeter (history->level());
        const auto brightness = juce::roundToInt (level * Strand::brightnessSteps);
        if (brightness == strand.brightness)
            continue;
        strand.brightness = brightness;
        const auto bounds = strand.path.getBounds().expanded (8.0f);
        repaint (juce::Rectangle<float> (toView (bounds.getTopLeft()), toView (bounds.getBottomRight()))
                     .getSmallestIntegerContainer());
    }
}

void Canvas::layOutCables()
{
    auto old = std::move (strands);
    strands.clear();
    const auto& patch = shared.document.patch();
    for (const auto& cable : patch.cables)
    {
        const auto* source = patch.node (cable.sourceNode());
        const auto* target = patch.node (cable.targetNode());
        if (source == nullptr || target == nullptr)
            continue;
        const auto known =
            std::find_if (old.begin(), old.end(),
                          [&] (const auto& strand)
                          { return strand.cable.from == cable.from && strand.cable.to == cable.to; });
        Strand strand{ cable,
                       canvas::cablePath (canvas::portCentre (*source, false, cable.sourcePort()),
                                          canvas::portCentre (*target, true, cable.targetPort())),
                       {} };
        cableStroke (cable.units).createStrokedPath (strand.outline, strand.path, {}, mostZoom);
        strand.brightness = known == old.end() ? 0 : known->brightness;
        strands.push_back (std::move (strand));
    }
}

//==================================================================================================

juce::Rectangle<float> Canvas::visibleArea() const noexcept
{
    return { toPatch ({ 0.0f, 0.0f }), toPatch (getLocalBounds().getBottomRight().toFloat()) };
}

void Canvas::updateTransform()
{
    content.setTransform (juce::AffineTransform::scale (zoomFactor).translated (origin));
    repaint();
    if (onViewChanged)
        onViewChanged();
}

void Canvas::panBy (juce::Point<float> pixels)
{
    viewIsChosen = true;
    origin += pixels;
    updateTransform();
}

void Canvas::zoomBy (float factor, juce::Point<float> around)
{
    viewIsChosen = true;
    const auto fixed = toPatch (around);
    zoomFactor = std::clamp (zoomFactor * factor, leastZoom, mostZoom);
    origin += around - toView (fixed);
    updateTransform();
}

void Canvas::frameAll()
{
    const auto& patch = shared.document.patch();
    viewIsChosen = false;
    const auto all = canvas::boundsOf (patch).expanded (24.0f);
    if (getWidth() == 0)
        return;
    zoomFactor = std::clamp (std::min (static_cast<float> (getWidth()) / all.getWidth(),
                                       static_cast<float> (getHeight()) / all.getHeight()),
                             leastZoom, 1.0f);
    centreOn (all.getCentre());
}

void Canvas::centreOn (juce::Point<float> point)
{
    origin += getLocalBounds().getCentre().toFloat() - toView (point);
    // Whole pixels, so that text is crisp.
    origin = origin.roundToInt().toFloat();
    updateTransform();
}

void Canvas::resized()
{
    content.setBounds (-canvas::extent, -canvas::extent, 2 * canvas::extent, 2 * canvas::extent);
    if (!viewIsChosen)
        frameAll();
    else if (onViewChanged)
        onViewChanged();
}

//==================================================================================================

std::optional<PortPlace> Canvas::portAt (juce::Point<float> point) const
{
    for (const auto& node : shared.document.patch().nodes)
    {
        if (node.type == nullptr || !canvas::boundsOf (node).expanded (canvas::portReach).contains (point))
            continue;
        for (const bool isInlet : { true, false })
        {
            const auto& ports = isInlet ? node.type->inputs : node.type->outputs;
            for (std::size_t i = 0; i < ports.size(); ++i)
                if (canvas::portCentre (node, isInlet, static_cast<int> (i)).getDistanceFrom (point) <=
                    canvas::portReach)
                    return PortPlace{ node.id, ports[i].id, isInlet, ports[i].kind };
        }
    }
    return {};
}

const NodeSnapshot* Canvas::nodeAt (juce::Point<float> point) const
{
    const auto& nodes = shared.document.patch().nodes;
    for (auto node = nodes.rbegin(); node != nodes.rend(); ++node)
        if (canvas::boundsOf (*node).contains (point))
            return &*node;
    return nullptr;
}

std::optional<Selection::Cable> Canvas::cableAt (juce::Point<float> point) const
{
    for (const auto& strand : strands)
    {
        juce::Point<float> nearest;
        strand.path.getNearestPoint (point, nearest);
        if (nearest.getDistanceFrom (point) <= std::max (6.0f, canvas::cableThickness (strand.cable.units)))
            return Selection::Cable{ strand.cable.from, strand.cable.to };
    }
    return {};
}

std::optional<int> Canvas::commentAt (juce::Point<float> point) const
{
    const auto& comments = shared.document.patch().comments;
    for (std::size_t i = comments.size(); i-- > 0;)
        if (comments[i].bounds.toFloat().contains (point))
            return static_cast<int> (i);
    return {};
}

juce::Point<float> Canvas::centreOf (const PortPlace& port) const
{
    const auto* node = shared.document.patch().node (port.nodeId);
    return node == nullptr ? juce::Point<float>() : canvas::portCentre (*node, port.isInlet, port.portId);
}

//==================================================================================================

void Canvas::setCableToFit (const std::optional<PortPlace>& otherEnd)
{
    for (auto& [id, box] : boxes)
        box->setCableToFit (otherEnd);
    repaint();
}

void Canvas::setCableToInsertOn (const std::optional<Selection::Cable>& cable)
{
    if (insertCable == cable)
        return;
    insertCable = cable;
    repaint();
}

void Canvas::connect (const PortPlace& a, const PortPlace& b)
{
    const auto& outlet = a.isInlet ? b : a;
    const auto& inlet = a.isInlet ? a : b;
    if (a.isInlet == b.isInlet)
        return shared.document.refuse (a.isInlet
                                           ? "a cable goes from an outlet to an inlet: both are inlets"
                                           : "a cable goes from an outlet to an inlet: both are outlets");
    shared.document.edit ([&] (GraphModel& model) { model.addCable (outlet.address(), inlet.address()); });
}

void Canvas::addNode (const juce::String& typeId, const NewNodePlace& place)
{
    if (place.replaces.isNotEmpty())
        shared.document.edit ([&] (GraphModel& model) { model.replaceNode (place.replaces, typeId); });
    else if (place.cable)
    {
        juce::String id;
        if (shared.document.edit (
                [&] (GraphModel& model) {
                    id = model.insertNewOnCable (place.cable->from, place.cable->to, typeId, place.position);
                }))
            shared.selection.selectNode (id);
    }
    else if (place.port)
        edits.addNodeAt (typeId, place.position, place.port->address(), place.port->isInlet,
                         place.port->kind);
    else
        edits.addNode (typeId, place.position);
}

} // namespace spikegraph

#include "Gui/Canvas.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{
namespace
{

constexpr float leastZoom = 0.1f, mostZoom = 4.0f;
constexpr int brightnessSteps = 8;

/// A cable is the thicker the more units it carries.
float thicknessFor (int units) noexcept
{
    return units <= 1 ? 2.0f : std::min (8.0f, 2.0f + 0.9f * std::log2 (static_cast<float> (units)));
}

} // namespace

Canvas::Canvas (EditorContext& editorContext)
    : shared (editorContext)
    , edits (shared.document, shared.selection)
{
    setOpaque (true);
    setTitle ("Patch");
    setWantsKeyboardFocus (true);
    setFocusContainerType (FocusContainerType::keyboardFocusContainer);
    content.setInterceptsMouseClicks (false, true);
    content.setAccessible (false);
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

//==================================================================================================

void Canvas::patchChanged (const PatchSnapshot& patch)
{
    std::erase_if (boxes, [&] (const auto& item) { return patch.node (item.first) == nullptr; });
    int order = 0;
    for (const auto& node : patch.nodes)
    {
        auto& box = boxes[node.id];
        // Of another type it is another box.
        if (box != nullptr && box->typeId() != node.typeId)
            box.reset();
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
    if (patch.name != framedPatch && !isMouseButtonDown())
        frameAll();
    repaint();
    if (onViewChanged)
        onViewChanged();
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
    // Half of the looks: thirty pictures a second; six with reduced motion.
    if (++ticks % (shared.settings.hasReducedMotion() ? 10 : 2) != 0)
        return;
    const auto visible = visibleArea();
    for (auto& [id, box] : boxes)
        if (visible.intersects (box->getBounds().toFloat()))
            box->moveSignals();
    if (ticks % 4 != 0)
        return;
    for (auto& strand : strands)
    {
        const auto* history = shared.live.of (strand.cable.sourceNode());
        const auto level = history == nullptr     ? 0.0f
                           : history->areSpikes() ? std::min (1.0f, 2.0f * history->level())
                                                  : shareOfMeter (history->level());
        const auto brightness = juce::roundToInt (level * brightnessSteps);
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
        strands.push_back ({ cable,
                             canvas::cablePath (canvas::portCentre (*source, false, cable.sourcePort()),
                                                canvas::portCentre (*target, true, cable.targetPort())),
                             known == old.end() ? 0 : known->brightness });
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
    framedPatch = patch.name;
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
    content.setBounds (0, 0, 1 << 14, 1 << 14);
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
        if (nearest.getDistanceFrom (point) <= std::max (6.0f, thicknessFor (strand.cable.units)))
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

//==================================================================================================

void Canvas::paintGrid (juce::Graphics& graphics) const
{
    const auto step = 32.0f * zoomFactor * (zoomFactor < 0.4f ? 4.0f : 1.0f);
    const auto clip = graphics.getClipBounds();
    graphics.setColour (shared.look.theme().line.withAlpha (0.7f));
    const auto first = [&] (float start, int edge)
    { return start + std::floor ((static_cast<float> (edge) - start) / step) * step; };
    for (auto y = first (origin.y, clip.getY()); y < static_cast<float> (clip.getBottom()); y += step)
        for (auto x = first (origin.x, clip.getX()); x < static_cast<float> (clip.getRight()); x += step)
            graphics.fillRect (x - 0.75f, y - 0.75f, 1.5f, 1.5f);
}

void Canvas::paintComments (juce::Graphics& graphics) const
{
    const auto& theme = shared.look.theme();
    const auto& comments = shared.document.patch().comments;
    for (std::size_t i = 0; i < comments.size(); ++i)
    {
        const auto bounds = comments[i].bounds.toFloat();
        const bool isSelected = shared.selection.comment() == static_cast<int> (i);
        graphics.setColour (theme.panel);
        graphics.fillRoundedRectangle (bounds, measures::corner);
        graphics.setColour (isSelected ? theme.audio : theme.line);
        graphics.drawRoundedRectangle (bounds.reduced (0.5f), measures::corner, isSelected ? 2.0f : 1.0f);
        graphics.setColour (theme.muted);
        graphics.setFont (textFont (measures::smallText));
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
    const auto thickness = thicknessFor (strand.cable.units);
    const juce::PathStrokeType stroke (thickness, juce::PathStrokeType::curved,
                                       juce::PathStrokeType::rounded);
    if (isSelected || insertCable == cable)
    {
        graphics.setColour (theme.text.withAlpha (0.85f));
        graphics.strokePath (strand.path,
                             juce::PathStrokeType (thickness + 4.0f, juce::PathStrokeType::curved,
                                                   juce::PathStrokeType::rounded));
    }
    const auto brightness = static_cast<float> (strand.brightness) / brightnessSteps;
    graphics.setColour (theme.ground.interpolatedWith (colour, 0.45f + 0.55f * brightness));
    graphics.strokePath (strand.path, stroke);

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

//==================================================================================================

void Canvas::mouseDown (const juce::MouseEvent& event)
{
    textEditor.reset();
    if (!hasKeyboardFocus (true))
        grabKeyboardFocus();
    const auto point = lastMouse = toPatch (event.position);
    auto& selection = shared.selection;
    const auto* node = nodeAt (point);
    const auto port = portAt (point);

    if (event.mods.isPopupMenu())
    {
        if (node != nullptr && !selection.contains (node->id))
            selection.selectNode (node->id);
        return showMenu (point);
    }
    if (event.mods.isMiddleButtonDown() || juce::KeyPress::isKeyCurrentlyDown (juce::KeyPress::spaceKey))
        drag = CanvasDrag::pan (*this, event.getPosition());
    else if (port)
        drag = CanvasDrag::drawCable (*this, *port);
    else if (node != nullptr)
    {
        if (event.mods.isShiftDown() || event.mods.isCommandDown())
            selection.toggleNode (node->id);
        else if (!selection.contains (node->id))
            selection.selectNode (node->id);
        if (const auto box = boxes.find (node->id); box != boxes.end())
            box->second->grabKeyboardFocus();
        drag = CanvasDrag::moveSelection (*this, point);
    }
    else if (const auto cable = cableAt (point))
        selection.selectCable (*cable);
    else if (const auto comment = commentAt (point))
    {
        selection.selectComment (*comment);
        const auto corner =
            shared.document.patch().comments[static_cast<std::size_t> (*comment)].bounds.getBottomRight();
        drag = CanvasDrag::moveComment (*this, *comment, point,
                                        corner.toFloat().getDistanceFrom (point) < 16.0f);
    }
    else
        drag = CanvasDrag::select (*this, point, event.mods.isShiftDown());
}

void Canvas::mouseDrag (const juce::MouseEvent& event)
{
    lastMouse = toPatch (event.position);
    if (drag != nullptr)
        drag->moved (toPatch (event.position), event);
}

void Canvas::mouseUp (const juce::MouseEvent& event)
{
    if (const auto ended = std::move (drag))
        ended->ended (toPatch (event.position), event);
    repaint();
}

void Canvas::mouseMove (const juce::MouseEvent& event)
{
    const auto point = lastMouse = toPatch (event.position);
    juce::String tip;
    if (const auto port = portAt (point))
    {
        const auto* node = shared.document.patch().node (port->nodeId);
        for (const auto& type : port->isInlet ? node->type->inputs : node->type->outputs)
            if (type.id == port->portId)
                tip = type.name + (port->isInlet ? ": inlet, " : ": outlet, ") + name (type.kind) +
                      ". Drag to connect.";
        setMouseCursor (juce::MouseCursor::PointingHandCursor);
    }
    else
    {
        if (const auto* node = nodeAt (point); node != nullptr && node->type != nullptr)
            tip = node->type->name + ": " + node->type->description;
        setMouseCursor (juce::MouseCursor::NormalCursor);
    }
    setTooltip (tip);
}

void Canvas::mouseDoubleClick (const juce::MouseEvent& event)
{
    const auto point = toPatch (event.position);
    if (nodeAt (point) != nullptr)
        edits.toggleBypass();
    else if (const auto comment = commentAt (point))
        editComment (*comment);
    else if (onChooseNode)
    {
        NewNodePlace place{ { canvas::snapToGrid (static_cast<double> (point.x)),
                              canvas::snapToGrid (static_cast<double> (point.y)) } };
        place.cable = cableAt (point);
        onChooseNode (place, event.getScreenPosition());
    }
}

void Canvas::mouseWheelMove (const juce::MouseEvent& event, const juce::MouseWheelDetails& wheel)
{
    if (event.mods.isCommandDown() || event.mods.isAltDown())
        return zoomBy (std::exp (wheel.deltaY * 1.2f), event.position);
    auto delta = juce::Point<float> (wheel.deltaX, wheel.deltaY) * 320.0f;
    if (event.mods.isShiftDown())
        delta = { delta.y, delta.x };
    panBy (delta);
}

void Canvas::mouseMagnify (const juce::MouseEvent& event, float factor)
{
    zoomBy (factor, event.position);
}

bool Canvas::keyPressed (const juce::KeyPress& key)
{
    const auto step = key.getModifiers().isShiftDown() ? 1.0 : canvas::gridStep;
    const bool hasSelection = !shared.selection.nodes().empty() || shared.selection.comment();
    const auto arrow = [&] (int code, juce::Point<double> direction)
    {
        if (key.getKeyCode() != code ||
            key.getModifiers().isAnyModifierKeyDown() != key.getModifiers().isShiftDown())
            return false;
        if (hasSelection)
            edits.nudge (direction * step);
        else
            panBy (direction.toFloat() * -40.0f);
        return true;
    };
    if (arrow (juce::KeyPress::leftKey, { -1.0, 0.0 }) || arrow (juce::KeyPress::rightKey, { 1.0, 0.0 }) ||
        arrow (juce::KeyPress::upKey, { 0.0, -1.0 }) || arrow (juce::KeyPress::downKey, { 0.0, 1.0 }))
        return true;
    if (key == juce::KeyPress::escapeKey && (hasSelection || shared.selection.cable()))
    {
        shared.selection.clear();
        return true;
    }
    if (key == juce::KeyPress (juce::KeyPress::F10Key, juce::ModifierKeys::shiftModifier, 0))
    {
        const auto* node = shared.selection.onlyNode();
        showMenu (node != nullptr ? canvas::boundsOf (*node).getCentre() : visibleArea().getCentre());
        return true;
    }
    return false;
}

//==================================================================================================

bool Canvas::isInterestedInDragSource (const SourceDetails& details)
{
    return details.description.toString().startsWith ("node:");
}

void Canvas::itemDragMove (const SourceDetails& details)
{
    setCableToInsertOn (cableAt (toPatch (details.localPosition.toFloat())));
}

void Canvas::itemDropped (const SourceDetails& details)
{
    const auto point = toPatch (details.localPosition.toFloat()).toDouble();
    NewNodePlace place{ { canvas::snapToGrid (point.x - static_cast<double> (canvas::nodeWidth) * 0.5),
                          canvas::snapToGrid (point.y - 40.0) } };
    place.cable = insertCable;
    setCableToInsertOn ({});
    addNode (details.description.toString().fromFirstOccurrenceOf (":", false, false), place);
}

//==================================================================================================

void Canvas::openTextEditor (juce::Rectangle<float> patchArea, const juce::String& text, bool isMultiLine,
                             std::function<void (const juce::String&)> onDone)
{
    textEditor = std::make_unique<juce::TextEditor>();
    textEditor->setMultiLine (isMultiLine, true);
    textEditor->setReturnKeyStartsNewLine (false);
    textEditor->setTitle (isMultiLine ? "Comment" : "Name");
    textEditor->setFont (textFont (measures::text));
    textEditor->setText (text, false);
    textEditor->selectAll();
    textEditor->setBounds (
        juce::Rectangle<float> (toView (patchArea.getTopLeft()), toView (patchArea.getBottomRight()))
            .getSmallestIntegerContainer());
    addAndMakeVisible (*textEditor);
    const auto finish = [this, onDone] (bool isTaken)
    {
        if (textEditor == nullptr)
            return;
        const auto editor = std::move (textEditor);
        grabKeyboardFocus();
        if (isTaken)
            onDone (editor->getText());
    };
    const auto later = [safe = juce::Component::SafePointer<Canvas> (this), finish] (bool isTaken)
    {
        juce::MessageManager::callAsync (
            [safe, finish, isTaken]
            {
                if (safe != nullptr)
                    finish (isTaken);
            });
    };
    textEditor->onReturnKey = [later] { later (true); };
    textEditor->onEscapeKey = [later] { later (false); };
    textEditor->onFocusLost = [later] { later (true); };
    textEditor->grabKeyboardFocus();
}

void Canvas::editLabel (const juce::String& nodeId)
{
    const auto* node = shared.document.patch().node (nodeId);
    if (node == nullptr)
        return;
    openTextEditor (
        canvas::boundsOf (*node).withHeight (canvas::headerHeight), node->title(), false,
        [this, nodeId,
         unlabelled = node->type == nullptr ? node->typeId : node->type->name] (const juce::String& text)
        {
            shared.document.edit (
                [&] (GraphModel& model)
                { model.setLabel (nodeId, text.trim() == unlabelled ? juce::String() : text.trim()); });
        });
}

void Canvas::editComment (int index)
{
    const auto& comment = shared.document.patch().comments[static_cast<std::size_t> (index)];
    openTextEditor (
        comment.bounds.toFloat(), comment.text, true,
        [this, index] (const juce::String& text)
        { shared.document.edit ([&] (GraphModel& model) { model.setCommentText (index, text); }); });
}

} // namespace spikegraph

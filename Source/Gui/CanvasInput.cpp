#include "Gui/Canvas.h"

#include <cmath>

namespace spikegraph
{

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

} // namespace spikegraph

#include "Gui/CanvasGeometry.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace spikegraph
{
namespace canvas
{
namespace
{

constexpr float portSpacing = 20.0f, bottomGap = 8.0f;

const std::vector<PortType>& portsOf (const NodeSnapshot& node, bool isInlet)
{
    static const std::vector<PortType> none;
    return node.type == nullptr ? none : isInlet ? node.type->inputs : node.type->outputs;
}

} // namespace

int numShownParameters (const NodeSnapshot& node) noexcept
{
    return node.type == nullptr ? 0 : std::min (2, static_cast<int> (node.type->parameters.size()));
}

bool showsMeasuredRate (const NodeSnapshot& node) noexcept
{
    return node.type != nullptr && node.type->putsOutSpikes();
}

juce::Rectangle<float> boundsOf (const NodeSnapshot& node)
{
    auto height = headerHeight + bottomGap;
    if (node.type == nullptr)
        height += rowHeight;
    else if (node.type->picture != NodePictureKind::none)
        height += pictureHeight + 4.0f;
    height += rowHeight * static_cast<float> (numShownParameters (node) + (showsMeasuredRate (node) ? 1 : 0));
    const auto mostPorts =
        static_cast<float> (std::max (portsOf (node, true).size(), portsOf (node, false).size()));
    height = std::max (height, headerHeight + bottomGap + portSpacing * mostPorts);
    return { static_cast<float> (node.position.x), static_cast<float> (node.position.y), nodeWidth, height };
}

juce::Point<double> nearestFree (const PatchSnapshot& patch, const NodeType& type, juce::Point<double> wanted)
{
    constexpr float gap = 24.0f;
    constexpr int step = 2, reach = 120; // in grid steps: further away nobody looks
    NodeSnapshot node;
    node.type = &type;
    const auto isFree = [&] (juce::Point<double> position)
    {
        node.position = position;
        const auto bounds = boundsOf (node).expanded (gap);
        return std::none_of (patch.nodes.begin(), patch.nodes.end(),
                             [&] (const auto& other) { return boundsOf (other).intersects (bounds); }) &&
               std::none_of (patch.comments.begin(), patch.comments.end(),
                             [&] (const auto& comment)
                             { return comment.bounds.toFloat().intersects (bounds); });
    };
    const juce::Point<double> start (snapToGrid (wanted.x), snapToGrid (wanted.y));
    auto best = start;
    auto least = std::numeric_limits<double>::max();
    for (int row = -reach; row <= reach; row += step)
        for (int column = -reach; column <= reach; column += step)
        {
            const juce::Point<double> offset (column * gridStep, row * gridStep);
            if (const auto distance = offset.getDistanceFromOrigin();
                distance < least && isFree (start + offset))
            {
                least = distance;
                best = start + offset;
            }
        }
    return best;
}

juce::Point<float> portCentre (const NodeSnapshot& node, bool isInlet, int port)
{
    const auto bounds = boundsOf (node);
    const auto count = static_cast<int> (portsOf (node, isInlet).size());
    if (port < 0 || port >= count)
        return bounds.getCentre();
    // Around the middle of what lies below the title.
    const auto middle = bounds.getY() + headerHeight + (bounds.getHeight() - headerHeight) * 0.5f;
    const auto y = middle + portSpacing * (static_cast<float> (port) - 0.5f * static_cast<float> (count - 1));
    return { isInlet ? bounds.getX() : bounds.getRight(), y };
}

juce::Point<float> portCentre (const NodeSnapshot& node, bool isInlet, const juce::String& portId)
{
    const auto& ports = portsOf (node, isInlet);
    const auto found =
        std::find_if (ports.begin(), ports.end(), [&] (const auto& port) { return port.id == portId; });
    return portCentre (node, isInlet, found == ports.end() ? -1 : static_cast<int> (found - ports.begin()));
}

juce::Path cablePath (juce::Point<float> from, juce::Point<float> to)
{
    const auto dx = to.x - from.x, dy = to.y - from.y;
    juce::Path path;
    path.startNewSubPath (from);
    if (dx >= 16.0f)
    {
        const auto reach = std::clamp (dx * 0.5f, 16.0f, 120.0f);
        path.cubicTo (from.translated (reach, 0.0f), to.translated (-reach, 0.0f), to);
        return path;
    }
    // Back to the left: out a little, over between the rows, and in again.
    constexpr float out = 28.0f;
    const auto middle = std::abs (dy) > 40.0f ? from.y + dy * 0.5f : std::max (from.y, to.y) + 90.0f;
    path.cubicTo (from.translated (out, 0.0f), { from.x + out, middle }, { from.x - out * 0.2f, middle });
    path.lineTo (to.x + out * 0.2f, middle);
    path.cubicTo ({ to.x - out, middle }, to.translated (-out, 0.0f), to);
    return path;
}

float cableThickness (int units) noexcept
{
    return units <= 1 ? 2.0f : std::min (8.0f, 2.0f + 0.9f * std::log2 (static_cast<float> (units)));
}

juce::Path portShape (SignalKind kind, juce::Point<float> centre, float radius)
{
    juce::Path shape;
    const auto square = juce::Rectangle<float> (2.0f * radius, 2.0f * radius).withCentre (centre);
    switch (kind)
    {
        case SignalKind::audio:
            shape.addEllipse (square);
            break;
        case SignalKind::spikes:
            shape.addPolygon (centre, 4, radius * 1.35f);
            break;
        case SignalKind::control:
            shape.addRectangle (square.reduced (radius * 0.12f));
            break;
        case SignalKind::midi:
            shape.addTriangle (square.getTopLeft(), square.getBottomLeft(),
                               { square.getRight() + 1.0f, centre.y });
            break;
    }
    return shape;
}

double snapToGrid (double value) noexcept
{
    return std::round (value / gridStep) * gridStep;
}

juce::Rectangle<float> boundsOf (const PatchSnapshot& patch)
{
    juce::Rectangle<float> all;
    for (const auto& node : patch.nodes)
        all = all.isEmpty() ? boundsOf (node) : all.getUnion (boundsOf (node));
    for (const auto& comment : patch.comments)
        all = all.isEmpty() ? comment.bounds.toFloat() : all.getUnion (comment.bounds.toFloat());
    return all;
}

} // namespace canvas

bool mayConnect (const PortPlace& a, const PortPlace& b) noexcept
{
    return a.isInlet != b.isInlet && a.nodeId != b.nodeId &&
           (a.kind == SignalKind::midi) == (b.kind == SignalKind::midi);
}

const PortType* firstFitting (const NodeType& type, bool isInlet, SignalKind otherEnd) noexcept
{
    for (const auto& port : isInlet ? type.inputs : type.outputs)
        if ((port.kind == SignalKind::midi) == (otherEnd == SignalKind::midi))
            return &port;
    return nullptr;
}

} // namespace spikegraph

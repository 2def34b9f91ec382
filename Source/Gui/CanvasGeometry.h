#pragma once

#include "Gui/PatchSnapshot.h"

#include <juce_graphics/juce_graphics.h>

namespace spikegraph
{

/// Where things lie on the canvas, in pixels at a zoom of 1. [any thread]
namespace canvas
{

constexpr float nodeWidth = 152.0f, headerHeight = 28.0f, pictureHeight = 52.0f, rowHeight = 17.0f;
constexpr float portRadius = 5.0f, portReach = 11.0f;
constexpr double gridStep = 8.0;
/// Boxes lie in a square of this many pixels each way from the patch's origin: positions may be below 0.
constexpr int extent = 1 << 15;

/// The parameters that a node shows on the canvas: its first two.
int numShownParameters (const NodeSnapshot& node) noexcept;

/// Whether it has a row for the rate that was measured.
bool showsMeasuredRate (const NodeSnapshot& node) noexcept;

juce::Rectangle<float> boundsOf (const NodeSnapshot& node);

/// Where a new node lies on nothing else, as close as can be to where it is wanted.
juce::Point<double> nearestFree (const PatchSnapshot& patch, const NodeType& type,
                                 juce::Point<double> wanted);

/// The centre of a port; the node's own middle where it has no such port.
juce::Point<float> portCentre (const NodeSnapshot& node, bool isInlet, int port);
juce::Point<float> portCentre (const NodeSnapshot& node, bool isInlet, const juce::String& portId);

/// From an outlet to an inlet.
juce::Path cablePath (juce::Point<float> from, juce::Point<float> to);
/// A cable is the thicker the more units it carries: pixels, from 2 to 8.
float cableThickness (int units) noexcept;

/// What is drawn as a port: a circle carries audio, a diamond spikes, a square control, a triangle MIDI.
juce::Path portShape (SignalKind kind, juce::Point<float> centre, float radius);

double snapToGrid (double value) noexcept;

/// All nodes and comments; empty for an empty patch.
juce::Rectangle<float> boundsOf (const PatchSnapshot& patch);

} // namespace canvas

/// A port of a node on the canvas.
struct PortPlace
{
    juce::String nodeId, portId;
    bool isInlet = false;
    SignalKind kind = SignalKind::audio;

    juce::String address() const { return nodeId + "." + portId; }
    bool operator== (const PortPlace&) const = default;
};

/// Whether a cable may go between two ports, either way around: an outlet and an inlet of different nodes,
/// and MIDI only to MIDI. The patch may refuse it still.
bool mayConnect (const PortPlace& a, const PortPlace& b) noexcept;

/// The first port of a type that a cable from the other end may go to; null where none fits.
const PortType* firstFitting (const NodeType& type, bool isInlet, SignalKind otherEnd) noexcept;

} // namespace spikegraph

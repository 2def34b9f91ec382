#pragma once

#include "Gui/LiveSignals.h"
#include "Plot/Theme.h"

#include <juce_graphics/juce_graphics.h>

#include <optional>
#include <vector>

namespace spikegraph
{

// The small pictures that nodes and the inspector show. Each fills its area. [message thread]

/// A node's output in time, newest at the right: a line for one unit, for more the one that lies farthest
/// from zero.
void drawTrace (juce::Graphics& graphics, juce::Rectangle<float> area, const LiveSignals::History& history,
                juce::Colour colour);

/// A dot for every frame of every unit that holds a spike, newest at the right, the first unit at the bottom.
void drawRaster (juce::Graphics& graphics, juce::Rectangle<float> area, const LiveSignals::History& history,
                 juce::Colour colour);

/// A bar for every unit, lowest at the left, from -60 dB at the bottom to 0 dB.
void drawBands (juce::Graphics& graphics, juce::Rectangle<float> area, const LiveSignals::History& history,
                juce::Colour colour);

/// A meter for every unit (at most 16), from -60 dB to +6 dB, red above 0 dB; and the loudest in figures.
void drawMeters (juce::Graphics& graphics, juce::Rectangle<float> area, const LiveSignals::History& history,
                 const Theme& theme);

/// A curve of evenly spaced values, with axes at zero and perhaps a dot at a place (0 to 1) on it.
struct Curve
{
    std::vector<float> values{};
    float zeroAt = 0.0f; ///< where on the horizontal axis zero is, 0 to 1
    std::optional<float> dotAt{};
};
void drawCurve (juce::Graphics& graphics, juce::Rectangle<float> area, const Curve& curve,
                juce::Colour colour, const Theme& theme);

/// A cell for every weight, brighter the larger, in one colour above zero and in another below.
void drawWeights (juce::Graphics& graphics, juce::Rectangle<float> area,
                  const std::vector<std::vector<float>>& rows, const Theme& theme);

/// -60 dB gives 0, 0 dB gives 1.
float shareOfMeter (float magnitude) noexcept;

} // namespace spikegraph

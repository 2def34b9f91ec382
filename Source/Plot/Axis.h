#pragma once

#include <juce_graphics/juce_graphics.h>

#include <vector>

namespace spikegraph
{

/// A linear scale between values and pixels; `to` may lie left of or above `from`.
struct Axis
{
    double minimum = 0.0, maximum = 1.0;
    float from = 0.0f, to = 1.0f;

    float pixelOf (double value) const noexcept
    {
        return from + (to - from) * static_cast<float> ((value - minimum) / (maximum - minimum));
    }
    double valueOf (float pixel) const noexcept
    {
        return minimum + (maximum - minimum) * static_cast<double> ((pixel - from) / (to - from));
    }
};

/// Round values in steps of 1, 2 or 5 times a power of ten, so many at the most. At least one step must fit.
std::vector<double> ticks (double minimum, double maximum, int most);

/// A value as a label, with no digits that a step does not need: "0.5", "20".
juce::String tickLabel (double value, double step);

/// The mel scale: 2595 log10 (1 + f/700) (O'Shaughnessy 1987), and back.
double melOfHz (double hz) noexcept;
double hzOfMel (double mel) noexcept;

} // namespace spikegraph

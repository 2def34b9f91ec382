#pragma once

#include "Graph/NodeType.h"

namespace spikegraph
{

/// How a host's position in [0, 1] and a parameter's value belong together: over a range of the parameter's
/// values, evenly or, where both ends have one sign, by ratios. `from` may be above `to`. A whole number or a
/// choice takes the nearest.
struct ValueScale
{
    const ParameterType* type = nullptr; ///< never null once in use; lives as long as the program
    double from = 0.0, to = 1.0;
    bool isLogarithmic = false;

    bool operator== (const ValueScale&) const = default;

    /// A parameter's whole range, divided as its knob is.
    static ValueScale whole (const ParameterType& type);

    /// Throws InvalidValue that names the parameter where it has no such range, or is no number.
    void check() const;

    // [any thread; the first also the audio thread]
    double valueAt (double position) const noexcept;
    double positionOf (double value) const noexcept;
    juce::String textAt (double position) const;
};

} // namespace spikegraph

#pragma once

#include "Core/Layer.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace spikegraph
{

/// From one value to another over the steps of a training, geometrically: of the time step, which begins
/// coarse or fine and ends where it will be played. Both finite and positive.
inline double geometricSchedule (double from, double to, Index step, Index steps) noexcept
{
    const auto progress = steps > 1 ? static_cast<double> (step) / static_cast<double> (steps - 1) : 1.0;
    return from * std::pow (to / from, std::clamp (progress, 0.0, 1.0));
}

/// From a value to zero along half a cosine; the first step has the value.
inline double cosineSchedule (double from, Index step, Index steps) noexcept
{
    const auto progress = static_cast<double> (step) / static_cast<double> (std::max (steps, Index{ 1 }));
    return from * 0.5 * (1.0 + std::cos (std::numbers::pi * std::clamp (progress, 0.0, 1.0)));
}

/// Scales all gradients together so that their Euclidean norm is at most this, and returns what it was. A
/// norm that is no number is left to the caller.
template <typename T>
double clipGradients (const std::vector<Parameter<T>*>& parameters, double mostNorm)
{
    double squares = 0.0;
    for (const auto* p : parameters)
        for (const T g : p->gradient)
            squares += static_cast<double> (g) * static_cast<double> (g);
    const auto norm = std::sqrt (squares);
    if (norm > mostNorm)
        for (auto* p : parameters)
            for (T& g : p->gradient)
                g = static_cast<T> (static_cast<double> (g) * mostNorm / norm);
    return norm;
}

} // namespace spikegraph

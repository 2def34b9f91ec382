#pragma once

#include <cmath>

namespace spikegraph
{

/// The part of the way to its input that a one-pole goes in a step: 1 - exp(-dt/tau), by zero-order hold,
/// without cancellation for a tau far above dt. Both in seconds, finite and positive.
inline double approachPerStep (double dtSeconds, double tauSeconds) noexcept
{
    return -std::expm1 (-dtSeconds / tauSeconds);
}

/// What a knob may set a time constant to: setters ignore the rest.
inline bool isPositive (double value) noexcept
{
    return std::isfinite (value) && value > 0.0;
}

} // namespace spikegraph

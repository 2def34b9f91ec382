#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

namespace spikegraph
{

/// The slope of f at a point, between two points whose distance balances truncation and rounding,
/// cbrt(epsilon) * max(1, |at|) to either side. apply replaces an array of so many values by f of them.
template <typename T, typename Apply>
T centralDifference (Apply apply, T at)
{
    const T step = std::cbrt (std::numeric_limits<T>::epsilon()) * std::max (T (1), std::abs (at));
    const T above = at + step, below = at - step; // which rounding moves: their distance is not 2*step
    T values[]{ above, below };
    apply (values, 2);
    return (values[0] - values[1]) / (above - below);
}

} // namespace spikegraph

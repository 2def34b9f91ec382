#pragma once

#include "Core/Views.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace spikegraph
{

/// slopes[i] is the slope of f at x[i], which is computed in Real: between two points whose distance balances
/// truncation and rounding, cbrt(epsilon) * max(1, |x[i]|) to either side. apply replaces an array of so many
/// values by f of them.
template <typename Real, typename T, typename Apply>
void centralDifference (Apply apply, const T* x, T* slopes, Index count)
{
    constexpr Index tileSize = 256;
    Real above[tileSize], below[tileSize], distance[tileSize];
    const auto share = std::cbrt (std::numeric_limits<Real>::epsilon());
    for (Index first = 0; first < count; first += tileSize)
    {
        const auto size = std::min (count - first, tileSize);
        for (Index i = 0; i < size; ++i)
        {
            const auto at = static_cast<Real> (x[first + i]);
            const auto step = share * std::max (Real (1), std::abs (at));
            above[i] = at + step;
            below[i] = at - step;
            distance[i] = above[i] - below[i]; // not 2*step, as rounding moves both
        }
        apply (above, size);
        apply (below, size);
        for (Index i = 0; i < size; ++i)
            slopes[first + i] = static_cast<T> ((above[i] - below[i]) / distance[i]);
    }
}

} // namespace spikegraph

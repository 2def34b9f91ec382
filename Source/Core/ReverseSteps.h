#pragma once

#include "Core/Views.h"

#include <algorithm>

namespace spikegraph
{

/// Turns a sequence round in time, in place.
template <typename T>
void reverseSteps (Interleaved<T> x) noexcept
{
    if (x.units == 1)
        return std::reverse (x.samples, x.samples + x.steps);
    for (Index first = 0, last = x.steps - 1; first < last; ++first, --last)
        std::swap_ranges (&x (first, 0), &x (first, 0) + x.units, &x (last, 0));
}

} // namespace spikegraph

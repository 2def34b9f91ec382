#pragma once

#include "Core/Views.h"

#include <cmath>

namespace spikegraph
{

/// The whole number of samples nearest to a time.
inline Index samplesOf (double milliseconds, double sampleRateHz) noexcept
{
    return static_cast<Index> (std::llround (milliseconds * 0.001 * sampleRateHz));
}

} // namespace spikegraph

#pragma once

#include <limits>

namespace spikegraph
{

/// What decays to 0 gets there, rather than staying among the numbers that are not normal, where most
/// processors are slow. Not for negative numbers.
constexpr double decayed (double x) noexcept
{
    return x < std::numeric_limits<double>::min() ? 0.0 : x;
}

} // namespace spikegraph

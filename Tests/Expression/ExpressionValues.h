#pragma once

#include "Core/Random.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <vector>

namespace spikegraph
{

/// Equal, 0 and -0 told apart; one NaN is as good as another.
template <typename T>
bool sameBits (T a, T b) noexcept
{
    return (std::isnan (a) && std::isnan (b)) || (a == b && std::signbit (a) == std::signbit (b));
}

/// How many doubles b is away from a; infinitely many from NaN and from the other side of 0.
inline double placesApart (double a, double b) noexcept
{
    if (sameBits (a, b))
        return 0.0;
    if (std::isnan (a) || std::isnan (b) || std::signbit (a) != std::signbit (b))
        return std::numeric_limits<double>::infinity();
    return static_cast<double> (std::abs (std::bit_cast<std::int64_t> (a) - std::bit_cast<std::int64_t> (b)));
}

/// Values that functions treat as special, then random ones, large and small.
template <typename T>
std::vector<T> manyValues()
{
    using Limits = std::numeric_limits<T>;
    std::vector<T> values{ Limits::quiet_NaN(), Limits::infinity(), T (0), T (0.5), T (1), T (2), T (3) };
    for (const auto value : { Limits::denorm_min(), Limits::min(), Limits::max(), Limits::max() / T (1e8) })
        values.push_back (value);
    for (std::uint64_t i = 0; i < 100; ++i)
    {
        values.push_back (T (8) * randomUniform<T> (1, i) - T (4));
        values.push_back (std::pow (T (10), T (60) * randomUniform<T> (2, i) - T (30)));
    }
    for (std::size_t i = values.size(); i-- > 0;)
        values.push_back (-values[i]);
    return values;
}

} // namespace spikegraph

#pragma once

#include <cstdint>

namespace spikegraph
{

/// The z that a standard normal variable stays below with the given probability, in (0, 1): the inverse of
/// its distribution function, to about 1 part in 10^16 (Wichura, "Algorithm AS 241: the percentage points of
/// the normal distribution", Applied Statistics 37, 1988). Probabilities of 0 and 1 give infinities.
double normalQuantile (double probability) noexcept;

/// The index-th draw from the standard normal distribution, by inversion: as randomUniform, it depends on
/// seed and index alone. At most 8.3 in magnitude.
double randomNormal (std::uint64_t seed, std::uint64_t index) noexcept;

} // namespace spikegraph

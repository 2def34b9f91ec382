#pragma once

#include "Core/Kernels/SplitMix.h"

#include <cstdint>

namespace spikegraph
{

/// The index-th of a sequence of hashed 64-bit words that a seed selects (SplitMix64: Steele, Lea and Flood,
/// "Fast splittable pseudorandom number generators", 2014). A draw depends on seed and index alone, so draws
/// can be made in any order, on any thread, and are the same on every platform.
constexpr std::uint64_t randomWord (std::uint64_t seed, std::uint64_t index) noexcept
{
    std::uint64_t z = seed + (index + 1) * SplitMix::increment;
    z = (z ^ (z >> 30)) * SplitMix::firstFactor;
    z = (z ^ (z >> 27)) * SplitMix::secondFactor;
    return z ^ (z >> 31);
}

/// The index-th uniform draw in [0, 1). The float draw is the double one with its last bits cut off.
template <typename T>
constexpr T randomUniform (std::uint64_t seed, std::uint64_t index) noexcept
{
    return static_cast<T> (randomWord (seed, index) >> (64 - uniformBits<T>) ) /
           static_cast<T> (std::uint64_t{ 1 } << uniformBits<T>);
}

} // namespace spikegraph

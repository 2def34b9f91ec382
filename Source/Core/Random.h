#pragma once

#include <cstdint>

namespace spikegraph
{

/// The index-th of a sequence of hashed 64-bit words that a seed selects (SplitMix64: Steele, Lea and Flood,
/// "Fast splittable pseudorandom number generators", 2014). A draw depends on seed and index alone, so draws
/// can be made in any order, on any thread, and are the same on every platform.
constexpr std::uint64_t randomWord (std::uint64_t seed, std::uint64_t index) noexcept
{
    std::uint64_t z = seed + (index + 1) * 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/// The index-th uniform draw in [0, 1). The float draw is the double one with its last bits cut off.
template <typename T>
constexpr T randomUniform (std::uint64_t seed, std::uint64_t index) noexcept
{
    constexpr int mantissaBits = sizeof (T) == 4 ? 24 : 53;
    return static_cast<T> (randomWord (seed, index) >> (64 - mantissaBits)) /
           static_cast<T> (std::uint64_t{ 1 } << mantissaBits);
}

} // namespace spikegraph

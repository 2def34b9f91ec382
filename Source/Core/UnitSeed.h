#pragma once

#include "Core/Random.h"
#include "Core/Views.h"

namespace spikegraph
{

/// Who draws. Two of them with the same seed must not draw the same numbers: noise that meets an encoder's
/// own draws would decide every spike. A number, once given, stays, since results depend on it.
enum class RandomStream : std::uint64_t
{
    poissonEncoder = 1,
    oscillator = 2,
    noiseSource = 3,
};

/// The seed of one unit's own sequence, from the seed that a person sets.
constexpr std::uint64_t unitSeed (std::uint64_t seed, RandomStream stream, Index unit) noexcept
{
    return randomWord (randomWord (seed, ~static_cast<std::uint64_t> (stream)),
                       static_cast<std::uint64_t> (unit));
}

} // namespace spikegraph

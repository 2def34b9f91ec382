#pragma once

namespace spikegraph
{

/// The constants of SplitMix64 (see Random.h), where the kernels find them too.
struct SplitMix
{
    static constexpr unsigned long long increment = 0x9E3779B97F4A7C15u, firstFactor = 0xBF58476D1CE4E5B9u,
                                        secondFactor = 0x94D049BB133111EBu;
};

/// Random bits that a uniform number is made of: as many as a T resolves.
template <typename T>
constexpr int uniformBits = sizeof (T) == 4 ? 24 : 53;

} // namespace spikegraph

#pragma once

// randomUniform of Random.h, many at a time. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/SplitMix.h"
#include "Core/Kernels/Vectors.h"

namespace spikegraph
{
namespace
{

typedef unsigned long long Words __attribute__ ((vector_size (SPIKEGRAPH_VECTOR_BYTES)));

inline Words mixed (Words z) noexcept
{
    z = (z ^ (z >> 30)) * SplitMix::firstFactor;
    z = (z ^ (z >> 27)) * SplitMix::secondFactor;
    return z ^ (z >> 31);
}

/// Words of as many bits as uniformBits<T> as doubles, which few processors convert: what is below 2^52 is
/// added to it as its last bits.
template <typename T>
inline Vector<double> asDoubles (Words words) noexcept
{
    const auto convert = [] (Words below) noexcept
    {
        constexpr double whole = 0x1p52;
        return (Vector<double>) (below | bitsOf (whole)) - whole;
    };
    if constexpr (uniformBits<T> < 52)
        return convert (words);
    else
        return convert (words >> 32) * 0x1p32 + convert (words & 0xFFFFFFFFull);
}

/// out[i] = randomUniform<T> (seed, first + i).
template <typename T>
void uniform (T* out, Index count, unsigned long long seed, unsigned long long first) noexcept
{
    constexpr Index n = lanes<double>;
    constexpr auto scale = static_cast<double> (1ull << uniformBits<T>);
    Words z{};
    for (Index lane = 0; lane < n; ++lane)
        z[lane] = seed + (first + static_cast<unsigned long long> (lane) + 1) * SplitMix::increment;
    for (Index i = 0; i < count; i += n, z += static_cast<unsigned long long> (n) * SplitMix::increment)
    {
        const auto numbers = narrowed<T> (asDoubles<T> (mixed (z) >> (64 - uniformBits<T>) ) / scale);
        if (i + n <= count)
            store (out + i, numbers);
        else
            __builtin_memcpy (out + i, &numbers, static_cast<unsigned long> (count - i) * sizeof (T));
    }
}

} // namespace
} // namespace spikegraph

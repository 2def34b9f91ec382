#pragma once

// v += a*dt; n = floor(v); v -= n; out = n/divisor. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/Squares.h"

namespace spikegraph
{
namespace
{

template <typename T, typename X>
inline X spikeStep (X a, X& v, T dt, T divisor) noexcept
{
    const X raised = v + a * dt;
    const X n = floorOf (raised);
    v = raised - n;
    return n / divisor;
}

/// The spacing of numbers between the power of two below x and the one above. Infinite where x is.
template <typename T, typename X>
inline X lastPlaceOf (X x) noexcept
{
    const auto powerOfTwo = (LaneBits<X>) x >> mantissaBits<T> << mantissaBits<T>;
    return (X) powerOfTwo / static_cast<T> (1ull << mantissaBits<T>);
}

/// The voltage that a step leaves, sooner than by way of its floor. v in [0, 1) plus a product p lies in
/// [k, k + 2), where k = floor(p) need not wait for v. So what is left is v + p - k - 1 or, where that is
/// negative, v + p - k: the lower of the two as bits, since a negative number's are the highest. Wrong where
/// v + p rounds up to k + 2; it is right if it is raised - floor(raised).
template <typename V>
inline V voltageAfter (V raised, V floor) noexcept
{
    const V lower = raised - (floor + 1), higher = raised - floor;
    if constexpr (sizeof (raised[0]) == sizeof (float)) // few processors have a minimum of 64 bits
        return (V) ((LaneBits<V>) lower < (LaneBits<V>) higher ? (LaneBits<V>) lower : (LaneBits<V>) higher);
    using Mask = decltype (raised < raised);
#if defined(__AVX2__) && !defined(__AVX512F__)
    return (Mask) lower < 0 ? higher : lower;
#else
    const auto isNegative = (Mask) lower >> (8 * sizeof (raised[0]) - 1);
    return (V) (((Mask) higher & isNegative) | ((Mask) lower & ~isNegative));
#endif
}

/// The spikes of steps whose voltages were found first, many at a time. One that is no number was found to be
/// none: voltageAfter gives NaN where a step leaves it, and only there.
template <typename T>
struct SpikesFound
{
    using Mask = decltype (Vector<T>{} == Vector<T>{});
    Mask wrong{};  ///< where a voltage was not what its step leaves
    Mask silent{}; ///< less one for each step without spikes

    Vector<T> operator() (Vector<T> before, Vector<T> product, Vector<T> after) noexcept
    {
        const auto raised = before + product, spikes = floorOf (raised);
        wrong |= (raised - spikes != after) & (after == after);
        silent += spikes == T (0);
        return spikes;
    }

    Index silentCount() const noexcept { return -sumOf (silent); }
};

} // namespace
} // namespace spikegraph

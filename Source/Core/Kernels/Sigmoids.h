#pragma once

// What is made of exp(-|x|), of vectors of samples. Part of KernelBody.h, whose rules it follows. Within 3
// last places, the tail of the normal distribution within 8, and the same on every instruction set.

#include "Core/ActivationKind.h"
#include "Core/Kernels/Exponentials.h"

namespace spikegraph
{
namespace
{

/// 1/(1 + exp(-x)), which is exp(x)/(1 + exp(x)).
template <typename T>
inline Vector<T> logisticOf (Vector<T> x) noexcept
{
    const auto e = vanishingExponentialOf<T> (x);
    return (x < T (0) ? e.over : e.under) / (e.over + e.under);
}

/// (1 - exp(-2x))/(1 + exp(-2x)), for x without its sign. What is large in both is exact.
template <typename T>
inline Vector<T> hyperbolicTangentOf (Vector<T> x) noexcept
{
    constexpr auto lowest = ExponentialOf<T>::lowestOfMinusOne;
    const Reduced<T> of (maxOf<T> (Vector<T>{} + lowest, T (2) * minusSizeOf<T> (x)));
    const auto even = evenPartOf<T> (of.rest), power = powerOfTwo<T> (of.exponent);
    const auto less = T (1) - power, more = T (1) + power;
    const auto over = (less + less) + (even * less - of.rest * more);
    const auto under = (more + more) + (even * more - of.rest * less);
    return (Vector<T>) ((LaneBits<Vector<T>>) (over / under) | signOf<T> (x));
}

/// log(1 + exp(x)): that of 1 + e is 2 atanh(s) with s = e/(2 + e).
template <typename T>
inline Vector<T> softplusOf (Vector<T> x) noexcept
{
    const auto e = vanishingExponentialOf<T> (x);
    const auto s = e.over / (e.under + e.under + e.over), square = s * s;
    const auto small = T (2) * (s + s * square * seriesOf (areaTangentTerms<T>, square));
    return maxOf<T> (Vector<T>{}, x) + zeroWhere (x > T (softplusLinearFrom), small);
}

/// |x| times what the standard normal distribution has below -|x|. 0 beyond farthestTail.
template <typename T>
inline Vector<T> normalTailOf (Vector<T> x) noexcept
{
    constexpr auto farthest = ExponentialOf<T>::farthestTail;
    const auto minusSize = minusSizeOf<T> (x), near = -maxOf<T> (Vector<T>{} - farthest, minusSize);

    // -x^2/2 as a sum, since the square of a few bits is exact
    const auto most =
        (Vector<T>) ((LaneBits<Vector<T>>) near & ~(LaneBits<Vector<T>>{} + ExponentialOf<T>::lowerHalf));
    const Reduced<T> of (most * most * T (-0.5), (near - most) * (near + most) * T (-0.5));
    const auto e = smallExponentialOf<T> (of.rest);

    const auto over = seriesOf (normalTailOver<T>, near), under = seriesOf (normalTailUnder<T>, near);
    const auto tail = near * over * (e.over * powerOfTwo<T> (of.exponent)) / (under * e.under);
    return zeroWhere (minusSize < -farthest, tail);
}

/// x times what the standard normal distribution has below x.
template <typename T>
inline Vector<T> geluOf (Vector<T> x) noexcept
{
    return maxOf<T> (Vector<T>{}, x) - normalTailOf<T> (x);
}

/// x times a factor that vanishes faster than x grows, to a last place more: 0, not NaN, at minus infinity.
template <typename T>
inline Vector<T> timesVanishing (Vector<T> x, Vector<T> factor) noexcept
{
    return factor == T (0) ? factor : x * factor;
}

} // namespace
} // namespace spikegraph

#pragma once

// exp and what comes of it, of vectors of samples. Part of KernelBody.h, whose rules it follows. Within 3
// last places, gelu within 8, and the same on every instruction set.

#include "Core/ActivationKind.h"
#include "Core/Kernels/ExponentialTables.h"
#include "Core/Kernels/Vectors.h"

namespace spikegraph
{
namespace
{

/// How far a T reaches, and what its results are made of.
template <typename T>
struct ExponentialOf;

template <>
struct ExponentialOf<float>
{
    static constexpr int bias = 127;
    static constexpr float lowest = -86, highest = 89; ///< where exp becomes 0 and infinite
    static constexpr float farthestTail = 13;          ///< exp(-x^2/2) is soon 0
    static constexpr float lowestOfMinusOne = -20;     ///< where exp(x) - 1 is -1
    static constexpr float ln2High = 0x1.62e4p-1f,
                           ln2Low = 0x1.7f7d1cp-20f; ///< high times an exponent is exact
    static constexpr unsigned lowerHalf = 0xFFF;     ///< of a mantissa
};

template <>
struct ExponentialOf<double>
{
    static constexpr int bias = 1023;
    static constexpr double lowest = -707, highest = 710;
    static constexpr double farthestTail = 37.5;
    static constexpr double lowestOfMinusOne = -40;
    static constexpr double ln2High = 0x1.62e42feep-1, ln2Low = 0x1.a39ef35793c76p-33;
    static constexpr unsigned long long lowerHalf = 0x7FFFFFF;
};

template <typename T>
inline LaneBits<Vector<T>> signOf (Vector<T> x) noexcept
{
    return (LaneBits<Vector<T>>) x & bitsOf (-T (0));
}

template <typename T>
inline Vector<T> sizeOf (Vector<T> x) noexcept
{
    return (Vector<T>) ((LaneBits<Vector<T>>) x ^ signOf<T> (x));
}

/// Whole numbers are the last bits of their sum with this.
template <typename T>
constexpr T wholes = T (1.5) * static_cast<T> (1ull << mantissaBits<T>);

template <typename T>
inline Vector<T> nearestWhole (Vector<T> x) noexcept
{
    return (x + wholes<T>) -wholes<T>;
}

/// For a whole n that is the exponent of a normal number.
template <typename T>
inline Vector<T> powerOfTwo (Vector<T> n) noexcept
{
    using Of = ExponentialOf<T>;
    return (Vector<T>) ((LaneBits<Vector<T>>) (n + (wholes<T> + T (Of::bias))) << mantissaBits<T>);
}

/// The sum of a power series: that of every second power, or of every fourth one where there are many, none
/// of which waits for the others.
template <int count, typename V>
inline V sumOf (const double (&terms)[count], V x) noexcept
{
    using T = decltype (+x[0]);
    constexpr int sums = count > 12 ? 4 : 2;
    const V square = x * x, stride = sums == 4 ? square * square : square;
    V sum[sums]{};
#pragma GCC unroll 32
    for (int k = count - 1; k >= 0; --k)
        sum[k % sums] = sum[k % sums] * stride + static_cast<T> (terms[k]);
    const V lower = sum[0] + x * sum[1];
    if constexpr (sums == 4)
        return lower + square * (sum[2] + x * sum[3]);
    return lower;
}

/// exp(x) - 1 for x from -log(2)/2 to log(2)/2.
template <typename T>
inline Vector<T> restOf (Vector<T> x) noexcept
{
    return x + x * x * sumOf (exponentialTerms<T>, x);
}

/// exp(x) = 2^exponent (1 + rest), with rest from -0.3 to 0.42.
template <typename T>
struct Exponential
{
    Vector<T> exponent, rest;

    explicit Exponential (Vector<T> x) noexcept
        : exponent (nearestExponent (x))
        , rest (restOf<T> (reduced (x)))
    {
    }

    /// Of high + low, which is small beside 1.
    Exponential (Vector<T> high, Vector<T> low) noexcept
        : exponent (nearestExponent (high + low))
        , rest (restOf<T> (reduced (high) + low))
    {
    }

private:
    static Vector<T> nearestExponent (Vector<T> x) noexcept
    {
        return nearestWhole<T> (x * T (1.4426950408889634074)); // log2(e)
    }

    Vector<T> reduced (Vector<T> x) const noexcept
    {
        using Of = ExponentialOf<T>;
        return (x - exponent * Of::ln2High) - exponent * Of::ln2Low;
    }
};

/// 0 already where it would be no normal number: those take a hundred times longer, and threads of audio do
/// without them.
template <typename T>
inline Vector<T> exponentialOf (Vector<T> x) noexcept
{
    using Of = ExponentialOf<T>;
    const Vector<T> zero{};
    const Exponential<T> e (x < Of::lowest ? zero : x > Of::highest ? zero + Of::highest : x);
    const auto half = powerOfTwo<T> (e.exponent - T (1)); // the whole power may lie beyond what there is
    return x < Of::lowest ? zero : (e.rest + T (1)) * half * T (2);
}

/// The same for x that is not above 0.
template <typename T>
inline Vector<T> vanishingExponentialOf (Vector<T> x) noexcept
{
    const Vector<T> zero{};
    const auto isZero = x < ExponentialOf<T>::lowest;
    const Exponential<T> e (isZero ? zero : x);
    return isZero ? zero : (e.rest + T (1)) * powerOfTwo<T> (e.exponent);
}

/// exp(x) - 1 for x that is not above 0.
template <typename T>
inline Vector<T> minusOneOf (Vector<T> x) noexcept
{
    using Of = ExponentialOf<T>;
    const Exponential<T> e (x < Of::lowestOfMinusOne ? Vector<T>{} + Of::lowestOfMinusOne : x);
    const auto power = powerOfTwo<T> (e.exponent);
    return power * e.rest + (power - T (1));
}

/// log(1 + x) for x from 0 to 1: 2 atanh(s) with s = x/(2 + x).
template <typename T>
inline Vector<T> logarithmOfOnePlus (Vector<T> x) noexcept
{
    const auto s = x / (x + T (2)), square = s * s;
    return T (2) * (s + s * square * sumOf (areaTangentTerms<T>, square));
}

/// 1/(1 + exp(-x)), which is exp(x)/(1 + exp(x)).
template <typename T>
inline Vector<T> logisticOf (Vector<T> x) noexcept
{
    const auto e = vanishingExponentialOf<T> (-sizeOf<T> (x));
    return (x < T (0) ? e : Vector<T>{} + T (1)) / (e + T (1));
}

/// (1 - exp(-2x))/(1 + exp(-2x)), for x without its sign.
template <typename T>
inline Vector<T> hyperbolicTangentOf (Vector<T> x) noexcept
{
    const auto e = minusOneOf<T> (T (-2) * sizeOf<T> (x));
    return (Vector<T>) ((LaneBits<Vector<T>>) (sizeOf<T> (e) / (e + T (2))) | signOf<T> (x));
}

/// log(1 + exp(x)).
template <typename T>
inline Vector<T> softplusOf (Vector<T> x) noexcept
{
    const auto small = logarithmOfOnePlus<T> (vanishingExponentialOf<T> (-sizeOf<T> (x)));
    return x > T (softplusLinearFrom) ? x : (x > T (0) ? x + small : small);
}

/// What the standard normal distribution has below -|x|. 0 beyond farthestTail.
template <typename T>
inline Vector<T> normalTailOf (Vector<T> x) noexcept
{
    constexpr auto farthest = ExponentialOf<T>::farthestTail;
    const auto size = sizeOf<T> (x);
    const auto isZero = size > farthest;
    const auto near = isZero ? Vector<T>{} + farthest : size;

    // -x^2/2 as a sum, since the square of a few bits is exact
    const auto most =
        (Vector<T>) ((LaneBits<Vector<T>>) near & ~(LaneBits<Vector<T>>{} + ExponentialOf<T>::lowerHalf));
    const Exponential<T> e (most * most * T (-0.5), (near - most) * (near + most) * T (-0.5));

    const auto over = sumOf (normalTailOver<T>, near), under = sumOf (normalTailUnder<T>, near);
    const auto tail = (e.rest + T (1)) * powerOfTwo<T> (e.exponent) * over / under;
    return isZero ? Vector<T>{} : tail;
}

/// x times a factor that vanishes faster than x grows: 0, not NaN, at minus infinity.
template <typename T>
inline Vector<T> timesVanishing (Vector<T> x, Vector<T> factor) noexcept
{
    return factor == T (0) ? factor : x * factor;
}

/// x times what the standard normal distribution has below x.
template <typename T>
inline Vector<T> geluOf (Vector<T> x) noexcept
{
    const auto tail = normalTailOf<T> (x);
    return timesVanishing<T> (x, x < T (0) ? tail : T (1) - tail);
}

} // namespace
} // namespace spikegraph

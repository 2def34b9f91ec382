#pragma once

// exp of vectors of samples. Part of KernelBody.h, whose rules it follows. Within 3 last places, and the same
// on every instruction set.

#include "Core/Kernels/ExponentialTables.h"
#include "Core/Kernels/Series.h"

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
    static constexpr float farthestTail = 13;          ///< from where exp(-x^2/2) is taken for 0
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

/// -|x|
template <typename T>
inline Vector<T> minusSizeOf (Vector<T> x) noexcept
{
    return (Vector<T>) ((LaneBits<Vector<T>>) x | bitsOf (-T (0)));
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

/// x = exponent log(2) + rest, with rest from -log(2)/2 to that.
template <typename T>
struct Reduced
{
    Vector<T> exponent, rest;

    explicit Reduced (Vector<T> x) noexcept
        : exponent (nearestExponent (x))
        , rest ((x - exponent * Of::ln2High) - exponent * Of::ln2Low)
    {
    }

    /// Of high + low, which is small beside 1.
    Reduced (Vector<T> high, Vector<T> low) noexcept
        : exponent (nearestExponent (high + low))
        , rest ((high - exponent * Of::ln2High) + (low - exponent * Of::ln2Low))
    {
    }

private:
    using Of = ExponentialOf<T>;

    static Vector<T> nearestExponent (Vector<T> x) noexcept
    {
        return nearestWhole<T> (x * T (1.4426950408889634074)); // log2(e)
    }
};

/// What has exp in it divides by something anyway, most often, and takes no second division for this.
template <typename T>
struct Quotient
{
    Vector<T> over, under;
};

/// r coth(r/2) - 2, with which exp(r) = (2 + even + r)/(2 + even - r).
template <typename T>
inline Vector<T> evenPartOf (Vector<T> r) noexcept
{
    const auto square = r * r;
    return square * seriesOf (evenPartTerms<T>, square);
}

/// exp(r) for r from -log(2)/2 to that.
template <typename T>
inline Quotient<T> smallExponentialOf (Vector<T> r) noexcept
{
    const auto even = evenPartOf<T> (r) + T (2);
    return { even + r, even - r };
}

/// exp(x). 0 already where it would be no normal number: those take a hundred times longer, and threads of
/// audio do without them.
template <typename T>
inline Vector<T> exponentialOf (Vector<T> x) noexcept
{
    using Of = ExponentialOf<T>;
    const Vector<T> zero{};
    const auto isZero = x < Of::lowest;
    const Reduced<T> of (isZero ? zero : x > Of::highest ? zero + Of::highest : x);
    const auto e = smallExponentialOf<T> (of.rest);
    const auto half = powerOfTwo<T> (of.exponent - T (1)); // the whole power may lie beyond what there is
    return zeroWhere (isZero, e.over * half / e.under * T (2));
}

/// exp(-|x|), and 0 in the same places.
template <typename T>
inline Quotient<T> vanishingExponentialOf (Vector<T> x) noexcept
{
    constexpr auto lowest = ExponentialOf<T>::lowest;
    const auto minusSize = minusSizeOf<T> (x);
    const Reduced<T> of (maxOf<T> (Vector<T>{} + lowest, minusSize));
    const auto e = smallExponentialOf<T> (of.rest);
    return { zeroWhere (minusSize < lowest, e.over * powerOfTwo<T> (of.exponent)), e.under };
}

/// exp(x) - 1 for x that is not above 0. What is large in it is exact.
template <typename T>
inline Vector<T> minusOneOf (Vector<T> x) noexcept
{
    const Reduced<T> of (maxOf<T> (Vector<T>{} + ExponentialOf<T>::lowestOfMinusOne, x));
    const auto even = evenPartOf<T> (of.rest), power = powerOfTwo<T> (of.exponent);
    const auto less = power - T (1), more = power + T (1);
    return ((less + less) + (even * less + of.rest * more)) / ((even - of.rest) + T (2));
}

} // namespace
} // namespace spikegraph

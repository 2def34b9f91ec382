#pragma once

// Logarithms of vectors of doubles. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/Doubles.h"
#include "Core/Kernels/Exponentials.h"
#include "Core/Kernels/LogarithmTable.h"

namespace spikegraph
{
namespace
{

/// log(1 + r) = r - r^2/2 + r^3 (1/3 - r/4 + r^2/5 - ...)
constexpr double logarithmTerms[] = { 1.0 / 3, -1.0 / 4, 1.0 / 5, -1.0 / 6, 1.0 / 7, -1.0 / 8, 1.0 / 9 };

/// table[row], lane by lane. Two instructions for 16 rows of a table in registers take less time than one
/// that gathers from memory.
inline Doubles lookUp (const double (&table)[logarithmRows], DoubleBits row) noexcept
{
#if defined(__AVX512F__)
    static_assert (logarithmRows == 48);
    const auto rowsFrom = [&] (int first)
    {
        return (Doubles) _mm512_permutex2var_pd ((__m512d) load (table + first), (__m512i) row,
                                                 (__m512d) load (table + first + 8));
    };
    return (row & 32) != 0 ? rowsFrom (32) : (row & 16) != 0 ? rowsFrom (16) : rowsFrom (0);
#else
    Doubles result{};
    for (Index lane = 0; lane < lanes<double>; ++lane)
        result[lane] = table[row[lane]];
    return result;
#endif
}

/// The logarithm of a positive normal number is high + low + log(1 + r):
///
///     x = 2^n m,   factor = 1/m rounded to 1/64,   log(x) = n log(2) - log(factor) + log(factor*m)
///
/// with m from sqrt(1/2) to sqrt(2) (as in Tang, Table-driven implementation of the logarithm function,
/// 1990). r is exact and below 2^-6. It is p + q, of which p has so few bits that its square is exact. high
/// is 0 where x is close to 1.
struct ReducedLogarithm
{
    Doubles high, low, p, q, r, scale; ///< the last is factor/2^n

    explicit ReducedLogarithm (Doubles x) noexcept
    {
        constexpr auto one = bitsOf (1.0), lowest = bitsOf (0.70710678118654752440);
        constexpr auto whole = 0x1p52;
        constexpr auto ln2High = 0x1.62e42fefa38p-1, ln2Low = 0x1.ef35793c7673p-45; // n ln2High is exact
        constexpr auto toFactors = wholes<double> / 64, toShort = wholes<double> / (1 << 22);

        const auto biased = ((DoubleBits) x + (one - lowest)) >> mantissaBits<double>;
        const auto n = (Doubles) (biased | bitsOf (whole)) - (whole + ExponentialOf<double>::bias);
        const auto m = (Doubles) ((DoubleBits) x - (biased << mantissaBits<double>) +one);

        const auto sum = 1.0 / m + toFactors, factor = sum - toFactors;
        scale = factor * (Doubles) (2 * one - (biased << mantissaBits<double>) );
        const auto row = (DoubleBits) sum - (bitsOf (toFactors) + firstLogarithmFactor);
        high = n * ln2High + lookUp (logarithmHigh, row);
        low = n * ln2Low + lookUp (logarithmLow, row);

        const auto shortM = (m + toShort) - toShort;
        p = shortM * factor - 1.0;
        q = (m - shortM) * factor;
        r = p + q;
    }

    /// high + log(1 + of) with r for the first term of the series, and the rest of that.
    Doubles sumOf (Doubles of, Doubles rest) const noexcept
    {
        return high + (r + (of * of * (of * seriesOf (logarithmTerms, of) - 0.5) + rest));
    }
};

/// log(x), to 2^-63 of itself.
inline TwoDoubles exactLogarithmOf (Doubles x) noexcept
{
    const ReducedLogarithm of (x);
    const auto most = exactSum (of.r, of.p * of.p * -0.5);
    const auto restOfSquare = of.q * (of.p + of.q * 0.5);
    const auto rest = of.r * of.r * of.r * seriesOf (logarithmTerms, of.r) - restOfSquare;
    const auto sum = exactSum (of.high, most.high);
    return { sum.high, sum.low + ((most.low + rest) + of.low) };
}

/// The logarithm of any number, given its value for positive normal ones. Subnormal ones are not known.
inline Doubles logarithmOfAny (Doubles x, Doubles ofNormal, bool& known) noexcept
{
    const auto isNormal = (x >= smallestNormal) & (x <= largestNormal);
    if (allOf (isNormal))
        return ofNormal;
    known &= !anyOf ((x > 0.0) & (x < smallestNormal));
    return isNormal ? ofNormal : x == 0.0 ? Doubles{} - infinity : x == infinity ? x : Doubles{} + notANumber;
}

inline Doubles naturalLogarithmOf (Doubles x, bool& known) noexcept
{
    const ReducedLogarithm of (x);
    return logarithmOfAny (x, of.sumOf (of.r, of.low), known);
}

/// log(x)/log(base), given 1/log(base) as a number of 26 bits and the rest. A power of the base is exact.
inline Doubles logarithmOf (Doubles x, double scaleHigh, double scaleLow, bool& known) noexcept
{
    const auto log = exactLogarithmOf (x);
    const auto top = withoutLast<26> (log.high), rest = (log.high - top) + log.low;
    return logarithmOfAny (x, top * scaleHigh + (rest * scaleHigh + (top + rest) * scaleLow), known);
}

} // namespace
} // namespace spikegraph

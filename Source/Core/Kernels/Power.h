#pragma once

// Powers of vectors of doubles. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/Logarithm.h"

namespace spikegraph
{
namespace
{

/// exp(high + low) for results that are normal numbers. With h = r - r^2 E(r^2) for E of evenPartTerms,
///
///     exp(r) = 1 + r + r h/(2 - h)
///
/// and all that is rounded before the last sum is so small beside 1 that a power that is a double is met.
inline Doubles exponentialOf (TwoDoubles x) noexcept
{
    using Of = ExponentialOf<double>;
    constexpr auto log2OfE = 1.4426950408889634074;
    const auto n = nearestWhole<double> (x.high * log2OfE);
    const auto high = x.high - n * Of::ln2High, low = x.low - n * Of::ln2Low;
    const auto most = exactSum (Doubles{} + 1.0, high);
    const auto r = high + low, square = r * r, h = r - square * seriesOf (evenPartTerms<double>, square);
    const auto rest = r * h / (2.0 - h) + (most.low + low);
    return (most.high + rest) * powerOfTwo<double> (n);
}

/// The power of any numbers, given that of |x|, and whether y log(|x|) is that of a normal number: with the
/// sign of x if y is odd, and NaN for x below 0 if y is not whole. What goes beyond normal numbers and 0 is
/// not known.
inline Doubles powerOfAny (Doubles x, Doubles y, Doubles ofSize, decltype (x < y) isInRange,
                           bool& known) noexcept
{
    constexpr auto largestWhole = 0x1p51; // that has a last bit in the sum
    const auto sum = y + wholes<double>;
    const auto isWhole = sum - wholes<double> == y;
    const auto oddSign = signOf<double> (x) & ((DoubleBits) sum << 63) & (DoubleBits) isWhole;

    const auto size = sizeOf<double> (x);
    const auto isNormal = (size >= smallestNormal) & (size <= largestNormal) & isInRange;
    const auto becomesZero = (x == 0.0) & (y > 0.0);
    const auto isKnown =
        (isNormal & (x > 0.0)) | ((isNormal | becomesZero) & (sizeOf<double> (y) <= largestWhole));
    known &= allOf (isKnown);
    const auto value = (Doubles) ((DoubleBits) (becomesZero ? size : ofSize) | oddSign);
    return isKnown & (isWhole | (x >= 0.0)) ? value : Doubles{} + notANumber;
}

/// |x|^y = exp(y log(|x|)), given that logarithm.
inline Doubles powerOf (Doubles x, TwoDoubles log, Doubles y, bool& known) noexcept
{
    // Products of the upper bits are exact. What the others add is small.
    const auto top = withoutLast<26> (log.high), rest = (log.high - top) + log.low;
    const auto upper = withoutLast<27> (y);
    const TwoDoubles exponent{ upper * top, (y - upper) * top + y * rest };
    const auto ofSize = exponentialOf (exponent);

    constexpr auto largestExponent = 708.0;
    const auto isInRange = sizeOf<double> (exponent.high) <= largestExponent;
    if (allOf ((x >= smallestNormal) & (x <= largestNormal) & isInRange))
        return ofSize;
    return powerOfAny (x, y, ofSize, isInRange, known);
}

} // namespace
} // namespace spikegraph

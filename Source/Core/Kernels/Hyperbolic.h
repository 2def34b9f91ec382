#pragma once

// Hyperbolic sines and cosines of vectors of doubles. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/Trigonometry.h"

namespace spikegraph
{
namespace
{

// sinh(r) = r + r^3 S(r^2) and cosh(r) = 1 + r^2/2 + r^4 C(r^2) for r from -log(2)/2 to log(2)/2, to 2^-59
// and 2^-64 of themselves: polynomials through the values of S and C at the Chebyshev points, from 110
// digits.
constexpr double hyperbolicSineTerms[] = { 0.16666666666666666,    0.008333333333333333,
                                           0.00019841269841263304, 2.7557319247204925e-06,
                                           2.5052071109072172e-08, 1.6086622488861147e-10 };
constexpr double hyperbolicCosineTerms[] = { 0.041666666666666664, 0.0013888888888886554,
                                             2.4801587317135252e-05, 2.7557282983917557e-07,
                                             2.0911229795563617e-09 };

/// |x| = n log(2) + r, and the functions of both: those of n log(2) are (2^n + 2^-n)/2 and (2^n - 2^-n)/2.
struct HyperbolicParts
{
    static constexpr auto largest = 708.0; ///< beyond which 2^-n is no normal number

    Doubles r, restOfR;               ///< the first has 26 bits
    Doubles sineRest, cosineMinusOne; ///< sinh(r) - r, cosh(r) - 1
    TwoDoubles sineOfPower, cosineOfPower;

    explicit HyperbolicParts (Doubles x) noexcept
    {
        using Of = ExponentialOf<double>;
        constexpr auto log2OfE = 1.4426950408889634074;
        const auto size = sizeOf<double> (x);
        const auto n = nearestWhole<double> (size * log2OfE);
        const auto exactly = exactSum (size - n * Of::ln2High, n * -Of::ln2Low);
        r = withoutLast<27> (exactly.high);
        restOfR = (exactly.high - r) + exactly.low;

        const auto seen = size < tiny ? Doubles{} : exactly.high, square = seen * seen;
        sineRest = seen * square * seriesOf (hyperbolicSineTerms, square);
        cosineMinusOne = square * 0.5 + square * square * seriesOf (hyperbolicCosineTerms, square);

        const auto half = powerOfTwo<double> (n - 1.0), halfOfInverse = powerOfTwo<double> (-1.0 - n);
        sineOfPower = exactSum (half, -halfOfInverse);
        cosineOfPower = exactSum (half, halfOfInverse);
    }

    /// a (1 + cosineMinusOne) + b (r + restOfR + sineRest)
    Doubles sumOf (TwoDoubles a, TwoDoubles b) const noexcept
    {
        const auto sum = exactSum (a.high, b.high * r);
        return sum.high + (a.high * cosineMinusOne + b.high * (sineRest + restOfR) + (sum.low + a.low));
    }
};

/// A value of an argument as far as powers go. Others are not known.
inline Doubles ofHyperbolic (Doubles x, Doubles value, bool& known) noexcept
{
    const auto isInRange = sizeOf<double> (x) <= HyperbolicParts::largest;
    if (allOf (isInRange))
        return value;
    known = false;
    return isInRange ? value : Doubles{} + notANumber;
}

/// sinh(a + b) = sinh(a) cosh(b) + cosh(a) sinh(b)
inline Doubles hyperbolicSineOf (Doubles x, bool& known) noexcept
{
    const HyperbolicParts of (x);
    return ofHyperbolic (x, withSignOf (x, of.sumOf (of.sineOfPower, of.cosineOfPower)), known);
}

/// cosh(a + b) = cosh(a) cosh(b) + sinh(a) sinh(b)
inline Doubles hyperbolicCosineOf (Doubles x, bool& known) noexcept
{
    const HyperbolicParts of (x);
    return ofHyperbolic (x, of.sumOf (of.cosineOfPower, of.sineOfPower), known);
}

} // namespace
} // namespace spikegraph

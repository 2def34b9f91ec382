#pragma once

// Sines and cosines of vectors of doubles. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/Doubles.h"
#include "Core/Kernels/Exponentials.h"

namespace spikegraph
{
namespace
{

// sin(r) = r + r^3 S(r^2) and cos(r) = 1 - r^2/2 + r^4 C(r^2) for r from -pi/4 to pi/4, to 2^-57 and 2^-59 of
// themselves: polynomials through the values of S and C at the Chebyshev points, from 110 digits.
constexpr double sineTerms[] = { -0.16666666666666666,  0.008333333333333331,   -0.00019841269841265065,
                                 2.755731921933913e-06, -2.505210623243528e-08, 1.6058531617037152e-10,
                                 -7.586697002817504e-13 };
constexpr double cosineTerms[] = { 0.041666666666666664,    -0.0013888888888887398, 2.4801587298765665e-05,
                                   -2.7557317271718644e-07, 2.087614626607931e-09,  -1.1382632258093615e-11 };

/// Beyond this, not all products of a reduction are exact.
constexpr double largestAngle = 0x1p17;

/// The nearest n pi/2 to |x|, as the last bits of a number.
inline Doubles quartersOf (Doubles x) noexcept
{
    constexpr auto twoOverPi = 0.63661977236758134308;
    return sizeOf<double> (x) * twoOverPi + wholes<double>;
}

/// |x| - n pi/2. pi/2 comes in three parts (Cody & Waite, Software Manual for the Elementary Functions, 1980)
/// of which the first two have 36 bits, so that n times them is exact.
inline TwoDoubles restOfQuarters (Doubles x) noexcept
{
    constexpr auto first = 0x1.921fb5444p0, second = 0x1.68c234c4p-39, third = 0x1.8cc51701b839ap-72;
    const auto n = quartersOf (x) - wholes<double>;
    const auto most = exactSum (sizeOf<double> (x) - n * first, n * -second);
    return exactSum (most.high, most.low - n * third);
}

/// sin(|x|) and cos(|x|): those of r = |x| - n pi/2, in turn, and with signs, as n tells.
struct SineAndCosine
{
    Doubles sine, cosine;

    SineAndCosine (TwoDoubles r, Doubles x) noexcept
    {
        const auto seen = sizeOf<double> (x) < tiny ? Doubles{} : r.high, square = seen * seen,
                   half = square * 0.5;
        const auto sineOfR = r.high + (seen * square * seriesOf (sineTerms, square) + r.low);
        const auto one = exactSum (Doubles{} + 1.0, -half);
        const auto cosineOfR =
            one.high + (square * square * seriesOf (cosineTerms, square) + (one.low - seen * r.low));

        const auto quadrant = (DoubleBits) quartersOf (x);
        const auto swapped = ((DoubleBits) sineOfR ^ (DoubleBits) cosineOfR) & -(quadrant & 1);
        sine = (Doubles) ((DoubleBits) sineOfR ^ swapped ^ (quadrant >> 1 << 63));
        cosine = (Doubles) ((DoubleBits) cosineOfR ^ swapped ^ ((quadrant + 1) >> 1 << 63));
    }
};

/// A value, its sign turned where x has one.
inline Doubles withSignOf (Doubles x, Doubles value) noexcept
{
    return (Doubles) ((DoubleBits) value ^ signOf<double> (x));
}

/// A value if the angle allows it. Others are not known.
inline Doubles ofSmallAngle (Doubles x, Doubles value, bool& known) noexcept
{
    const auto isSmall = sizeOf<double> (x) <= largestAngle;
    if (allOf (isSmall))
        return value;
    known = false;
    return isSmall ? value : Doubles{} + notANumber;
}

inline Doubles sineOf (TwoDoubles rest, Doubles x, bool& known) noexcept
{
    return ofSmallAngle (x, withSignOf (x, SineAndCosine (rest, x).sine), known);
}

inline Doubles cosineOf (TwoDoubles rest, Doubles x, bool& known) noexcept
{
    return ofSmallAngle (x, SineAndCosine (rest, x).cosine, known);
}

inline Doubles tangentOf (TwoDoubles rest, Doubles x, bool& known) noexcept
{
    const SineAndCosine of (rest, x);
    return ofSmallAngle (x, withSignOf (x, of.sine / of.cosine), known);
}

} // namespace
} // namespace spikegraph

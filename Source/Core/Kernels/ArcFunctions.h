#pragma once

// Angles of which vectors of doubles are the tangents, sines and cosines. Part of KernelBody.h, whose rules
// it follows.

#include "Core/Kernels/Trigonometry.h"

namespace spikegraph
{
namespace
{

// atan(t) = t + t^3 A(t^2) for t from -tan(pi/8) to tan(pi/8), and asin(s) = s + s^3 B(s^2) for s from -1/2
// to 1/2, to 2^-58 of themselves: polynomials through the values of A and B at the Chebyshev points, from 110
// digits.
constexpr double arctangentTerms[] = { -0.3333333333333333,  0.19999999999999804,  -0.14285714285659828,
                                       0.11111111105155447,  -0.09090908753500877, 0.07692296375032143,
                                       -0.06666424885738254, 0.05878928997834749,  -0.05230454270650051,
                                       0.04551593220625667,  -0.03457056198140507, 0.01628575685519589 };
constexpr double arcsineTerms[] = { 0.16666666666666666,  0.07500000000000118,   0.044642857142551895,
                                    0.03038194447553234,  0.02237215744350722,   0.017352816540325496,
                                    0.01396378001220357,  0.011566459612121669,  0.009621842970100282,
                                    0.009319560794767446, 0.0030448799094556773, 0.019554513336123378,
                                    -0.01924167174674304, 0.02961201126495512 };

// pi/2 to twice a double's digits
constexpr double quarterTurn = 0x1.921fb54442d18p0, restOfQuarterTurn = 0x1.1a62633145c07p-54;

/// What atan(|y|/|x|) = c + atan(t) depends on:
///
///     t = y/x               c = 0      up to tan(pi/8)
///     t = (y - x)/(y + x)   c = pi/4   up to 1/tan(pi/8)
///     t = -x/y              c = pi/2   beyond
struct ArctangentCase
{
    Doubles y, x;
    decltype (Doubles{} < Doubles{}) isSmall, isLarge;

    ArctangentCase (Doubles yToUse, Doubles xToUse) noexcept
        : y (sizeOf<double> (yToUse))
        , x (sizeOf<double> (xToUse))
        , isSmall (y <= 0.41421356237309504880 * x)
        , isLarge (y > 2.4142135623730950488 * x)
    {
    }

    /// t, with its rounding error beside it, since c + t may be no larger than t.
    TwoDoubles argument() const noexcept
    {
        const Doubles zero{};
        return quotientOf (exactSum (isSmall ? zero : -x, isLarge ? zero : y),
                           exactSum (isLarge ? zero : x, isSmall ? zero : y));
    }

    /// c, in pi/2. So many times it is exact, and so is what is missing to pi.
    Doubles quarters() const noexcept
    {
        const Doubles zero{}, one = zero + 1.0;
        return isSmall ? zero : isLarge ? one : 0.5 * one;
    }
};

/// quarters pi/2 + atan(t)
inline Doubles turnedArctangentOf (Doubles quarters, TwoDoubles t) noexcept
{
    const auto seen = sizeOf<double> (t.high) < tiny ? Doubles{} : t.high, square = seen * seen;
    const auto sum = exactSum (quarters * quarterTurn, t.high);
    const auto rest = seen * square * seriesOf (arctangentTerms, square);
    return sum.high + (rest + (sum.low + (quarters * restOfQuarterTurn + t.low)));
}

inline TwoDoubles argumentOfArctangent (Doubles x) noexcept
{
    constexpr auto farthest = 0x1p60; // which has the value of infinity
    const auto size = sizeOf<double> (x);
    return ArctangentCase (size > farthest ? Doubles{} + farthest : size, Doubles{} + 1.0).argument();
}

inline Doubles arctangentOf (TwoDoubles t, Doubles x) noexcept
{
    return withSignOf (x, turnedArctangentOf (ArctangentCase (x, Doubles{} + 1.0).quarters(), t));
}

inline TwoDoubles argumentOfArctangent2 (Doubles y, Doubles x) noexcept
{
    return ArctangentCase (y, x).argument();
}

/// The angle of the point (x, y): on the left, what atan(|y|/|x|) lacks to pi. Of coordinates so large or
/// small that steps might leave the normal numbers, and where both are 0, it is not known.
inline Doubles arctangent2Of (TwoDoubles t, Doubles y, Doubles x, bool& known) noexcept
{
    const ArctangentCase of (y, x);
    const auto isUsual = [] (Doubles size) noexcept { return (size >= 0x1p-400) & (size <= 0x1p400); };
    const auto isKnown = (isUsual (of.y) & (isUsual (of.x) | (x == 0.0))) | (isUsual (of.x) & (y == 0.0));
    known &= allOf (isKnown);

    const auto isLeft = signOf<double> (x) != 0;
    const auto quarters = of.quarters();
    const auto angle = turnedArctangentOf (isLeft ? 2.0 - quarters : quarters,
                                           { withSignOf (x, t.high), withSignOf (x, t.low) });
    return isKnown ? withSignOf (y, angle) : Doubles{} + notANumber;
}

/// asin(s) = s + rest for s = |x| up to 1/2, beyond for s = sqrt((1 - |x|)/2), since
///
///     asin(x) = pi/2 - 2 asin(sqrt((1 - x)/2)).
struct ArcsineParts
{
    decltype (Doubles{} < Doubles{}) isSmall;
    Doubles s, rest;

    explicit ArcsineParts (Doubles x) noexcept
    {
        const auto size = sizeOf<double> (x), seen = size < tiny ? Doubles{} : size;
        isSmall = size <= 0.5;
        const auto square = isSmall ? seen * seen : 0.5 - size * 0.5;
        const auto root = exactRootOf ({ square, Doubles{} });
        s = isSmall ? size : root.high;
        rest = s * square * seriesOf (arcsineTerms, square) + (isSmall ? Doubles{} : root.low);
    }

    /// turn + factor asin(s)
    Doubles sumOf (Doubles turn, Doubles restOfTurn, Doubles factor) const noexcept
    {
        const auto sum = exactSum (turn, factor * s);
        return sum.high + (factor * rest + (sum.low + restOfTurn));
    }
};

inline Doubles arcsineOf (Doubles x) noexcept
{
    const ArcsineParts of (x);
    const Doubles zero{}, one = zero + 1.0;
    return withSignOf (x, of.sumOf (of.isSmall ? zero : zero + quarterTurn,
                                    of.isSmall ? zero : zero + restOfQuarterTurn,
                                    of.isSmall ? one : -2.0 * one));
}

/// pi/2 - asin(x), or twice the other angle, which for x below 0 lacks as much to pi.
inline Doubles arccosineOf (Doubles x) noexcept
{
    const ArcsineParts of (x);
    const Doubles zero{}, one = zero + 1.0;
    const auto turns = of.isSmall ? one : x < 0.0 ? 2.0 * one : zero;
    const auto factor = withSignOf (x, of.isSmall ? -one : 2.0 * one);
    return of.sumOf (turns * quarterTurn, turns * restOfQuarterTurn, factor);
}

} // namespace
} // namespace spikegraph

#pragma once

// What vectors of doubles are the hyperbolic sines, cosines and tangents of. Part of KernelBody.h, whose
// rules it follows.

#include "Core/Kernels/Logarithm.h"
#include "Core/Kernels/Trigonometry.h"

namespace spikegraph
{
namespace
{

/// Beyond this, 1 is nothing beside x^2.
constexpr double squareIsAll = 0x1p28;

/// Twice this is still a number.
constexpr double largestArea = 0x1p1022;

/// log(x), to half a last place and what x is off.
inline Doubles logarithmOf (TwoDoubles x) noexcept
{
    const ReducedLogarithm of (x.high);
    const auto more = x.low * of.scale;
    return of.sumOf (of.r + more, of.low + more);
}

/// 1 + x, for x not below 0.
inline TwoDoubles oneAnd (TwoDoubles x) noexcept
{
    const auto sum = exactSum (Doubles{} + 1.0, x.high);
    return { sum.high, sum.low + x.low };
}

/// x + sqrt(x^2 + 1), which is 1 + x + x^2/(1 + sqrt(x^2 + 1)), for |x|.
inline TwoDoubles argumentOfAreaSine (Doubles x) noexcept
{
    const Doubles zero{};
    const auto size = sizeOf<double> (x), seen = size < tiny ? zero : size, square = seen * seen;
    const auto isLarge = size > squareIsAll;
    const auto sum = oneAnd (exactSum (size, square / (rootOf (square + 1.0) + 1.0)));
    return { isLarge ? size + size : sum.high, isLarge ? zero : sum.low };
}

inline Doubles areaSineOf (TwoDoubles argument, Doubles x, bool& known) noexcept
{
    const auto isKnown = sizeOf<double> (x) <= largestArea;
    known &= allOf (isKnown);
    return isKnown ? withSignOf (x, logarithmOf (argument)) : Doubles{} + notANumber;
}

/// x + sqrt(x^2 - 1), which is 1 + t + sqrt(2t + t^2) for t = x - 1.
inline TwoDoubles argumentOfAreaCosine (Doubles x) noexcept
{
    const Doubles zero{};
    const auto isLarge = x > squareIsAll;
    const auto t = x - 1.0;
    const auto root = exactRootOf (exactSum (t + t, t * t));
    const auto most = exactSum (root.high, t);
    const auto sum = oneAnd ({ most.high, most.low + root.low });
    return { isLarge ? x + x : sum.high, isLarge ? zero : sum.low };
}

inline Doubles areaCosineOf (TwoDoubles argument, Doubles x, bool& known) noexcept
{
    known &= allOf (x <= largestArea);
    return ((x >= 1.0) & (x <= largestArea)) ? logarithmOf (argument) : Doubles{} + notANumber;
}

/// (1 + x)/(1 - x), which is 1 + 2x/(1 - x), for |x|. The area is half of its logarithm.
inline TwoDoubles argumentOfAreaTangent (Doubles x) noexcept
{
    const Doubles zero{}, one = zero + 1.0;
    const auto size = sizeOf<double> (x);
    return oneAnd (quotientOf ({ size + size, zero }, exactSum (one, -size)));
}

inline Doubles areaTangentOf (TwoDoubles argument, Doubles x, bool& known) noexcept
{
    const auto size = sizeOf<double> (x);
    known &= allOf (size != 1.0);
    return size < 1.0 ? withSignOf (x, 0.5 * logarithmOf (argument)) : Doubles{} + notANumber;
}

} // namespace
} // namespace spikegraph

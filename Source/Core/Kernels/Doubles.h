#pragma once

// What the elementary functions of doubles share. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/Series.h"

namespace spikegraph
{
namespace
{

using Doubles = Vector<double>;
using DoubleBits = LaneBits<Doubles>;

constexpr double smallestNormal = __DBL_MIN__, largestNormal = __DBL_MAX__;
constexpr double infinity = __builtin_inf(), notANumber = __builtin_nan ("");

/// Numbers whose square is nothing beside 1. Powers of such may be no normal numbers, which take a hundred
/// times longer where they do not count as 0.
constexpr double tiny = 0x1p-58;

/// A number of twice the digits: their sum, of which low is small beside high.
struct TwoDoubles
{
    Doubles high, low;
};

/// a + b and its rounding error, exactly where |a| is not below |b|, else to a last place of b (Dekker, A
/// floating-point technique for extending the available precision, 1971).
inline TwoDoubles exactSum (Doubles a, Doubles b) noexcept
{
    const auto sum = a + b;
    return { sum, (a - sum) + b };
}

/// A number without its last bits. The product of two numbers is exact if both together have 53 bits.
template <int bits>
inline Doubles withoutLast (Doubles x) noexcept
{
    return (Doubles) ((DoubleBits) x & ~(DoubleBits{} + ((1ull << bits) - 1)));
}

/// A number as the sum of two, of 26 bits and 27 at most.
struct Halves
{
    Doubles top, rest;

    explicit Halves (Doubles x) noexcept
        : top (withoutLast<27> (x))
        , rest (x - top)
    {
    }
};

/// What a product of two numbers lost when it was rounded, to 2^-104 of it (Dekker, as above).
inline Doubles lostBy (Doubles product, const Halves& a, const Halves& b) noexcept
{
    return ((a.top * b.top - product) + (a.top * b.rest + a.rest * b.top)) + a.rest * b.rest;
}

/// a/b, with what the quotient lacks: (a - b quotient)/b.
inline TwoDoubles quotientOf (TwoDoubles a, TwoDoubles b) noexcept
{
    const auto inverse = 1.0 / b.high, quotient = a.high * inverse, product = quotient * b.high;
    const auto lost = lostBy (product, Halves (quotient), Halves (b.high));
    return { quotient, (((a.high - product) - lost) + (a.low - quotient * b.low)) * inverse };
}

/// The square root of a number that is not below 0, with what the root lacks: (x - root^2)/(2 root).
inline TwoDoubles exactRootOf (TwoDoubles x) noexcept
{
    const auto root = rootOf (x.high), square = root * root;
    const auto missing = ((x.high - square) - lostBy (square, Halves (root), Halves (root))) + x.low;
    return { root, missing / (root + (root + smallestNormal)) }; // 0, not NaN, for a root of 0
}

} // namespace
} // namespace spikegraph

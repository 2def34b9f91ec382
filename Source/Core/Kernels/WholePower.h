#pragma once

// Small whole powers of vectors of doubles. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/Power.h"

namespace spikegraph
{
namespace
{

/// A power and what its products lost, of which low is rounded: to 2^-100 of itself.
struct Products
{
    TwoDoubles power;
    Halves halves;

    explicit Products (Doubles x) noexcept
        : power{ x, Doubles{} }
        , halves (x)
    {
    }

    /// Times itself or x. (a + da)(b + db) = ab + (a db + b da), but for what is smaller than that rounds.
    void multiplyBy (TwoDoubles by, Halves halvesOfBy) noexcept
    {
        const auto product = power.high * by.high;
        const auto lost = lostBy (product, halves, halvesOfBy);
        power = { product, lost + (power.high * by.low + power.low * by.high) };
        halves = Halves (product);
    }
};

/// x^exponent for an exponent above 0, by its bits from the first (Knuth, The Art of Computer Programming,
/// 4.6.3).
inline Products productsOf (Doubles x, int exponent) noexcept
{
    const Products one (x);
    auto of = one;
    for (int bit = 31 - __builtin_clz (static_cast<unsigned> (exponent)); bit-- > 0;)
    {
        of.multiplyBy (of.power, of.halves);
        if ((exponent >> bit & 1) != 0)
            of.multiplyBy (one.power, one.halves);
    }
    return of;
}

/// 1/x, of whose last place a step of Newton's method makes sure.
inline Doubles reciprocalOf (const Products& x) noexcept
{
    const auto one = Doubles{} + 1.0, first = one / x.power.high, product = first * x.power.high;
    const auto missing = ((one - product) - lostBy (product, Halves (first), x.halves)) - first * x.power.low;
    return first + first * missing;
}

/// Products where neither they nor what they lost leaves the normal numbers, else by logarithms.
inline Doubles wholePowerOf (Doubles x, int exponent, bool& known) noexcept
{
    constexpr auto largest = 0x1p900;
    const auto products = productsOf (x, exponent < 0 ? -exponent : exponent);
    const auto size = sizeOf<double> (products.power.high);
    const auto isInRange = (size >= 1 / largest) & (size <= largest);
    const auto isZero = (x == 0.0) & (Doubles{} + exponent > 0.0); // whose sign the sum would lose
    const auto value = exponent < 0
                           ? reciprocalOf (products)
                           : (isZero ? products.power.high : products.power.high + products.power.low);
    const auto isProduct = isInRange | isZero;
    if (allOf (isProduct))
        return value;
    const auto others = isProduct ? Doubles{} + 1.0 : x;
    const auto byLogarithms =
        powerOf (others, exactLogarithmOf (sizeOf<double> (others)), Doubles{} + exponent, known);
    return isProduct ? value : byLogarithms;
}

} // namespace
} // namespace spikegraph

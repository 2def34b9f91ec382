#pragma once

// The elementary functions of arrays. Part of KernelBody.h, whose rules it follows.

#include "Core/ElementaryFunction.h"
#include "Core/Kernels/Trigonometry.h"
#include "Core/Kernels/WholePower.h"

namespace spikegraph
{
namespace
{

/// See KernelTable.h.
inline bool elementary (ElementaryFunction function, const double* x, double* out, Index count) noexcept
{
    bool known = true;
    const auto apply = [=, &known] (auto f) noexcept
    {
        forEachVector ([&] (Doubles v) noexcept { return f (v, known); }, out, count, x);
        return known;
    };
    switch (function)
    {
        case ElementaryFunction::log:
            return apply ([] (Doubles v, bool& k) noexcept { return naturalLogarithmOf (v, k); });
        case ElementaryFunction::log2:
            return apply ([] (Doubles v, bool& k) noexcept
                          { return logarithmOf (v, 0x1.7154768p0, -0x1.6a3e80f444178p-27, k); });
        case ElementaryFunction::log10:
            return apply ([] (Doubles v, bool& k) noexcept
                          { return logarithmOf (v, 0x1.bcb7b18p-2, -0x1.6c8d78e6acaa4p-29, k); });
        case ElementaryFunction::sin:
            return apply ([] (Doubles v, bool& k) noexcept { return sineOf (v, k); });
        case ElementaryFunction::cos:
            return apply ([] (Doubles v, bool& k) noexcept { return cosineOf (v, k); });
        case ElementaryFunction::tan:
            break;
    }
    return apply ([] (Doubles v, bool& k) noexcept { return tangentOf (v, k); });
}

inline bool isConstant (const double* x, Index count) noexcept
{
    Index i = 0;
    for (; i + lanes<double> <= count; i += lanes<double>)
        if (anyOf (load (x + i) != x[0]))
            return false;
    while (i < count && x[i] == x[0])
        ++i;
    return i == count;
}

/// log(|x[i]|) as out[i] + low[i]: taken once where x does not change.
inline void exactLogarithms (const double* x, double* out, Doubles* low, Index count) noexcept
{
    if (isConstant (x, count))
    {
        const auto log = exactLogarithmOf (sizeOf<double> (Doubles{} + x[0]));
        const auto repeat = [&] (Doubles) noexcept { return *low++ = log.low, log.high; };
        return forEachVector (repeat, out, count, x);
    }
    const auto take = [&] (Doubles base) noexcept
    {
        const auto log = exactLogarithmOf (sizeOf<double> (base));
        *low++ = log.low;
        return log.high;
    };
    forEachVector (take, out, count, x);
}

/// Logarithms of some vectors first, then exponentials: the steps of a power wait for one another, and those
/// of the next vector begin the sooner the fewer there are.
inline bool power (const double* x, const double* y, double* out, Index count) noexcept
{
    constexpr Index vectors = 8, most = vectors * lanes<double>;
    bool known = true;
    for (Index first = 0; first < count; first += most)
    {
        const auto part = count - first < most ? count - first : most;
        Doubles lows[vectors];
        exactLogarithms (x + first, out + first, lows, part);
        const auto* low = lows;
        const auto raise = [&] (Doubles base, Doubles exponent, Doubles high) noexcept {
            return powerOf (base, { high, *low++ }, exponent, known);
        };
        forEachVector (raise, out + first, part, x + first, y + first, out + first);
    }
    return known;
}

inline bool wholePower (const double* x, int exponent, double* out, Index count) noexcept
{
    bool known = true;
    forEachVector ([exponent, &known] (Doubles v) noexcept { return wholePowerOf (v, exponent, known); }, out,
                   count, x);
    return known;
}

} // namespace
} // namespace spikegraph

#pragma once

// The elementary functions of arrays. Part of KernelBody.h, whose rules it follows.

#include "Core/ElementaryFunction.h"
#include "Core/Kernels/ArcFunctions.h"
#include "Core/Kernels/AreaFunctions.h"
#include "Core/Kernels/Hyperbolic.h"
#include "Core/Kernels/WholePower.h"

namespace spikegraph
{
namespace
{

/// out = second(first(x...), x...), some vectors in the first step before the second: the operations of one
/// vector wait for one another, and the fewer they are, the sooner those of the next ones begin.
template <typename First, typename Second, typename... In>
inline void inTwoSteps (First first, Second second, double* out, Index count, const In*... x) noexcept
{
    constexpr Index vectors = 8, most = vectors * lanes<double>;
    for (Index from = 0; from < count; from += most)
    {
        const auto part = count - from < most ? count - from : most;
        Doubles lows[vectors]; // what the first step leaves beside what waits in out
        auto* low = lows;
        const auto begin = [&] (auto... v) noexcept
        {
            const auto between = first (v...);
            *low++ = between.low;
            return between.high;
        };
        forEachVector (begin, out + from, part, x + from...);
        low = lows;
        const auto end = [&] (Doubles high, auto... v) noexcept {
            return second (TwoDoubles{ high, *low++ }, v...);
        };
        forEachVector (end, out + from, part, out + from, x + from...);
    }
}

/// See KernelTable.h. Flattened: a function that is called for each vector loads its constants each time.
__attribute__ ((flatten)) inline bool elementary (ElementaryFunction function, const double* x, double* out,
                                                  Index count) noexcept
{
    bool known = true;
    const auto apply = [=, &known] (auto f) noexcept
    {
        forEachVector ([&] (Doubles v) noexcept { return f (v, known); }, out, count, x);
        return known;
    };
    const auto applyTwo = [=, &known] (auto first, auto second) noexcept
    {
        inTwoSteps (
            first, [&] (TwoDoubles a, Doubles v) noexcept { return second (a, v, known); }, out, count, x);
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
            return applyTwo (restOfQuarters,
                             [] (TwoDoubles r, Doubles v, bool& k) noexcept { return sineOf (r, v, k); });
        case ElementaryFunction::cos:
            return applyTwo (restOfQuarters,
                             [] (TwoDoubles r, Doubles v, bool& k) noexcept { return cosineOf (r, v, k); });
        case ElementaryFunction::tan:
            return applyTwo (restOfQuarters,
                             [] (TwoDoubles r, Doubles v, bool& k) noexcept { return tangentOf (r, v, k); });
        case ElementaryFunction::sinh:
            return apply ([] (Doubles v, bool& k) noexcept { return hyperbolicSineOf (v, k); });
        case ElementaryFunction::cosh:
            return apply ([] (Doubles v, bool& k) noexcept { return hyperbolicCosineOf (v, k); });
        case ElementaryFunction::asin:
            return apply ([] (Doubles v, bool&) noexcept { return arcsineOf (v); });
        case ElementaryFunction::acos:
            return apply ([] (Doubles v, bool&) noexcept { return arccosineOf (v); });
        case ElementaryFunction::atan:
            return applyTwo (argumentOfArctangent,
                             [] (TwoDoubles a, Doubles v, bool&) noexcept { return arctangentOf (a, v); });
        case ElementaryFunction::asinh:
            return applyTwo (argumentOfAreaSine,
                             [] (TwoDoubles a, Doubles v, bool& k) noexcept { return areaSineOf (a, v, k); });
        case ElementaryFunction::acosh:
            return applyTwo (argumentOfAreaCosine, [] (TwoDoubles a, Doubles v, bool& k) noexcept
                             { return areaCosineOf (a, v, k); });
        case ElementaryFunction::atanh:
            break;
    }
    return applyTwo (argumentOfAreaTangent,
                     [] (TwoDoubles a, Doubles v, bool& k) noexcept { return areaTangentOf (a, v, k); });
}

inline bool arctangent2 (const double* y, const double* x, double* out, Index count) noexcept
{
    bool known = true;
    inTwoSteps (
        argumentOfArctangent2,
        [&known] (TwoDoubles t, Doubles b, Doubles a) noexcept { return arctangent2Of (t, b, a, known); },
        out, count, y, x);
    return known;
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

/// A base that does not change has its logarithm taken once.
inline bool power (const double* x, const double* y, double* out, Index count) noexcept
{
    bool known = true;
    const auto logarithm = [] (Doubles base, Doubles) noexcept
    { return exactLogarithmOf (sizeOf<double> (base)); };
    const auto raise = [&known] (TwoDoubles log, Doubles base, Doubles exponent) noexcept
    { return powerOf (base, log, exponent, known); };
    if (!isConstant (x, count))
        inTwoSteps (logarithm, raise, out, count, x, y);
    else if (count > 0)
    {
        const auto log = logarithm (Doubles{} + x[0], Doubles{});
        forEachVector ([&] (Doubles base, Doubles exponent) noexcept { return raise (log, base, exponent); },
                       out, count, x, y);
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

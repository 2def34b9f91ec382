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

/// A base that does not change has its logarithm taken once.
inline bool power (const double* x, const double* y, double* out, Index count) noexcept
{
    bool known = true;
    Doubles lastBase{};
    TwoDoubles log{};
    const auto f = [&] (Doubles base, Doubles exponent) noexcept
    {
        if (anyOf (base != lastBase))
        {
            log = exactLogarithmOf (sizeOf<double> (base));
            lastBase = base;
        }
        return powerOf (base, log, exponent, known);
    };
    forEachVector (f, out, count, x, y);
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

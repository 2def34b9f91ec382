#include "Core/Elementary.h"

#include "Core/Kernels/Kernels.h"

#include <cmath>

namespace spikegraph
{
namespace
{

/// Chosen as the program starts, as the choice allocates.
const auto& bestOfDoubles = bestKernels<double>();
const auto& bestOfFloats = bestKernels<float>();

double valueInLibrary (ElementaryFunction function, double x) noexcept
{
    switch (function)
    {
        case ElementaryFunction::log:
            return std::log (x);
        case ElementaryFunction::log2:
            return std::log2 (x);
        case ElementaryFunction::log10:
            return std::log10 (x);
        case ElementaryFunction::sin:
            return std::sin (x);
        case ElementaryFunction::cos:
            return std::cos (x);
        case ElementaryFunction::tan:
            return std::tan (x);
        case ElementaryFunction::sinh:
            return std::sinh (x);
        case ElementaryFunction::cosh:
            return std::cosh (x);
        case ElementaryFunction::asin:
            return std::asin (x);
        case ElementaryFunction::acos:
            return std::acos (x);
        case ElementaryFunction::atan:
            return std::atan (x);
        case ElementaryFunction::asinh:
            return std::asinh (x);
        case ElementaryFunction::acosh:
            return std::acosh (x);
        case ElementaryFunction::atanh:
            break;
    }
    return std::atanh (x);
}

/// What the kernels do not know, inLibrary (i) does.
template <typename InLibrary>
void completeWith (InLibrary inLibrary, bool allKnown, double* out, Index count) noexcept
{
    for (Index i = 0; !allKnown && i < count; ++i)
        if (std::isnan (out[i]))
            out[i] = inLibrary (i);
}

} // namespace

void elementary (ElementaryFunction function, const double* x, double* out, Index count) noexcept
{
    completeWith ([=] (Index i) { return valueInLibrary (function, x[i]); },
                  bestOfDoubles.elementary (function, x, out, count), out, count);
}

void power (const double* x, const double* y, double* out, Index count) noexcept
{
    completeWith ([=] (Index i) { return std::pow (x[i], y[i]); }, bestOfDoubles.power (x, y, out, count),
                  out, count);
}

void wholePower (const double* x, int exponent, double* out, Index count) noexcept
{
    completeWith ([=] (Index i) { return std::pow (x[i], exponent); },
                  bestOfDoubles.wholePower (x, exponent, out, count), out, count);
}

void arctangent2 (const double* y, const double* x, double* out, Index count) noexcept
{
    completeWith ([=] (Index i) { return std::atan2 (y[i], x[i]); },
                  bestOfDoubles.arctangent2 (y, x, out, count), out, count);
}

void arithmetic (ArithmeticOperator operation, const double* const* arguments, double* out,
                 Index count) noexcept
{
    bestOfDoubles.arithmetic (operation, arguments, out, count);
}

void widen (const float* x, double* out, Index count) noexcept
{
    bestOfFloats.widen (x, out, count);
}

void widen (const double* x, double* out, Index count) noexcept
{
    bestOfDoubles.widen (x, out, count);
}

void narrow (const double* x, float* out, Index count) noexcept
{
    bestOfFloats.narrow (x, out, count);
}

void narrow (const double* x, double* out, Index count) noexcept
{
    bestOfDoubles.narrow (x, out, count);
}

} // namespace spikegraph

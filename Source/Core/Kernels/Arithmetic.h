#pragma once

// Operators of arrays of doubles, and how samples become doubles and back. Part of KernelBody.h, whose rules
// it follows.

#include "Core/ArithmeticOperator.h"
#include "Core/Kernels/Doubles.h"
#include "Core/Kernels/Exponentials.h"

namespace spikegraph
{
namespace
{

/// a^0.5, see ArithmeticOperator.
inline Doubles halfPowerOf (Doubles a) noexcept
{
    return a == -infinity ? Doubles{} + infinity : rootOf (a) + 0.0;
}

/// 1 where a comparison is true, else 0.
template <typename Mask>
inline Doubles truthOf (Mask mask) noexcept
{
    return (Doubles) ((DoubleBits) mask & bitsOf (1.0));
}

/// out = f(of[0], ...), see KernelTable.h.
inline void arithmetic (ArithmeticOperator operation, const double* const* of, double* out,
                        Index count) noexcept
{
    using V = Doubles;
    const auto unary = [=] (auto f) noexcept { forEachVector (f, out, count, of[0]); };
    const auto binary = [=] (auto f) noexcept { forEachVector (f, out, count, of[0], of[1]); };
    const auto ternary = [=] (auto f) noexcept { forEachVector (f, out, count, of[0], of[1], of[2]); };
    switch (operation)
    {
        case ArithmeticOperator::negate:
            return unary ([] (V a) noexcept { return -a; });
        case ArithmeticOperator::square:
            return unary ([] (V a) noexcept { return a * a; });
        case ArithmeticOperator::cube:
            return unary ([] (V a) noexcept { return a * a * a; });
        case ArithmeticOperator::fourthPower:
            return unary ([] (V a) noexcept { return a * a * a * a; });
        case ArithmeticOperator::reciprocal:
            return unary ([] (V a) noexcept { return 1.0 / a; });
        case ArithmeticOperator::squareRoot:
            return unary ([] (V a) noexcept { return rootOf (a); });
        case ArithmeticOperator::root:
            return unary ([] (V a) noexcept { return halfPowerOf (a); });
        case ArithmeticOperator::reciprocalRoot:
            return unary ([] (V a) noexcept { return 1.0 / halfPowerOf (a); });
        case ArithmeticOperator::threeHalves:
            return unary ([] (V a) noexcept { return sizeOf<double> (a) * halfPowerOf (a); });
        case ArithmeticOperator::add:
            return binary ([] (V a, V b) noexcept { return a + b; });
        case ArithmeticOperator::subtract:
            return binary ([] (V a, V b) noexcept { return a - b; });
        case ArithmeticOperator::multiply:
            return binary ([] (V a, V b) noexcept { return a * b; });
        case ArithmeticOperator::divide:
            return binary ([] (V a, V b) noexcept { return a / b; });
        case ArithmeticOperator::smaller:
            return binary ([] (V a, V b) noexcept { return b < a ? b : a; });
        case ArithmeticOperator::larger:
            return binary ([] (V a, V b) noexcept { return a < b ? b : a; });
        case ArithmeticOperator::less:
            return binary ([] (V a, V b) noexcept { return truthOf (a < b); });
        case ArithmeticOperator::greater:
            return binary ([] (V a, V b) noexcept { return truthOf (b < a); });
        case ArithmeticOperator::lessOrEqual:
            return binary ([] (V a, V b) noexcept { return truthOf (a <= b); });
        case ArithmeticOperator::greaterOrEqual:
            return binary ([] (V a, V b) noexcept { return truthOf (b <= a); });
        case ArithmeticOperator::equal:
            return binary ([] (V a, V b) noexcept { return truthOf (a == b); });
        case ArithmeticOperator::notEqual:
            return binary ([] (V a, V b) noexcept { return truthOf (a != b); });
        case ArithmeticOperator::both:
            return binary ([] (V a, V b) noexcept { return truthOf ((a != 0.0) & (b != 0.0)); });
        case ArithmeticOperator::either:
            return binary ([] (V a, V b) noexcept { return truthOf ((a != 0.0) | (b != 0.0)); });
        case ArithmeticOperator::multiplyAdd:
            return ternary ([] (V a, V b, V c) noexcept { return a * b + c; });
        case ArithmeticOperator::select:
            return ternary ([] (V a, V b, V c) noexcept { return a != 0.0 ? b : c; });
    }
}

template <typename T>
void widenAll (const T* x, double* out, Index count) noexcept
{
    Index i = 0;
    for (; i + lanes<double> <= count; i += lanes<double>)
        store (out + i, loadDoubles<Doubles> (x + i));
    for (; i < count; ++i)
        out[i] = static_cast<double> (x[i]);
}

template <typename T>
void narrowAll (const double* x, T* out, Index count) noexcept
{
    Index i = 0;
    for (; i + lanes<double> <= count; i += lanes<double>)
        store (out + i, narrowed<T> (load (x + i)));
    for (; i < count; ++i)
        out[i] = static_cast<T> (x[i]);
}

} // namespace
} // namespace spikegraph

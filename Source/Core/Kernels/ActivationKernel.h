#pragma once

// The named activations. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/Sigmoids.h"

namespace spikegraph
{
namespace
{

/// max(x, 0), of a vector or a number. NaN stays NaN.
template <typename X>
inline X rectifiedOf (X x) noexcept
{
    return x < 0 ? X{} : x;
}

/// out[i] = f(x[i]). NaN stays NaN. Custom functions are not for kernels.
template <typename T>
void activate (ActivationKind kind, T slope, const T* x, T* out, Index count) noexcept
{
    using V = Vector<T>;
    const V one = V{} + T (1);
    const auto apply = [=] (auto f) noexcept { forEachVector (f, out, count, x); };
    switch (kind)
    {
        case ActivationKind::identity:
            return apply ([] (V v) noexcept { return v; });
        case ActivationKind::relu:
            return apply ([] (V v) noexcept { return rectifiedOf (v); });
        case ActivationKind::leakyRelu:
            return apply ([=] (V v) noexcept { return v < T (0) ? v * slope : v; });
        case ActivationKind::elu:
            return apply ([=] (V v) noexcept { return v > T (0) ? v : minusOneOf<T> (v); });
        case ActivationKind::gelu:
            return apply ([] (V v) noexcept { return geluOf<T> (v); });
        case ActivationKind::silu:
            return apply ([] (V v) noexcept { return timesVanishing<T> (v, logisticOf<T> (v)); });
        case ActivationKind::softplus:
            return apply ([] (V v) noexcept { return softplusOf<T> (v); });
        case ActivationKind::sigmoid:
            return apply ([] (V v) noexcept { return logisticOf<T> (v); });
        case ActivationKind::tanh:
            return apply ([] (V v) noexcept { return hyperbolicTangentOf<T> (v); });
        case ActivationKind::abs:
            return apply ([] (V v) noexcept { return sizeOf<T> (v); });
        case ActivationKind::square:
            return apply ([] (V v) noexcept { return v * v; });
        case ActivationKind::exp:
            return apply ([] (V v) noexcept { return exponentialOf<T> (v); });
        case ActivationKind::hardTanh:
            return apply ([=] (V v) noexcept { return v < T (-1) ? -one : v > T (1) ? one : v; });
        case ActivationKind::custom:
            return;
    }
}

} // namespace
} // namespace spikegraph

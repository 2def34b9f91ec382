#pragma once

#include "Core/ActivationKind.h"
#include "Core/Kernels/Kernels.h"
#include "Core/Views.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

namespace spikegraph
{

/// x, no closer to 0 and no farther from it than that.
template <typename T>
T within (T closest, T farthest, T x) noexcept
{
    return std::copysign (std::clamp (std::abs (x), closest, farthest), x);
}

/// What rounding takes from the square of x, exactly: that of half of its bits has none (Dekker).
template <typename T>
T restOfSquare (T x) noexcept
{
    constexpr auto splitter = static_cast<T> (1ull << (std::numeric_limits<T>::digits + 1) / 2) + T (1);
    const T most = x * splitter - (x * splitter - x), least = x - most;
    return most * most - x * x + T (2) * most * least + least * least;
}

/// e/(1 + e)^2, for e = exp(-|x|) the product of sigmoid(x) and sigmoid(-x): it cancels nowhere.
template <typename T>
T logisticDensity (T e) noexcept
{
    return e / ((T (1) + e) * (T (1) + e));
}

/// Part of an array, so short that what is computed on the way stays in the first cache, and the gradient of
/// what a function makes of it. Its loops are ones that compilers vectorise; exp and the like are kernels.
template <typename T>
struct DerivativeTile
{
    static constexpr Index maximum = 256;

    const Kernels<T>& kernels;
    const T* x;
    T* gradient;
    Index count;

    /// gradient[i] *= f'(x[i]) of a named function; slope is leaky_relu's.
    void multiply (ActivationKind kind, T slope) const noexcept
    {
        const auto itself = [] (T v) { return v; };
        const auto minusSize = [] (T v) { return -std::abs (v); };
        switch (kind)
        {
            case ActivationKind::relu:
                return times ([] (T v) { return v > T (0) ? T (1) : T (0); });
            case ActivationKind::leakyRelu:
                return times ([=] (T v) { return v > T (0) ? T (1) : slope; });
            case ActivationKind::elu:
                return timesOf (ActivationKind::exp, itself, [] (T v, T e) { return v > T (0) ? T (1) : e; });
            case ActivationKind::gelu:
                return timesGelu();
            case ActivationKind::silu:
                return timesOf (ActivationKind::exp, minusSize, siluSlope);
            case ActivationKind::softplus:
                return timesOf (ActivationKind::sigmoid, itself,
                                [] (T v, T s) { return v > T (softplusLinearFrom) ? T (1) : s; });
            case ActivationKind::sigmoid:
                return timesOf (ActivationKind::exp, minusSize, [] (T, T e) { return logisticDensity (e); });
            case ActivationKind::tanh: // 2 sigmoid(2x) - 1
                return timesOf (
                    ActivationKind::exp, [] (T v) { return T (-2) * std::abs (v); },
                    [] (T, T e) { return T (4) * logisticDensity (e); });
            case ActivationKind::abs:
                return times ([] (T v) { return v > T (0) ? T (1) : v < T (0) ? T (-1) : T (0); });
            case ActivationKind::square:
                return times ([] (T v) { return T (2) * v; });
            case ActivationKind::exp:
                return timesOf (ActivationKind::exp, itself, [] (T, T e) { return e; });
            case ActivationKind::hardTanh:
                return times ([] (T v) { return std::abs (v) < T (1) ? T (1) : T (0); });
            case ActivationKind::identity:
            case ActivationKind::custom:
                return;
        }
    }

    /// gradient[i] *= slopes[i]
    void multiply (const T* slopes) const noexcept
    {
        for (Index i = 0; i < count; ++i)
            gradient[i] *= slopes[i];
    }

private:
    /// gradient[i] *= slope (x[i])
    template <typename Slope>
    void times (Slope slope) const noexcept
    {
        for (Index i = 0; i < count; ++i)
            gradient[i] *= slope (x[i]);
    }

    /// gradient[i] *= slope (x[i], inner (argument (x[i])))
    template <typename Argument, typename Slope>
    void timesOf (ActivationKind inner, Argument argument, Slope slope) const noexcept
    {
        T values[maximum];
        std::transform (x, x + count, values, argument);
        activate (inner, values);
        for (Index i = 0; i < count; ++i)
            gradient[i] *= slope (x[i], values[i]);
    }

    /// s + x s sigmoid(-x), with s = sigmoid(x) and e = exp(-|x|).
    static T siluSlope (T v, T e) noexcept
    {
        const T s = (v < T (0) ? e : T (1)) / (T (1) + e);
        return s + within (T (0), T (1000), v) * logisticDensity (e); // beyond, that is 0
    }

    /// What the standard normal distribution has below x, which is gelu(x)/x, and x times its density.
    void timesGelu() const noexcept
    {
        constexpr auto peak = T (std::numbers::inv_sqrtpi / std::numbers::sqrt2);
        constexpr auto closest = std::numeric_limits<T>::epsilon() / T (8), farthest = T (40);
        T near[maximum], below[maximum], density[maximum];
        for (Index i = 0; i < count; ++i)
        {
            near[i] = below[i] = within (closest, farthest, x[i]); // elsewhere the slope is as there
            density[i] = T (-0.5) * near[i] * near[i];
        }
        activate (ActivationKind::gelu, below);
        activate (ActivationKind::exp, density);
        std::transform (below, below + count, near, below, std::divides<T>());
        for (Index i = 0; i < count; ++i)
        {
            const T share = std::abs (near[i]) > closest ? below[i] : T (0.5); // at 0 exactly
            const T exact = density[i] * (T (1) - T (0.5) * restOfSquare (near[i]));
            gradient[i] *= share + near[i] * (peak * exact);
        }
    }

    void activate (ActivationKind kind, T* values) const noexcept
    {
        kernels.activate (kind, T (0), values, values, count);
    }
};

} // namespace spikegraph

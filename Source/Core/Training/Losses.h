#pragma once

#include "Core/Tensor.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{

/// A loss and its gradient with respect to the prediction.
template <typename T>
struct Loss
{
    double value;
    Tensor<T> gradient;
};

/// Mean squared error over all elements: mean((y - target)^2). Throws InvalidValue for unequal shapes.
template <typename T>
Loss<T> meanSquaredError (const Tensor<T>& y, const Tensor<T>& target)
{
    requireShape ("the target", target.shape(), y.shape());
    Loss<T> loss{ 0.0, Tensor<T> (y.shape()) };
    const auto count = static_cast<double> (y.size());
    const auto slope = 2.0 / count;
    for (Index i = 0; i < y.size(); ++i)
    {
        const auto error = static_cast<double> (y[i]) - static_cast<double> (target[i]);
        loss.value += error * error;
        loss.gradient[i] = static_cast<T> (slope * error);
    }
    loss.value /= count;
    return loss;
}

/// Mean absolute error over all elements; its gradient where they are equal is 0.
template <typename T>
Loss<T> meanAbsoluteError (const Tensor<T>& y, const Tensor<T>& target)
{
    requireShape ("the target", target.shape(), y.shape());
    Loss<T> loss{ 0.0, Tensor<T> (y.shape()) };
    const auto count = static_cast<double> (y.size());
    for (Index i = 0; i < y.size(); ++i)
    {
        const auto error = static_cast<double> (y[i]) - static_cast<double> (target[i]);
        loss.value += std::abs (error);
        loss.gradient[i] = static_cast<T> (((error > 0.0) - (error < 0.0)) / count);
    }
    loss.value /= count;
    return loss;
}

/// Minus the scale-invariant signal-to-distortion ratio in decibels (Le Roux et al., 2019), the mean over the
/// channels, batch items and units, of (batch, steps, units). With a = <y, s>, S = <s, s>: T = a^2 / S is
/// what y holds of the target s, E = <y, y> - T the rest, and the ratio T/E. Channels whose target is silent
/// have none and are left out.
template <typename T>
Loss<T> negativeSiSdr (const Tensor<T>& y, const Tensor<T>& target)
{
    requireSequence ("the prediction", y.shape());
    requireShape ("the target", target.shape(), y.shape());
    constexpr double floor = 1e-12, decibels = 4.342944819032518; // 10 / ln 10
    Loss<T> loss{ 0.0, Tensor<T> (y.shape()) };
    const auto steps = y.shape()[1], units = y.shape()[2];
    Index channels = 0;
    for (Index b = 0; b < y.shape()[0]; ++b)
    {
        const auto out = y.item (b), wanted = target.item (b);
        const auto gradient = loss.gradient.item (b);
        for (Index unit = 0; unit < units; ++unit)
        {
            double a = 0.0, s = 0.0, power = 0.0;
            for (Index t = 0; t < steps; ++t)
            {
                const double p = out (t, unit), q = wanted (t, unit);
                a += p * q;
                s += q * q;
                power += p * p;
            }
            if (!(s > 0.0))
                continue;
            ++channels;
            const auto kept = a * a / s + floor, rest = std::max (power - a * a / s, 0.0) + floor;
            loss.value -= decibels * std::log (kept / rest);
            for (Index t = 0; t < steps; ++t)
            {
                const auto along = 2.0 * a * static_cast<double> (wanted (t, unit)) / s;
                gradient (t, unit) = static_cast<T> (
                    -decibels * (along / kept - (2.0 * static_cast<double> (out (t, unit)) - along) / rest));
            }
        }
    }
    if (channels > 0)
        loss.value /= static_cast<double> (channels);
    for (T& g : loss.gradient)
        g /= static_cast<T> (std::max (channels, Index{ 1 }));
    return loss;
}

} // namespace spikegraph

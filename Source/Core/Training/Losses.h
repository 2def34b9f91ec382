#pragma once

#include "Core/Tensor.h"

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
    for (Index i = 0; i < y.size(); ++i)
    {
        const auto error = static_cast<double> (y[i]) - static_cast<double> (target[i]);
        loss.value += error * error;
        loss.gradient[i] = static_cast<T> (2.0 * error / count);
    }
    loss.value /= count;
    return loss;
}

} // namespace spikegraph

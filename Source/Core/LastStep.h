#pragma once

#include "Core/Tensor.h"

namespace spikegraph
{

/// The last step of each item of (batch, steps, units): shape (batch, units). What return_sequences=false
/// gives. Throws InvalidValue where there are no steps.
template <typename T>
Tensor<T> lastStep (const Tensor<T>& y)
{
    const auto batch = y.shape()[0], steps = y.shape()[1], units = y.shape()[2];
    if (steps == 0)
        throw InvalidValue ("the last step of a sequence of 0 steps does not exist");
    Tensor<T> last ({ batch, units });
    for (Index b = 0; b < batch; ++b)
        for (Index unit = 0; unit < units; ++unit)
            last[b * units + unit] = y.item (b) (steps - 1, unit);
    return last;
}

/// The gradient of lastStep: gradLast at the last step of a (batch, steps, units) tensor, zero elsewhere.
template <typename T>
Tensor<T> lastStepGradient (const Tensor<T>& gradLast, const Shape& sequence)
{
    requireShape ("the gradient", gradLast.shape(), { sequence[0], sequence[2] });
    Tensor<T> gradient (sequence);
    for (Index b = 0; b < sequence[0]; ++b)
        for (Index unit = 0; unit < sequence[2]; ++unit)
            gradient.item (b) (sequence[1] - 1, unit) = gradLast[b * sequence[2] + unit];
    return gradient;
}

} // namespace spikegraph

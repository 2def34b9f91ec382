#pragma once

#include "Core/Layer.h"

#include <vector>

namespace spikegraph
{

/// Which dimension `dim` means for so many dimensions, a negative one counting from the last. Throws
/// InvalidValue where there is none.
Index pooledDimension (Index dim, Index rank);

/// A shape around one of its dimensions, which is there: `outer` blocks of `length` rows of `inner`
/// contiguous numbers.
struct ShapeAround
{
    Index outer, length, inner;
    Shape without; ///< the shape that removing it leaves
};

ShapeAround shapeAround (const Shape& shape, Index dim);

/// The mean over one dimension, which is removed (pytorch-spiking's TemporalAvgPool). Any rank from 1; a
/// negative dim counts from the last.
template <typename T>
class TemporalAvgPool final : public Layer<T>
{
public:
    explicit TemporalAvgPool (Index dimToUse = 1)
        : dim (dimToUse)
    {
    }

    /// Throws InvalidValue for a dim that x does not have, or a mean over no elements.
    Tensor<T> forward (const Tensor<T>& x, Mode mode) override;
    Tensor<T> backward (const Tensor<T>& gradOutput) override;

private:
    Index dim;
    Shape lastShape;
};

extern template class TemporalAvgPool<float>;
extern template class TemporalAvgPool<double>;

} // namespace spikegraph

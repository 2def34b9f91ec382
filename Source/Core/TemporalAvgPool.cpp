#include "Core/TemporalAvgPool.h"

#include "Core/MeanAccumulator.h"

#include <numeric>

namespace spikegraph
{
namespace
{

/// A shape around one of its dimensions: `outer` blocks of `length` rows of `inner` contiguous numbers.
struct Around
{
    Index outer, length, inner;
};

Around around (const Shape& shape, std::size_t dim)
{
    const auto middle = shape.begin() + static_cast<Shape::difference_type> (dim);
    return { std::accumulate (shape.begin(), middle, Index{ 1 }, std::multiplies<>()), *middle,
             std::accumulate (middle + 1, shape.end(), Index{ 1 }, std::multiplies<>()) };
}

} // namespace

Index pooledDimension (Index dim, Index rank)
{
    if (dim < -rank || dim >= rank)
        throw InvalidValue ("dim must lie in [" + std::to_string (-rank) + ", " + std::to_string (rank - 1) +
                            "] for an array of " + std::to_string (rank) + " dimensions, not " +
                            std::to_string (dim));
    return dim < 0 ? dim + rank : dim;
}

template <typename T>
Tensor<T> TemporalAvgPool<T>::forward (const Tensor<T>& x, Mode)
{
    lastShape = x.shape();
    const auto pooled = static_cast<std::size_t> (pooledDimension (dim, x.rank()));
    const auto [outer, length, inner] = around (x.shape(), pooled);
    if (length == 0)
        throw InvalidValue ("the mean over dimension " + std::to_string (pooled) + " of shape " +
                            describe (x.shape()) + " does not exist");

    auto shape = x.shape();
    shape.erase (shape.begin() + static_cast<Shape::difference_type> (pooled));
    Tensor<T> y (shape);
    MeanAccumulator accumulator (inner);
    for (Index block = 0; block < outer; ++block)
    {
        accumulator.clear();
        for (Index row = 0; row < length; ++row)
            accumulator.add (x.data() + (block * length + row) * inner);
        accumulator.mean (y.data() + block * inner);
    }
    return y;
}

template <typename T>
Tensor<T> TemporalAvgPool<T>::backward (const Tensor<T>& gradOutput)
{
    const auto pooled =
        static_cast<std::size_t> (pooledDimension (dim, static_cast<Index> (lastShape.size())));
    const auto [outer, length, inner] = around (lastShape, pooled);
    auto shape = lastShape;
    shape.erase (shape.begin() + static_cast<Shape::difference_type> (pooled));
    requireShape ("the gradient", gradOutput.shape(), shape);

    Tensor<T> gradInput (lastShape);
    for (Index i = 0; i < gradInput.size(); ++i)
        gradInput[i] = gradOutput[i / (length * inner) * inner + i % inner] / static_cast<T> (length);
    return gradInput;
}

template class TemporalAvgPool<float>;
template class TemporalAvgPool<double>;

} // namespace spikegraph

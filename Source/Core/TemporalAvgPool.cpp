#include "Core/TemporalAvgPool.h"

#include "Core/MeanAccumulator.h"

#include <numeric>

namespace spikegraph
{

ShapeAround shapeAround (const Shape& shape, Index dim)
{
    const auto product = [] (auto begin, auto end)
    { return std::accumulate (begin, end, Index{ 1 }, std::multiplies<>()); };
    const auto at = shape.begin() + dim;
    auto without = shape;
    without.erase (without.begin() + dim);
    return { product (shape.begin(), at), *at, product (at + 1, shape.end()), without };
}

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
    const auto pooled = pooledDimension (dim, x.rank());
    const auto [outer, length, inner, shape] = shapeAround (x.shape(), pooled);
    if (length == 0)
        throw InvalidValue ("the mean over dimension " + std::to_string (pooled) + " of shape " +
                            describe (x.shape()) + " does not exist");

    if (length == 1)
        return { shape, { x.begin(), x.end() } }; // bit for bit: a sum would lose the sign of -0
    Tensor<T> y (shape);
    MeanAccumulator accumulator (inner);
    for (Index block = 0; block < outer; ++block)
    {
        accumulator.clear();
        accumulator.add (Interleaved<const T>{ x.data() + block * length * inner, length, inner });
        accumulator.mean (y.data() + block * inner);
    }
    return y;
}

template <typename T>
Tensor<T> TemporalAvgPool<T>::backward (const Tensor<T>& gradOutput)
{
    const auto [outer, length, inner, shape] =
        shapeAround (lastShape, pooledDimension (dim, static_cast<Index> (lastShape.size())));
    requireShape ("the gradient", gradOutput.shape(), shape);

    Tensor<T> gradInput (lastShape);
    for (Index i = 0; i < gradInput.size(); ++i)
        gradInput[i] = gradOutput[i / (length * inner) * inner + i % inner] / static_cast<T> (length);
    return gradInput;
}

template class TemporalAvgPool<float>;
template class TemporalAvgPool<double>;

} // namespace spikegraph

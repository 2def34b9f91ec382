#include "Core/Linear.h"

#include <Eigen/Core>

#include <utility>

namespace spikegraph
{
namespace
{

template <typename T>
using Matrix = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// A tensor as a matrix of rows of `columns` numbers.
template <typename T>
Eigen::Map<const Matrix<T>> rowsOf (const Tensor<T>& tensor, Index columns)
{
    return { tensor.data(), columns > 0 ? tensor.size() / columns : 0, columns };
}

template <typename T>
Eigen::Map<Matrix<T>> rowsOf (Tensor<T>& tensor, Index columns)
{
    return { tensor.data(), columns > 0 ? tensor.size() / columns : 0, columns };
}

} // namespace

template <typename T>
Linear<T>::Linear (Tensor<T> weightToUse, Tensor<T> biasToUse)
    : weight{ "weight", std::move (weightToUse) }
    , bias{ "bias", std::move (biasToUse) }
{
    if (weight.value.rank() != 2 || weight.value.size() == 0)
        throw InvalidValue ("weight must have shape (outputs, inputs), not " +
                            describe (weight.value.shape()));
    requireShape ("bias", bias.value.shape(), { outputUnits() });
}

template <typename T>
void Linear<T>::process (Interleaved<const T> x, Interleaved<T> y) const noexcept
{
    const auto inputs = inputUnits(), outputs = outputUnits();
    for (Index t = 0; t < x.steps; ++t)
    {
        for (Index n = 0; n < outputs; ++n)
        {
            const T* w = weight.value.data() + n * inputs;
            T sum = bias.value[n];
            for (Index m = 0; m < inputs; ++m)
                sum += w[m] * x (t, m);
            y (t, n) = sum;
        }
    }
}

template <typename T>
void Linear<T>::process (Planar<const T> x, Planar<T> y) const noexcept
{
    const auto inputs = inputUnits(), outputs = outputUnits();
    for (Index n = 0; n < outputs; ++n)
    {
        T* out = y.unit (n);
        for (Index t = 0; t < x.steps; ++t)
            out[t] = bias.value[n];
        for (Index m = 0; m < inputs; ++m)
        {
            const T w = weight.value[n * inputs + m];
            const T* in = x.unit (m);
            for (Index t = 0; t < x.steps; ++t)
                out[t] += w * in[t];
        }
    }
}

template <typename T>
Tensor<T> Linear<T>::forward (const Tensor<T>& x, Mode)
{
    requireSequence ("the input", x.shape());
    requireShape ("the input", x.shape(), { x.shape()[0], x.shape()[1], inputUnits() });
    lastInput = x;

    Tensor<T> y ({ x.shape()[0], x.shape()[1], outputUnits() });
    auto out = rowsOf (y, outputUnits());
    out.noalias() =
        rowsOf (x, inputUnits()) * rowsOf (std::as_const (weight.value), inputUnits()).transpose();
    out.rowwise() += rowsOf (std::as_const (bias.value), outputUnits()).row (0);
    return y;
}

template <typename T>
Tensor<T> Linear<T>::backward (const Tensor<T>& gradOutput)
{
    const auto& shape = lastInput.shape();
    requireShape ("the gradient", gradOutput.shape(), { shape[0], shape[1], outputUnits() });
    const auto dy = rowsOf (gradOutput, outputUnits());

    rowsOf (weight.gradient, inputUnits()).noalias() +=
        dy.transpose() * rowsOf (std::as_const (lastInput), inputUnits());
    rowsOf (bias.gradient, outputUnits()).row (0) += dy.colwise().sum();

    Tensor<T> gradInput (shape);
    rowsOf (gradInput, inputUnits()).noalias() = dy * rowsOf (std::as_const (weight.value), inputUnits());
    return gradInput;
}

template class Linear<float>;
template class Linear<double>;

} // namespace spikegraph

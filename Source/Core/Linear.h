#pragma once

#include "Core/Layer.h"

namespace spikegraph
{

/// y = W x + b at every step, from m units to n. weight has shape (n, m), bias (n).
template <typename T>
class Linear final : public Layer<T>
{
public:
    /// Throws InvalidValue unless weight is (n, m) and bias (n).
    Linear (Tensor<T> weightToUse, Tensor<T> biasToUse);

    Index inputUnits() const noexcept { return weight.value.shape()[1]; }
    Index outputUnits() const noexcept { return weight.value.shape()[0]; }

    /// Every output is the bias plus the products in the order of the inputs, so that blocks, layouts and
    /// instruction sets change no bit. x and y must not overlap. [audio thread]
    void process (Interleaved<const T> x, Interleaved<T> y) const noexcept;
    void process (Planar<const T> x, Planar<T> y) const noexcept;

    /// By Eigen's matrix product: equal to process within rounding.
    Tensor<T> forward (const Tensor<T>& x, Mode mode) override;
    Tensor<T> backward (const Tensor<T>& gradOutput) override;
    std::vector<Parameter<T>*> parameters() override { return { &weight, &bias }; }

    Parameter<T> weight, bias;

private:
    Tensor<T> lastInput;
};

extern template class Linear<float>;
extern template class Linear<double>;

} // namespace spikegraph

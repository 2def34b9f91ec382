#pragma once

#include "Core/Tensor.h"

#include <string>
#include <vector>

namespace spikegraph
{

/// Whether a forward pass is one of training (the reference's module.training) or of inference.
enum class Mode
{
    inference,
    training,
};

/// An array that an optimiser may change, with the gradient that backward passes have added up.
template <typename T>
struct Parameter
{
    std::string name;
    Tensor<T> value;
    Tensor<T> gradient{ value.shape() };

    void clearGradient() { gradient = Tensor<T> (value.shape()); }
};

/// A differentiable step of a model, over sequences of shape (batch, steps, units). Not for the audio thread:
/// forward and backward allocate, and throw InvalidValue where a shape does not fit.
template <typename T>
class Layer
{
public:
    virtual ~Layer() = default;

    /// Keeps what backward needs. The mode is the reference's training flag.
    virtual Tensor<T> forward (const Tensor<T>& x, Mode mode) = 0;

    /// Given dL/dy for the y of the last forward, returns dL/dx and adds to the parameters' gradients.
    virtual Tensor<T> backward (const Tensor<T>& gradOutput) = 0;

    /// What an optimiser may change; empty for a layer without parameters. The pointers live as long as the
    /// layer.
    virtual std::vector<Parameter<T>*> parameters() { return {}; }

    /// Whether the next forward goes on from the state that the last one left, for a batch of the same size.
    /// backward then stops where that forward began: truncated backpropagation through time.
    virtual void carryState (bool shouldCarry) { carriesState = shouldCarry; }

protected:
    bool carriesState = false;
};

} // namespace spikegraph

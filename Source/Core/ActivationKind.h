#pragma once

namespace spikegraph
{

/// The activation functions that have a name.
enum class ActivationKind
{
    identity,
    relu,
    leakyRelu,
    elu,
    gelu,
    silu,
    softplus,
    sigmoid,
    tanh,
    abs,
    square,
    exp,
    hardTanh,
    custom,
};

/// From here on softplus is x itself, as in the reference; the step there is 2e-9.
constexpr double softplusLinearFrom = 20;

} // namespace spikegraph

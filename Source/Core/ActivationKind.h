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

} // namespace spikegraph

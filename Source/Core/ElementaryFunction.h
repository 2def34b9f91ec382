#pragma once

namespace spikegraph
{

/// The elementary functions of one number that have kernels; log is the natural logarithm.
enum class ElementaryFunction
{
    log,
    log2,
    log10,
    sin,
    cos,
    tan,
    sinh,
    cosh,
    asin,
    acos,
    atan,
    asinh,
    acosh,
    atanh,
};

} // namespace spikegraph

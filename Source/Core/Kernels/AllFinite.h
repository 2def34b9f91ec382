#pragma once

// Whether numbers are finite. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/Vectors.h"

namespace spikegraph
{
namespace
{

/// Of those that are not, and only of those, 0 times them is not 0.
template <typename T>
bool allFinite (const T* x, Index count) noexcept
{
    Vector<T> sum{};
    Index i = 0;
    for (; i + lanes<T> <= count; i += lanes<T>)
        sum += load (x + i) * T (0);
    for (; i < count; ++i)
        sum[0] += x[i] * T (0);
    return allOf (sum == T (0));
}

} // namespace
} // namespace spikegraph

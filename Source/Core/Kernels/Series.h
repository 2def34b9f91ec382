#pragma once

// The sums of power series. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/Vectors.h"

namespace spikegraph
{
namespace
{

/// Of the terms from first on, given x, x^2, x^4, ...
template <int count, int first, int size, typename V>
inline V treeOf (const double (&terms)[size], const V* powers) noexcept
{
    if constexpr (count == 1)
        return V{} + static_cast<decltype (+V{}[0])> (terms[first]);
    else
    {
        constexpr int level = count > 8 ? 3 : count > 4 ? 2 : count > 2 ? 1 : 0, half = 1 << level;
        return treeOf<half, first> (terms, powers) +
               powers[level] * treeOf<count - half, first + half> (terms, powers);
    }
}

/// terms[0] + terms[1] x + terms[2] x^2 + ... as a tree, in which few steps wait for one another (Estrin).
template <int count, typename V>
inline V seriesOf (const double (&terms)[count], V x) noexcept
{
    static_assert (count <= 16);
    V powers[4]{ x, x * x };
    powers[2] = powers[1] * powers[1];
    powers[3] = powers[2] * powers[2];
    return treeOf<count, 0> (terms, powers);
}

} // namespace
} // namespace spikegraph

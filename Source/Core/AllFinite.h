#pragma once

#include "Core/Views.h"

#include <Eigen/Core>

namespace spikegraph
{

/// Whether some numbers are neither NaN nor infinite. 0 times them tells, and takes less time than a look at
/// each.
template <typename T>
bool allFinite (const T* x, Index count) noexcept
{
    return (Eigen::Map<const Eigen::Array<T, Eigen::Dynamic, 1>> (x, count) * T (0)).sum() == T (0);
}

} // namespace spikegraph

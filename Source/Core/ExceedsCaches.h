#pragma once

#include "Core/Views.h"

namespace spikegraph
{

/// Whether results are too large to stay in a cache, and may be written past it. In place, they are there
/// already.
template <typename T>
bool exceedsCaches (Interleaved<const T> x, Interleaved<T> y) noexcept
{
    constexpr Index bytes = Index{ 16 } << 20;
    return x.samples != y.samples && x.steps * x.units * static_cast<Index> (sizeof (T)) >= bytes;
}

} // namespace spikegraph

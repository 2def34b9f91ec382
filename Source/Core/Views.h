#pragma once

#include <cstddef>
#include <type_traits>

namespace spikegraph
{

using Index = std::ptrdiff_t;

/// A non-owning view of steps x units samples as tensors lay them out: the units of a step are contiguous, a
/// row a step.
template <typename T>
struct Interleaved
{
    T* samples = nullptr;
    Index steps = 0;
    Index units = 0;

    T& operator() (Index step, Index unit) const noexcept { return samples[step * units + unit]; }

    Interleaved slice (Index firstStep, Index numSteps) const noexcept
    {
        return { samples + firstStep * units, numSteps, units };
    }

    operator Interleaved<const T>() const noexcept requires (!std::is_const_v<T>)
    {
        return { samples, steps, units };
    }
};

/// A non-owning view of steps x units samples as audio lays them out: a pointer a unit.
template <typename T>
struct Planar
{
    T* const* channels = nullptr;
    Index steps = 0;
    Index units = 0;
    Index firstStep = 0;

    T* unit (Index unitIndex) const noexcept { return channels[unitIndex] + firstStep; }
    T& operator() (Index step, Index unitIndex) const noexcept { return unit (unitIndex)[step]; }

    Planar slice (Index first, Index numSteps) const noexcept
    {
        return { channels, numSteps, units, firstStep + first };
    }

    operator Planar<const T>() const noexcept requires (!std::is_const_v<T>)
    {
        return { channels, steps, units, firstStep };
    }
};

} // namespace spikegraph

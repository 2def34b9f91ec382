#pragma once

#include "Core/Tensor.h"

#include <algorithm>
#include <utility>

namespace spikegraph::cli
{

/// How a layer goes through (batch, steps, units): some items of the batch at a time, as units of one. They
/// are independent, so that the results are the same; but a call costs as much as many steps of few units.
struct ItemGroups
{
    Index batch, steps, units;
    Index items = 1; ///< in a group; the last may have fewer

    Index samples() const noexcept { return items * steps * units; }
};

/// So many units that the state of a filter stays in the first caches.
constexpr Index mostUnitsTogether = 256;

/// Groups that a layer takes the least time for. unitsAreAlike: no unit has a parameter of its own.
inline ItemGroups groupItems (const Shape& shape, bool unitsAreAlike)
{
    constexpr Index longestCall = 2048, enoughUnits = 16;
    ItemGroups groups{ shape[0], shape[1], shape[2] };
    if (groups.steps == 1 && unitsAreAlike) // then all samples are items of one unit
        groups.batch *= std::exchange (groups.units, 1);

    const auto itemSamples = std::max (Index{ 1 }, groups.samples());
    const Index mostSamples = groups.units == 1 ? 1 << 17 : 1 << 15;
    auto items = std::min ({ groups.batch, mostSamples / itemSamples, mostUnitsTogether / groups.units });
    if (groups.units == 1 && items > enoughUnits)
        items -= items % enoughUnits; // whole vectors of samples
    if (itemSamples < longestCall || (groups.units < enoughUnits && items * groups.units >= enoughUnits))
        groups.items = std::max (Index{ 1 }, items);
    return groups;
}

/// How far apart the samples of neighbouring items and of neighbouring steps are.
struct ItemStrides
{
    Index item, step;
};

/// Copies samples between rows and columns: how far apart they are on either side.
template <typename T>
void copySamples (const T* from, Index fromStride, T* to, Index toStride, Index count) noexcept
{
#pragma GCC unroll 8 // by itself a copy takes less than what a round of the loop takes
    for (Index i = 0; i < count; ++i)
        to[i * toStride] = from[i * fromStride];
}

/// Copies items whose units lie side by side to where other strides put them.
template <typename T>
void copyItems (const T* from, ItemStrides fromStrides, T* to, ItemStrides toStrides, Index items,
                Index steps, Index units) noexcept
{
    constexpr Index longRow = 16, shortItem = 16; // from where on the one loop is faster than the other
    if (fromStrides.item == units && toStrides.item == units) // items of one step
        std::copy_n (from, items * units, to);
    else if (units >= longRow)
        for (Index item = 0; item < items; ++item)
            for (Index step = 0; step < steps; ++step)
                std::copy_n (from + item * fromStrides.item + step * fromStrides.step, units,
                             to + item * toStrides.item + step * toStrides.step);
    else if (steps >= shortItem)
        for (Index item = 0; item < items; ++item)
            for (Index unit = 0; unit < units; ++unit)
                copySamples (from + item * fromStrides.item + unit, fromStrides.step,
                             to + item * toStrides.item + unit, toStrides.step, steps);
    else
        for (Index step = 0; step < steps; ++step)
            for (Index unit = 0; unit < units; ++unit)
                copySamples (from + step * fromStrides.step + unit, fromStrides.item,
                             to + step * toStrides.step + unit, toStrides.item, items);
}

} // namespace spikegraph::cli

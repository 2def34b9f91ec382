#pragma once

// Spikes of many units, in both layouts. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/SpikeUnit.h"

namespace spikegraph
{
namespace
{

template <bool pastCaches, typename T>
inline void spikeRows (const T* a, T* out, T* v, Index steps, Index units, T dt, T divisor) noexcept
{
    const Index vectorUnits = units - units % lanes<T>;
    for (Index i = 0; i < steps; ++i, a += units, out += units)
    {
        for (Index unit = 0; unit < vectorUnits; unit += lanes<T>)
        {
            auto voltage = load (v + unit);
            const auto spikes = spikeStep (load (a + unit), voltage, dt, divisor);
            store (v + unit, voltage);
            if constexpr (pastCaches)
                storePastCaches (out + unit, spikes);
            else
                store (out + unit, spikes);
        }
        for (Index unit = vectorUnits; unit < units; ++unit)
            out[unit] = spikeStep (a[unit], v[unit], dt, divisor);
    }
}

/// Units that would leave most of a vector empty, or take all of one.
template <typename V, typename T>
inline void spikeFewUnits (const T* a, T* out, T* v, Index steps, Index units, T dt, T divisor) noexcept
{
    for (Index count = 0; (count = stepsInRun<T> (steps, units)) > 0; steps -= count)
    {
        if (spikeRun<V> (a, out, v, count, units, dt, divisor) < 0)
            spikeRows<false> (a, out, v, count, units, dt, divisor);
        a += count * units;
        out += count * units;
    }
    spikeRows<false> (a, out, v, steps, units, dt, divisor);
}

template <typename T>
void spikeInterleaved (const T* a, T* out, T* v, Index steps, Index units, T dt, T divisor,
                       bool pastCaches) noexcept
{
    const auto rowBytes = static_cast<unsigned long> (units) * sizeof (T);
    if (units == 1)
        spikeUnit (a, out, *v, steps, dt, divisor);
    else if (rowBytes <= 8)
        spikeFewUnits<Row<T, 8>> (a, out, v, steps, units, dt, divisor);
    else if (rowBytes <= 16)
        spikeFewUnits<Row<T, 16>> (a, out, v, steps, units, dt, divisor);
    else if (units <= lanes<T>)
        spikeFewUnits<Vector<T>> (a, out, v, steps, units, dt, divisor);
    else if (pastCaches && canPassCaches (out, units))
        spikeRows<true> (a, out, v, steps, units, dt, divisor);
    else
        spikeRows<false> (a, out, v, steps, units, dt, divisor);
}

/// As many units from `unit` on as fill some groups. Returns the first one that is left.
template <Index groups, typename T>
inline Index spikeSquares (const PlanarPart<T>& of, T* v, Index unit, Index units, T dt, T divisor) noexcept
{
    constexpr Index n = lanes<T>;
    for (; unit + groups * n <= units; unit += groups * n)
    {
        Vector<T> voltages[groups];
        for (Index group = 0; group < groups; ++group)
            voltages[group] = load (v + unit + group * n);
        advanceSquares<Vector<T>, groups> (of, unit,
                                           [&] (Index group, Vector<T> a) noexcept
                                           { return spikeStep (a, voltages[group], dt, divisor); });
        for (Index group = 0; group < groups; ++group)
            store (v + unit + group * n, voltages[group]);
    }
    return unit;
}

template <typename T>
void spikePlanar (const PlanarPart<T>& of, T* v, Index units, T dt, T divisor) noexcept
{
    constexpr Index groups = lanes<T> < 16 ? 2 : 1; // so that a step of few units is not waited for
    const Index inGroups = spikeSquares<groups> (of, v, 0, units, dt, divisor);
    const Index vectorUnits = spikeSquares<1> (of, v, inGroups, units, dt, divisor);
    for (Index unit = 0; unit < units; ++unit)
    {
        const Index done = unit < vectorUnits ? of.steps - of.steps % lanes<T> : 0;
        spikeUnit (of.in[unit] + of.firstIn + done, of.out[unit] + of.firstOut + done, v[unit],
                   of.steps - done, dt, divisor);
    }
}

} // namespace
} // namespace spikegraph

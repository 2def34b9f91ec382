#pragma once

// Spikes of many units, in both layouts. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/ActivationKernel.h"
#include "Core/Kernels/SpikeUnit.h"

namespace spikegraph
{
namespace
{

template <bool rectified, typename X>
inline X rateOf (X a) noexcept
{
    if constexpr (rectified)
        return rectifiedOf (a);
    return a;
}

/// Rectifies a into out, and returns where it is.
template <typename T>
inline const T* rectify (const T* a, T* out, Index count) noexcept
{
    activate (ActivationKind::relu, T (0), a, out, count);
    return out;
}

template <bool rectified, bool pastCaches, typename T>
inline void spikeRows (const T* a, T* out, T* v, Index steps, Index units, T dt, T divisor) noexcept
{
    const Index vectorUnits = units - units % lanes<T>;
    for (Index i = 0; i < steps; ++i, a += units, out += units)
    {
        for (Index unit = 0; unit < vectorUnits; unit += lanes<T>)
        {
            auto voltage = load (v + unit);
            const auto spikes = spikeStep (rateOf<rectified> (load (a + unit)), voltage, dt, divisor);
            store (v + unit, voltage);
            if constexpr (pastCaches)
                storePastCaches (out + unit, spikes);
            else
                store (out + unit, spikes);
        }
        for (Index unit = vectorUnits; unit < units; ++unit)
            out[unit] = spikeStep (rateOf<rectified> (a[unit]), v[unit], dt, divisor);
    }
}

/// Units that would leave most of a vector empty, or take all of one.
template <typename V, typename T>
inline void spikeFewUnits (const T* a, T* out, T* v, Index steps, Index units, T dt, T divisor) noexcept
{
    for (Index count = 0; (count = stepsInRun<T> (steps, units)) > 0; steps -= count)
    {
        if (spikeRun<V> (a, out, v, count, units, dt, divisor) < 0)
            spikeRows<false, false> (a, out, v, count, units, dt, divisor);
        a += count * units;
        out += count * units;
    }
    spikeRows<false, false> (a, out, v, steps, units, dt, divisor);
}

template <bool rectified, typename T>
inline void spikeManyUnits (const T* a, T* out, T* v, Index steps, Index units, T dt, T divisor,
                            bool pastCaches) noexcept
{
    if (pastCaches && canPassCaches (out, units))
        spikeRows<rectified, true> (a, out, v, steps, units, dt, divisor);
    else
        spikeRows<rectified, false> (a, out, v, steps, units, dt, divisor);
}

template <typename T>
void spikeInterleaved (const T* a, T* out, T* v, Index steps, Index units, T dt, T divisor, bool rectified,
                       bool pastCaches) noexcept
{
    if (units > lanes<T>)
        return rectified ? spikeManyUnits<true> (a, out, v, steps, units, dt, divisor, pastCaches)
                         : spikeManyUnits<false> (a, out, v, steps, units, dt, divisor, pastCaches);
    if (rectified)
        a = rectify (a, out, steps * units);
    const auto rowBytes = static_cast<unsigned long> (units) * sizeof (T);
    if (units == 1)
        spikeUnit (a, out, *v, steps, dt, divisor);
    else if (rowBytes <= 8)
        spikeFewUnits<Row<T, 8>> (a, out, v, steps, units, dt, divisor);
    else if (rowBytes <= 16)
        spikeFewUnits<Row<T, 16>> (a, out, v, steps, units, dt, divisor);
    else
        spikeFewUnits<Vector<T>> (a, out, v, steps, units, dt, divisor);
}

/// As many units from `unit` on as fill some groups. Returns the first one that is left.
template <Index groups, bool rectified, typename T>
inline Index spikeSquares (const PlanarPart<T>& of, T* v, Index unit, Index units, T dt, T divisor) noexcept
{
    constexpr Index n = lanes<T>;
    for (; unit + groups * n <= units; unit += groups * n)
    {
        Vector<T> voltages[groups];
        for (Index group = 0; group < groups; ++group)
            voltages[group] = load (v + unit + group * n);
        advanceSquares<Vector<T>, groups> (
            of, unit,
            [&] (Index group, Vector<T> a) noexcept
            { return spikeStep (rateOf<rectified> (a), voltages[group], dt, divisor); });
        for (Index group = 0; group < groups; ++group)
            store (v + unit + group * n, voltages[group]);
    }
    return unit;
}

/// As many units as fill vectors.
template <bool rectified, typename T>
inline void spikeAllSquares (const PlanarPart<T>& of, T* v, Index units, T dt, T divisor) noexcept
{
    constexpr Index groups = lanes<T> < 16 ? 2 : 1; // so that a step of few units is not waited for
    const Index inGroups = spikeSquares<groups, rectified> (of, v, 0, units, dt, divisor);
    spikeSquares<1, rectified> (of, v, inGroups, units, dt, divisor);
}

template <typename T>
void spikePlanar (const PlanarPart<T>& of, T* v, Index units, T dt, T divisor, bool rectified) noexcept
{
    const auto spikeAlone = [&] (Index unit, Index first, Index last) noexcept
    {
        const T* a = of.in[unit] + of.firstIn + first;
        T* const out = of.out[unit] + of.firstOut + first;
        if (rectified)
            a = rectify (a, out, last - first);
        spikeUnit (a, out, v[unit], last - first, dt, divisor);
    };
    const Index vectorUnits = units - units % lanes<T>, head = stepsToLine (of, vectorUnits);
    const Index tail = of.steps - (of.steps - head) % lanes<T>;
    for (Index unit = 0; head > 0 && unit < vectorUnits; ++unit)
        spikeAlone (unit, 0, head);
    if (rectified)
        spikeAllSquares<true> (without (head, of), v, units, dt, divisor);
    else
        spikeAllSquares<false> (without (head, of), v, units, dt, divisor);
    for (Index unit = 0; unit < units; ++unit)
        spikeAlone (unit, unit < vectorUnits ? tail : 0, of.steps);
}

} // namespace
} // namespace spikegraph

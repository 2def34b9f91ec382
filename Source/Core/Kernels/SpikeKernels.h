#pragma once

// v += a*dt; n = floor(v); v -= n; out = n/divisor. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/Squares.h"

namespace spikegraph
{
namespace
{

template <typename T, typename X>
inline X spikeStep (X a, X& v, T dt, T divisor) noexcept
{
    const X raised = v + a * dt;
    const X n = floorOf (raised);
    v = raised - n;
    return n / divisor;
}

/// One T in a vector, which keeps comparisons of bits where the arithmetic is.
template <typename T>
struct SingleOf
{
    typedef T Type __attribute__ ((vector_size (16)));
    typedef typename BitsOf<T>::Type Bits __attribute__ ((vector_size (16)));
};

// One unit through a run of steps, three ways; each returns how many steps had spikes.

/// Where spikes are rare: as long as the voltage stays in [0, 1), n is 0 and the only work that a step waits
/// for is one addition, because a predicted branch costs nothing.
template <typename T>
inline Index spikeRarely (const T* a, T* out, T& v, Index steps, T dt, T divisor) noexcept
{
    T voltage = v;
    Index spikes = 0;
    for (Index i = 0; i < steps; ++i)
    {
        const T raised = voltage + a[i] * dt;
        if (__builtin_expect (raised >= T (0) && raised < T (1), 1))
        {
            voltage = raised;
            out[i] = T (0);
        }
        else
        {
            const T n = floorOf (raised);
            voltage = raised - n;
            out[i] = n / divisor;
            ++spikes;
        }
    }
    v = voltage;
    return spikes;
}

/// Where spikes are frequent, and the branch would be mispredicted.
template <typename T>
inline Index spikeOften (const T* a, T* out, T& v, Index steps, T dt, T divisor) noexcept
{
    T voltage = v;
    Index spikes = 0;
    for (Index i = 0; i < steps; ++i)
    {
        out[i] = spikeStep (a[i], voltage, dt, divisor);
        spikes += out[i] != T (0);
    }
    v = voltage;
    return spikes;
}

/// The same where v and all products are in [0, 1): a raised voltage is below 2, and the new one is whichever
/// of itself and itself minus 1 is not negative: as bits, the smaller. A floor would take twice as long.
template <typename T>
inline Index spikeAtMostOnceAStep (const T* a, T* out, T& v, Index steps, T dt, T divisor) noexcept
{
    using Single = typename SingleOf<T>::Type;
    using Bits = typename SingleOf<T>::Bits;
    const Single one{ T (1) }, height{ T (1) / divisor };
    Single voltage{ v };
    Index spikes = 0;
    for (Index i = 0; i < steps; ++i)
    {
        const Single raised = voltage + Single{ a[i] * dt }, lowered = raised - one;
        out[i] = ((Single) ((Bits) height & (Bits) (raised >= one)))[0];
        spikes += out[i] != T (0);
        voltage = (Single) ((Bits) raised < (Bits) lowered ? (Bits) raised : (Bits) lowered);
    }
    v = voltage[0];
    return spikes;
}

/// Whether v and all products a*dt are in [0, 1). As bits, a negative number or NaN is higher than 1.
template <typename T>
inline bool spikesAtMostOnceAStep (const T* a, T v, Index steps, T dt) noexcept
{
    auto highest = bitsOf (v);
    for (Index i = 0; i < steps; ++i)
    {
        const auto product = bitsOf (a[i] * dt);
        highest = product > highest ? product : highest;
    }
    return highest < bitsOf (T (1));
}

/// One unit through time, each run of it on the shortest way to the same bits. The first run is short: it
/// only finds out how frequent spikes are.
template <typename T>
void spikeUnit (const T* a, T* out, T& v, Index steps, T dt, T divisor) noexcept
{
    bool rare = true;
    for (Index first = 0, run = 16; first < steps; first += run, run = rare ? 128 : 256)
    {
        const Index count = first + run < steps ? run : steps - first;
        Index spikes = 0;
        if (rare)
            spikes = spikeRarely (a + first, out + first, v, count, dt, divisor);
        else if (spikesAtMostOnceAStep (a + first, v, count, dt))
            spikes = spikeAtMostOnceAStep (a + first, out + first, v, count, dt, divisor);
        else
            spikes = spikeOften (a + first, out + first, v, count, dt, divisor);
        rare = spikes <= run / 12;
    }
}

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

template <typename T>
void spikeInterleaved (const T* a, T* out, T* v, Index steps, Index units, T dt, T divisor,
                       bool pastCaches) noexcept
{
    if (units == 1)
        spikeUnit (a, out, *v, steps, dt, divisor);
    else if (pastCaches && canPassCaches (out, units))
        spikeRows<true> (a, out, v, steps, units, dt, divisor);
    else
        spikeRows<false> (a, out, v, steps, units, dt, divisor);
}

template <typename T>
void spikePlanar (const PlanarPart<T>& of, T* v, Index units, T dt, T divisor) noexcept
{
    const Index vectorUnits = units - units % lanes<T>;
    for (Index unit = 0; unit < vectorUnits; unit += lanes<T>)
    {
        auto voltages = load (v + unit);
        advanceSquares<Vector<T>> (
            of, unit, [&] (Vector<T> a) noexcept { return spikeStep (a, voltages, dt, divisor); });
        store (v + unit, voltages);
    }
    for (Index unit = 0; unit < units; ++unit)
    {
        const Index done = unit < vectorUnits ? of.steps - of.steps % lanes<T> : 0;
        spikeUnit (of.in[unit] + of.firstIn + done, of.out[unit] + of.firstOut + done, v[unit],
                   of.steps - done, dt, divisor);
    }
}

} // namespace
} // namespace spikegraph

#pragma once

// One unit through time. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/SpikeParts.h"
#include "Core/Kernels/SpikeRun.h"

namespace spikegraph
{
namespace
{

// Steps of one unit, three ways to the same bits; SpikeRun.h and SpikeParts.h have two more. Each returns how
// many steps had spikes.

/// Where spikes are regular: a predicted branch costs nothing, so that all a step waits for is one addition,
/// and one subtraction where there is a spike.
template <typename T>
inline Index spikePredictably (const T* a, T* out, T& v, Index steps, T dt, T divisor) noexcept
{
    const T height = T (1) / divisor;
    T voltage = v;
    Index spikes = 0;
    for (Index i = 0; i < steps; ++i)
    {
        const T raised = voltage + a[i] * dt;
        if (__builtin_expect (raised >= T (0) && raised < T (1), 1))
        {
            voltage = raised;
            out[i] = T (0);
            continue;
        }
        ++spikes;
        if (raised >= T (1) && raised < T (2))
        {
            voltage = raised - T (1);
            out[i] = height;
        }
        else
        {
            const T n = floorOf (raised);
            voltage = raised - n;
            out[i] = n / divisor;
        }
    }
    v = voltage;
    return spikes;
}

/// Where spikes are rare: no product is negative, so that where the last step of some has none, none has.
template <typename T>
inline Index spikeRarely (const T* a, T* out, T& v, Index steps, T dt, T divisor) noexcept
{
    constexpr Index some = 8;
    Index i = 0, spikes = 0;
    for (; i + some <= steps; i += some)
    {
        T raised = v;
        auto bits = bitsOf (T (0));
        for (Index k = i; k < i + some; ++k)
        {
            const T product = a[k] * dt;
            raised += product;
            bits |= bitsOf (product);
        }
        if (__builtin_expect (raised < T (1) && bits < bitsOf (-T (0)), 1))
        {
            for (Index k = i; k < i + some; ++k)
                out[k] = T (0);
            v = raised;
        }
        else
        {
            spikes += spikePredictably (a + i, out + i, v, some, dt, divisor);
        }
    }
    return spikes + spikePredictably (a + i, out + i, v, steps - i, dt, divisor);
}

/// Whatever the numbers are.
template <typename T>
inline Index spikePlainly (const T* a, T* out, T& v, Index steps, T dt, T divisor) noexcept
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

/// One unit through time, run by run. The first run is short: it only finds out how frequent spikes are.
template <typename T>
void spikeUnit (const T* a, T* out, T& v, Index steps, T dt, T divisor) noexcept
{
    constexpr Index firstRun = 16;
    constexpr Index shortestWait = 4, longestWait = 256; // runs until parts are tried again
    constexpr Index longestPlainRun = 16 * longestRun;   // where there are such numbers, there may be more
    bool rare = false;
    Index count = 0, nextWait = shortestWait, wait = 0;
    for (; steps > 0; steps -= count, a += count, out += count)
    {
        if (v != v) // NaN stays
        {
            for (Index i = 0; i < steps; ++i)
                out[i] = v;
            return;
        }
        const bool isFirst = count == 0;
        const auto inParts = wait == 0 ? stepsInParts<T> (steps) : 0;
        Index spikes = -1;
        if (rare)
        {
            count = steps < longestRun ? steps : longestRun;
            spikes = spikeRarely (a, out, v, count, dt, divisor);
        }
        else if (inParts > 0 && !isFirst)
        {
            count = inParts;
            spikes = spikeInParts (a, out, v, count, dt, divisor);
            const bool refused = spikes < 0;
            wait = refused ? nextWait : 0;
            nextWait = !refused ? shortestWait : nextWait < longestWait ? 2 * nextWait : longestWait;
        }
        if (spikes < 0)
        {
            wait -= wait > 0;
            count = stepsInRun<T> (isFirst && steps > firstRun ? firstRun : steps, 1);
            if (count > 0)
                spikes = spikeRun<Row<T, 8>> (a, out, &v, count, 1, dt, divisor);
        }
        if (spikes < 0)
        {
            count = steps < longestPlainRun ? steps : longestPlainRun;
            spikes = spikePlainly (a, out, v, count, dt, divisor);
        }
        rare = spikes <= count / (inParts > 0 ? 48 : 12);
    }
}

} // namespace
} // namespace spikegraph

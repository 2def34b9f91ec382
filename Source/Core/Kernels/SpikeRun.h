#pragma once

// As few units as a vector holds, a row of them a step. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/SpikeStep.h"

namespace spikegraph
{
namespace
{

constexpr Index longestRun = 256;

/// So many steps that their samples fill whole vectors, or 0.
template <typename T>
constexpr Index stepsInRun (Index steps, Index units) noexcept
{
    const Index most = steps * units < longestRun ? steps : longestRun / units;
    return most - most % lanes<T>;
}

/// Steps, as many as stepsInRun allows, of at most as many units as a V has lanes, which had better not be
/// many more: a row that reaches into a second store waits for both to come to the cache. First come all
/// voltages, one step after the other as each waits for the one before it, but by the shortest way; then all
/// spikes, many at a time, which shows whether the voltages are right. Returns how many spikes' samples are
/// not 0, or -1, where the voltages were wrong and nothing has changed.
template <typename V, typename T>
inline Index spikeRun (const T* a, T* out, T* v, Index steps, Index units, T dt, T divisor) noexcept
{
    constexpr Index n = lanes<T>, beyond = sizeof (V) / sizeof (T);
    const Index count = steps * units;
    alignas (64) T products[longestRun + beyond], floors[longestRun + beyond], voltages[longestRun + beyond];
    for (Index i = 0; i < count; i += n)
    {
        const auto product = load (a + i) * dt;
        store (products + i, product);
        store (floors + i, floorOf (product));
    }

    // What a row holds beyond its units belongs to the next row and is overwritten by it.
    V row{};
    __builtin_memcpy (&row, v, static_cast<unsigned long> (units < beyond ? units : beyond) * sizeof (T));
    store (voltages, row);
    for (Index i = 0; i < count; i += units)
    {
        row = voltageAfter (row + loadAs<V> (products + i), loadAs<V> (floors + i));
        store (voltages + i + units, row);
    }

    SpikesFound<T> found;
    for (Index i = 0; i < count; i += n)
        store (products + i,
               found (load (voltages + i), load (products + i), load (voltages + i + units)) / divisor);
    if (anyOf (found.wrong))
        return -1;
    __builtin_memcpy (out, products, static_cast<unsigned long> (count) * sizeof (T));
    __builtin_memcpy (v, voltages + count, static_cast<unsigned long> (units) * sizeof (T));
    return count - found.silentCount();
}

} // namespace
} // namespace spikegraph

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

// One unit through a run of steps, four ways to the same bits.

/// Where spikes are rare or regular: a predicted branch costs nothing, so that all a step waits for is one
/// addition, and one subtraction where there is a spike. Returns how many steps had spikes.
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

// The two below do not wait for a comparison: while it is made, the next product is added to the voltage that
// there is with a spike, and to that without one; after the last, nothing. So a step takes a subtraction, an
// addition and a choice, where a floor would take twice as long.

/// Where v and all products are in [0, 1): a raised voltage is below 2.
template <typename T>
inline Index spikeAtMostOnceAStep (const T* a, T* out, T& v, Index steps, T dt, T divisor) noexcept
{
    using Single = typename SingleOf<T>::Type;
    using Bits = typename SingleOf<T>::Bits;
    const Single one{ T (1) }, height{ T (1) / divisor };
    Single raised = Single{ v } + Single{ a[0] * dt };
    Index spikes = 0;
    for (Index i = 0; i < steps; ++i)
    {
        const auto isSpike = raised >= one;
        out[i] = ((Single) ((Bits) height & (Bits) isSpike))[0];
        spikes += out[i] != T (0);
        const Single lowered = raised - one, product{ i + 1 < steps ? a[i + 1] * dt : T (0) };
        raised = isSpike ? lowered + product : raised + product;
    }
    v = raised[0];
    return spikes;
}

constexpr Index longestRun = 256;

/// Several spikes a step, negative ones too: v in [0, 1) plus a product p lies in [k, k + 2) with k =
/// floor(p), which need not wait for v, so that the new voltage is v + p - k or the same minus 1. Afterwards
/// all steps are done as defined, many at a time, from the voltages so found: that gives n, and shows where
/// they are wrong, which they are for numbers that are not finite or round up to k + 2. Then nothing has
/// changed, and -1 is returned. For a multiple of lanes<T> steps, up to the longest run.
template <typename T>
inline Index spikeByGuess (const T* a, T* out, T& v, Index steps, T dt, T divisor) noexcept
{
    using Single = typename SingleOf<T>::Type;
    alignas (64) T products[longestRun + 1], floors[longestRun], floorsAndOne[longestRun];
    alignas (64) T voltages[longestRun + 1];
    for (Index i = 0; i < steps; i += lanes<T>)
    {
        const Vector<T> product = load (a + i) * dt, floor = floorOf (product);
        store (products + i, product);
        store (floors + i, floor);
        store (floorsAndOne + i, floor + T (1));
    }
    products[steps] = T (0);
    voltages[0] = v;
    Single raised = Single{ v } + Single{ products[0] };
    for (Index i = 0; i < steps; ++i)
    {
        const auto isAbove = raised >= Single{ floorsAndOne[i] };
        const Single lower = raised - Single{ floorsAndOne[i] }, higher = raised - Single{ floors[i] };
        voltages[i + 1] = (isAbove ? lower : higher)[0];
        const Single product{ products[i + 1] };
        raised = isAbove ? lower + product : higher + product;
    }

    auto wrong = Vector<T>{} != Vector<T>{};
    auto silent = wrong;
    for (Index i = 0; i < steps; i += lanes<T>)
    {
        const Vector<T> sum = load (voltages + i) + load (products + i), n = floorOf (sum);
        wrong |= sum - n != load (voltages + i + 1);
        silent += n == T (0);
        store (products + i, n / divisor);
    }
    Index spikes = steps;
    for (Index lane = 0; lane < lanes<T>; ++lane)
    {
        if (wrong[lane] != 0)
            return -1;
        spikes += silent[lane]; // each -1
    }
    __builtin_memcpy (out, products, static_cast<unsigned long> (steps) * sizeof (T));
    v = voltages[steps];
    return spikes;
}

/// What is known of a run before it is run.
struct RunOfProducts
{
    bool spikeAtMostOnce; ///< v and all products a*dt are in [0, 1)
    bool areSteady;       ///< and the products differ by so little that spikes come at regular distances
};

/// As bits, numbers that are not negative have the order that they have as numbers, and a negative one or NaN
/// is higher than 1.
template <typename T>
inline RunOfProducts examine (const T* a, T v, Index steps, T dt) noexcept
{
    auto lowest = bitsOf (T (1)), highest = decltype (lowest) (0);
    for (Index i = 0; i < steps; ++i)
    {
        const auto product = bitsOf (a[i] * dt);
        lowest = product < lowest ? product : lowest;
        highest = product > highest ? product : highest;
    }
    const bool atMostOnce = highest < bitsOf (T (1)) && bitsOf (v) < bitsOf (T (1));
    const auto number = [] (auto bits) noexcept { return __builtin_bit_cast(T, bits); };
    return { atMostOnce, atMostOnce && number (highest) - number (lowest) < T (1) / T (16) };
}

/// One unit through time, each run of it on the shortest way. The first run is short: it only finds out how
/// frequent spikes are.
template <typename T>
void spikeUnit (const T* a, T* out, T& v, Index steps, T dt, T divisor) noexcept
{
    bool rare = false;
    Index count = 0;
    for (Index first = 0, run = 16; first < steps; first += count, run = rare ? 128 : longestRun)
    {
        count = first + run < steps ? run : steps - first;
        const auto expected = rare ? RunOfProducts{ false, true } : examine (a + first, v, count, dt);
        Index spikes = -1;
        if (expected.areSteady)
        {
            spikes = spikePredictably (a + first, out + first, v, count, dt, divisor);
        }
        else if (expected.spikeAtMostOnce)
        {
            spikes = spikeAtMostOnceAStep (a + first, out + first, v, count, dt, divisor);
        }
        else if (count >= lanes<T>)
        {
            count -= count % lanes<T>;
            spikes = spikeByGuess (a + first, out + first, v, count, dt, divisor);
        }
        if (spikes < 0)
            spikes = spikePlainly (a + first, out + first, v, count, dt, divisor);
        rare = spikes <= count / 12;
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

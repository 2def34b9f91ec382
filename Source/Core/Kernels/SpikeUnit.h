#pragma once

// v += a*dt; n = floor(v); v -= n; out = n/divisor, and one unit that goes through many such steps. Part of
// KernelBody.h, whose rules it follows.

#include "Core/Kernels/SpikeParts.h"

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

// One unit through a run of steps, five ways to the same bits; SpikeParts.h has a sixth.

/// Where spikes are regular: a predicted branch costs nothing, so that all a step waits for is one addition,
/// and one subtraction where there is a spike. Returns how many steps had spikes, as all do.
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
/// floor(p), which need not wait for v, so that the new voltage is v + p - k or the same minus 1. Behind that
/// all steps are done as defined, many at a time, from the voltages so found: that gives n, and shows where
/// they are wrong, which they are for numbers that are not finite or round up to k + 2. Then nothing has
/// changed, and -1 is returned. For a multiple of lanes<T> steps, up to the longest run.
template <typename T>
inline Index spikeByGuess (const T* a, T* out, T& v, Index steps, T dt, T divisor) noexcept
{
    using Single = typename SingleOf<T>::Type;
    constexpr auto n = lanes<T>;
    alignas (64) T products[longestRun + 1], floors[longestRun], floorsAndOne[longestRun];
    alignas (64) T voltages[longestRun + 1];
    const auto prepare = [&] (Index i)
    {
        const Vector<T> product = load (a + i) * dt, floor = floorOf (product);
        store (products + i, product);
        store (floors + i, floor);
        store (floorsAndOne + i, floor + T (1));
    };
    auto wrong = Vector<T>{} != Vector<T>{}, silent = wrong;
    const auto confirm = [&] (Index i)
    {
        const Vector<T> sum = load (voltages + i) + load (products + i), count = floorOf (sum);
        wrong |= sum - count != load (voltages + i + 1);
        silent += count == T (0);
        store (products + i, count / divisor);
    };

    prepare (0);
    products[steps] = T (0);
    voltages[0] = v;
    Single raised = Single{ v } + Single{ products[0] };
    for (Index i = 0; i < steps; i += n)
    {
        if (i + n < steps)
            prepare (i + n);
        for (Index k = i; k < i + n; ++k)
        {
            const auto isAbove = raised >= Single{ floorsAndOne[k] };
            const Single lower = raised - Single{ floorsAndOne[k] }, higher = raised - Single{ floors[k] };
            voltages[k + 1] = (isAbove ? lower : higher)[0];
            const Single product{ products[k + 1] };
            raised = isAbove ? lower + product : higher + product;
        }
        if (i >= n)
            confirm (i - n); // not what has just been stored: it could not be loaded yet
    }
    confirm (steps - n);

    Index spikes = steps;
    for (Index lane = 0; lane < n; ++lane)
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

/// A run that is not known to be rare, on the shortest way.
template <typename T>
inline Index spikeRun (const T* a, T* out, T& v, Index steps, T dt, T divisor,
                       RunOfProducts expected) noexcept
{
    if (expected.areSteady)
        return spikePredictably (a, out, v, steps, dt, divisor);
    if (expected.spikeAtMostOnce)
        return spikeAtMostOnceAStep (a, out, v, steps, dt, divisor);
    const auto guessed = steps % lanes<T> == 0 ? spikeByGuess (a, out, v, steps, dt, divisor) : -1;
    return guessed < 0 ? spikePlainly (a, out, v, steps, dt, divisor) : guessed;
}

/// One unit through time, run by run. The first run is short: it only finds out how frequent spikes are.
/// Parts go to their first spikes one after the other, so that they are for spikes that are not rare; and two
/// lanes are too few for the trials to pay.
template <typename T>
void spikeUnit (const T* a, T* out, T& v, Index steps, T dt, T divisor) noexcept
{
    bool rare = false, atMostOnce = false;
    Index count = 0;
    for (Index first = 0; first < steps; first += count)
    {
        const auto left = steps - first, inParts = lanes<T> < 4 ? 0 : stepsInParts<T> (left);
        const auto atMost = [left] (Index most) noexcept { return left < most ? left : most; };
        Index spikes = -1;
        if (rare)
        {
            count = atMost (longestRun / 2);
            spikes = spikeRarely (a + first, out + first, v, count, dt, divisor);
        }
        else if (inParts > 0 && atMostOnce)
        {
            count = inParts;
            spikes = spikeInParts (a + first, out + first, v, count, dt, divisor);
        }
        if (spikes < 0)
        {
            count = atMost (first == 0 ? 16 : longestRun);
            const auto expected = examine (a + first, v, count, dt);
            atMostOnce = expected.spikeAtMostOnce;
            if (!atMostOnce && count > lanes<T>)
                count -= count % lanes<T>;
            spikes = spikeRun (a + first, out + first, v, count, dt, divisor, expected);
        }
        rare = spikes <= count / (inParts > 0 ? 6 * lanes<T> : 12);
    }
}

} // namespace
} // namespace spikegraph

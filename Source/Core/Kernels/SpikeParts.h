#pragma once

// One unit through many steps, in parts that run side by side. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/Squares.h"

namespace spikegraph
{
namespace
{

// A step waits for the one before it. So the steps are cut into as many parts as a vector has lanes, and a
// vector takes one step of every part. For that each part must begin from the very voltage, to the last bit,
// that all roundings before it lead to. The sum of the products tells it but for some units of its last
// place. Yet two voltages that are an even number of these apart round alike in all that follows, as ties go
// to even: they end as far apart as they began, unless one of them is so close to a power of two that the
// other is beyond it. So each part is tried from an even multiple of the last place and from an odd one;
// then, part after part, the trial that is an even number from the truth tells where the truth ends. At last
// all parts run from what was found. They are right if each ends where the next began, and are refused if one
// does not: nothing rests on the reasoning above.

constexpr Index longestPart = 128, shortestPart = 32;

/// How many of so many steps spikeInParts takes at a time: parts of equal length, in whole squares.
template <typename T>
constexpr Index stepsInParts (Index steps) noexcept
{
    constexpr Index square = lanes<T> * lanes<T>, most = lanes<T> * longestPart;
    const auto count = steps < most ? steps - steps % square : most;
    return count < lanes<T> * shortestPart ? 0 : count;
}

/// The spacing of voltages after a spike, which are 1 less than a number in [1, 2).
template <typename T>
constexpr T lastPlace = sizeof (T) == sizeof (float) ? T (0x1p-23) : T (0x1p-52);

/// A step where v and the product are in [0, 1).
template <typename T, typename X>
inline X spikeAtMostOnce (X product, X& v) noexcept
{
    const X raised = v + product, one = X{} + T (1);
    const X n = raised >= one ? one : X{};
    v = raised - n;
    return n;
}

/// The products of a run: a vector holds one step of every part.
template <typename T>
struct PartProducts
{
    Vector<T> steps[longestPart];
    WideVector<T> sums{};
    Index partSteps;
    bool areBelowOne = true; ///< and none is negative or NaN

    PartProducts (const T* a, Index numSteps, T dt) noexcept
        : partSteps (numSteps / lanes<T>)
    {
        constexpr auto n = lanes<T>;
        auto within = Vector<T>{} == Vector<T>{};
        for (Index i = 0; i < partSteps; i += n)
        {
            Vector<T> square[n];
            for (Index part = 0; part < n; ++part)
                square[part] = load (a + part * partSteps + i) * dt;
            transpose (square);
            Vector<T> sum{};
            for (Index k = 0; k < n; ++k)
            {
                steps[i + k] = square[k];
                sum += square[k];
                within &= (square[k] >= T (0)) & (square[k] < T (1));
            }
            sums += widened<WideVector<T>> (sum);
        }
        for (Index part = 0; part < n; ++part)
            areBelowOne = areBelowOne && within[part] != 0;
    }
};

/// All parts from two voltages each, one last place apart.
template <typename T>
struct PartTrials
{
    Vector<T> evenStart{}, even, odd;

    PartTrials (const PartProducts<T>& products, T v) noexcept
    {
        constexpr double pair = 2.0 * lastPlace<T>;
        double sum = v;
        for (Index part = 0; part < lanes<T>; ++part)
        {
            evenStart[part] = static_cast<T> (floorOf ((sum - floorOf (sum)) / pair) * pair);
            sum += products.sums[part];
        }
        even = evenStart;
        odd = oddStart();
        for (Index i = 0; i < products.partSteps; ++i)
        {
            spikeAtMostOnce<T> (products.steps[i], even);
            spikeAtMostOnce<T> (products.steps[i], odd);
        }
    }

    Vector<T> oddStart() const noexcept { return evenStart + lastPlace<T>; }
};

template <typename T>
inline bool isEven (T difference) noexcept
{
    const T pairs = difference / (T (2) * lastPlace<T>);
    return pairs == floorOf (pairs);
}

/// Where a part that begins at v ends. Goes only as far as the first spike, before which voltages may be
/// spaced more closely.
template <typename T>
inline T endOfPart (const PartProducts<T>& products, const PartTrials<T>& trials, Index part, T v) noexcept
{
    T even = trials.evenStart[part], odd = trials.oddStart()[part];
    for (Index i = 0; i < products.partSteps; ++i)
    {
        const T product = products.steps[i][part];
        spikeAtMostOnce<T> (product, even);
        spikeAtMostOnce<T> (product, odd);
        if (spikeAtMostOnce<T> (product, v) == T (0))
            continue;
        if (isEven (v - even))
            return trials.even[part] + (v - even);
        if (isEven (v - odd))
            return trials.odd[part] + (v - odd);
    }
    return v;
}

/// For as many steps as stepsInParts allows. Returns how many had spikes, or -1, with v as it was, where v or
/// a product is not in [0, 1) or a part began wrongly.
template <typename T>
inline Index spikeInParts (const T* a, T* out, T& v, Index steps, T dt, T divisor) noexcept
{
    constexpr auto n = lanes<T>;
    const PartProducts<T> products (a, steps, dt);
    const auto partSteps = products.partSteps;
    if (!products.areBelowOne || !(v >= T (0) && v < T (1)))
        return -1;

    const PartTrials<T> trials (products, v);
    Vector<T> starts{};
    T end = v;
    for (Index part = 0; part < n; ++part)
    {
        starts[part] = end;
        end = endOfPart (products, trials, part, end);
    }

    alignas (64) T result[n * longestPart]; // out may be a, which is needed again where this fails
    auto voltages = starts, spikes = Vector<T>{};
    const T height = T (1) / divisor;
    for (Index i = 0; i < partSteps; i += n)
    {
        Vector<T> square[n];
        for (Index k = 0; k < n; ++k)
        {
            square[k] = spikeAtMostOnce<T> (products.steps[i + k], voltages);
            spikes += square[k];
            square[k] *= height;
        }
        transpose (square);
        for (Index part = 0; part < n; ++part)
            store (result + part * partSteps + i, square[part]);
    }
    T count = spikes[0];
    for (Index part = 1; part < n; ++part)
    {
        if (voltages[part - 1] != starts[part])
            return -1;
        count += spikes[part];
    }
    __builtin_memcpy (out, result, static_cast<unsigned long> (steps) * sizeof (T));
    v = voltages[n - 1];
    return static_cast<Index> (count);
}

} // namespace
} // namespace spikegraph

#pragma once

// One unit through many steps, in parts that run side by side. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/SpikeStep.h"

namespace spikegraph
{
namespace
{

// A step waits for the one before it. So the steps are cut into as many parts as one vector or two have
// lanes, and those take one step of every part. For that each part must begin from the very voltage, to the
// last bit, that all roundings before it lead to. The sum of the products tells it but for some roundings.
// The rest is found as in the parareal method (Lions, Maday and Turinici 2001): all parts are tried at once,
// the truth is read off part after part from how they ended, and they are tried again from there, until each
// was tried from where the one before it ended. Nothing rests on why two to four times are enough, which is
// this.
//
// A step that raises a voltage to where numbers are widest apart in its part leaves a multiple of that
// spacing, so that voltages within it become one, or neighbours. And two voltages an even number of spacings
// apart round alike in all that follows, as ties go to even: they end as far apart as they began, or a spike
// more or less, unless one of them is beyond a power of two that the other is not. So each part is tried from
// two voltages, one spacing apart: the truth does as one of them once it is a multiple of the spacing away.

constexpr Index longestPart = 128;

/// How many vectors take a step together, a lane a part, so that one step is worked on while the next waits.
template <typename T>
constexpr Index partVectors = lanes<T> < 16 ? 2 : 1;

/// How many of so many steps spikeInParts takes at a time: parts of equal length, in whole squares. Two
/// lanes, or fewer than 32 steps for each, are too few for the trials to pay.
template <typename T>
constexpr Index stepsInParts (Index steps) noexcept
{
    constexpr Index parts = partVectors<T> * lanes<T>, squares = parts * lanes<T>, most = parts * longestPart;
    const auto count = steps < most ? steps - steps % squares : most;
    return lanes<T> < 4 || count < lanes<T> * 32 ? 0 : count;
}

/// The products of a run: vectors hold one step of every part.
template <typename T>
struct PartProducts
{
    static constexpr Index vectors = partVectors<T>;

    Vector<T> steps[longestPart][vectors];
    WideVector<T> sums[vectors]{};
    Vector<T> above[vectors]{}, below[vectors]{}; ///< the highest and the lowest of each part, 0 among them
    Index partSteps;

    PartProducts (const T* a, Index numSteps, T dt) noexcept
        : partSteps (numSteps / (vectors * lanes<T>) )
    {
        for (Index i = 0; i < partSteps; i += lanes<T>)
            for (Index k = 0; k < vectors; ++k)
                add (a + k * lanes<T> * partSteps + i, i, k, dt);
    }

private:
    /// As many steps as there are lanes, of every part of vector k.
    void add (const T* a, Index first, Index k, T dt) noexcept
    {
        constexpr auto n = lanes<T>;
        Vector<T> square[n];
        for (Index part = 0; part < n; ++part)
            square[part] = load (a + part * partSteps) * dt;
        transpose (square);
        Vector<T> sum{};
        for (Index step = 0; step < n; ++step)
        {
            const auto product = steps[first + step][k] = square[step];
            sum += product;
            above[k] = above[k] < product ? product : above[k];
            below[k] = below[k] > product ? product : below[k];
        }
        sums[k] += widened<WideVector<T>> (sum);
    }
};

/// Runs of every part from what may be its beginning, and from a spacing below that.
template <typename T>
class PartTrials
{
public:
    static constexpr Index vectors = partVectors<T>;

    /// Of the last trial: before each step and after the last.
    Vector<T> voltages[longestPart + 1][vectors];

    PartTrials (const PartProducts<T>& productsToUse, T v) noexcept
        : products (productsToUse)
    {
        double sum = v;
        for (Index k = 0; k < vectors; ++k)
        {
            for (Index lane = 0; lane < lanes<T>; ++lane)
            {
                starts[k][lane] = static_cast<T> (sum - floorOf (sum));
                sum += products.sums[k][lane];
            }
            const auto highest = products.above[k] + 1, lowest = -products.below[k];
            spacing[k] = lastPlaceOf<T> (highest < lowest ? lowest : highest);
        }
    }

    /// Returns whether the parts follow from one another, the first one from v. Finds better starts if not.
    bool succeedsFrom (T v) noexcept
    {
        run();
        bool succeeds = true;
        for (Index k = 0; k < vectors; ++k)
        {
            auto truth = starts[k];
            for (Index lane = 0; lane < lanes<T>; ++lane)
            {
                truth[lane] = v;
                v = endOf (k, lane, v);
            }
            succeeds &= allOf (truth == starts[k]);
            starts[k] = truth;
            spacing[k] = nextSpacing[k];
        }
        return succeeds;
    }

private:
    void run() noexcept
    {
        Vector<T> highest[vectors];
        for (Index k = 0; k < vectors; ++k)
        {
            highest[k] = -products.below[k];
            ends[k] = voltages[0][k] = starts[k];
            endsFromBelow[k] = starts[k] - spacing[k];
        }
        for (Index i = 0; i < products.partSteps; ++i)
            for (Index k = 0; k < vectors; ++k)
            {
                const auto product = products.steps[i][k], floor = floorOf (product),
                           raised = ends[k] + product;
                highest[k] = highest[k] < raised ? raised : highest[k];
                voltages[i + 1][k] = ends[k] = voltageAfter (raised, floor);
                endsFromBelow[k] = voltageAfter (endsFromBelow[k] + product, floor);
            }
        for (Index k = 0; k < vectors; ++k)
            nextSpacing[k] = lastPlaceOf<T> (highest[k]);
    }

    /// Where a part ends that starts from v, as far as the trials tell.
    T endOf (Index k, Index lane, T v) const noexcept
    {
        const T unit = spacing[k][lane];
        const T apart = floorOf ((v - starts[k][lane]) / unit + T (0.5)); // in spacings
        const T pairs = floorOf (apart / 2);
        const bool isOdd = apart != 2 * pairs;
        const T end = (isOdd ? endsFromBelow : ends)[k][lane];
        const T offset = (isOdd ? pairs + 1 : pairs) * 2 * unit;
        return apart == 0 ? end : end + offset - floorOf (end + offset);
    }

    const PartProducts<T>& products;
    Vector<T> starts[vectors]{}, spacing[vectors], nextSpacing[vectors], ends[vectors],
        endsFromBelow[vectors];
};

/// For as many steps as stepsInParts allows. Returns how many had spikes, or -1, with nothing changed, where
/// the parts' beginnings were not found.
template <typename T>
inline Index spikeInParts (const T* a, T* out, T& v, Index steps, T dt, T divisor) noexcept
{
    constexpr Index n = lanes<T>, vectors = partVectors<T>, mostTrials = 6;
    PartProducts<T> products (a, steps, dt);
    PartTrials<T> trials (products, v);
    for (Index count = 1; !trials.succeedsFrom (v); ++count)
        if (count == mostTrials)
            return -1;

    SpikesFound<T> found;
    const auto partSteps = products.partSteps;
    for (Index i = 0; i < partSteps; ++i)
        for (Index k = 0; k < vectors; ++k)
            products.steps[i][k] =
                found (trials.voltages[i][k], products.steps[i][k], trials.voltages[i + 1][k]) / divisor;
    if (anyOf (found.wrong))
        return -1;
    for (Index i = 0; i < partSteps; i += n)
        for (Index k = 0; k < vectors; ++k)
        {
            Vector<T> square[n];
            for (Index step = 0; step < n; ++step)
                square[step] = products.steps[i + step][k];
            transpose (square);
            for (Index part = 0; part < n; ++part)
                store (out + (k * n + part) * partSteps + i, square[part]);
        }
    v = trials.voltages[partSteps][vectors - 1][n - 1];
    return steps - found.silentCount();
}

} // namespace
} // namespace spikegraph

#pragma once

// One unit through many steps, in parts that run side by side. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/SpikeStep.h"

namespace spikegraph
{
namespace
{

// A step waits for the one before it. So the steps are cut into as many parts as a vector has lanes, and a
// vector takes one step of every part. For that each part must begin from the very voltage, to the last bit,
// that all roundings before it lead to. The sum of the products tells it but for some roundings. The rest is
// found as in the parareal method (Lions, Maday and Turinici 2001): all parts are tried at once, the truth is
// read off part after part from how they ended, and they are tried again from there, until each was tried
// from where the one before it ended. Nothing rests on why two to four times are enough, which is this.
//
// A step that raises a voltage to where numbers are widest apart in its part leaves a multiple of that
// spacing, so that voltages within it become one, or neighbours. And two voltages an even number of spacings
// apart round alike in all that follows, as ties go to even: they end as far apart as they began, or a spike
// more or less, unless one of them is beyond a power of two that the other is not. So each part is tried from
// two voltages, one spacing apart: the truth does as one of them once it is a multiple of the spacing away.

constexpr Index longestPart = 128, shortestPart = 32;

/// How many of so many steps spikeInParts takes at a time: parts of equal length, in whole squares. Two
/// lanes are too few for the trials to pay.
template <typename T>
constexpr Index stepsInParts (Index steps) noexcept
{
    constexpr Index square = lanes<T> * lanes<T>, most = lanes<T> * longestPart;
    const auto count = steps < most ? steps - steps % square : most;
    return lanes<T> < 4 || count < lanes<T> * shortestPart ? 0 : count;
}

/// The products of a run: a vector holds one step of every part.
template <typename T>
struct PartProducts
{
    Vector<T> steps[longestPart];
    WideVector<T> sums{};
    Vector<T> above{}, below{}; ///< the highest and the lowest of each part, 0 among them
    Index partSteps;

    PartProducts (const T* a, Index numSteps, T dt) noexcept
        : partSteps (numSteps / lanes<T>)
    {
        constexpr auto n = lanes<T>;
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
                above = above < square[k] ? square[k] : above;
                below = below > square[k] ? square[k] : below;
            }
            sums += widened<WideVector<T>> (sum);
        }
    }
};

/// Runs of every part from what may be its beginning, and from a spacing below that.
template <typename T>
class PartTrials
{
public:
    Vector<T> voltages[longestPart + 1]; ///< of the last trial: before each step and after the last

    PartTrials (const PartProducts<T>& productsToUse, T v) noexcept
        : products (productsToUse)
    {
        double sum = v;
        for (Index part = 0; part < lanes<T>; ++part)
        {
            starts[part] = static_cast<T> (sum - floorOf (sum));
            sum += products.sums[part];
        }
        const auto highest = products.above + 1, lowest = -products.below;
        spacing = lastPlaceOf<T> (highest < lowest ? lowest : highest);
    }

    /// Returns whether the parts follow from one another, the first one from v. Finds better starts if not.
    bool succeedsFrom (T v) noexcept
    {
        run();
        auto truth = starts;
        for (Index part = 0; part < lanes<T>; ++part)
        {
            truth[part] = v;
            v = endOf (part, v);
        }
        const bool succeeds = allOf (truth == starts);
        starts = truth;
        spacing = nextSpacing;
        return succeeds;
    }

private:
    void run() noexcept
    {
        auto end = starts, highest = -products.below;
        endsFromBelow = starts - spacing;
        voltages[0] = starts;
        for (Index i = 0; i < products.partSteps; ++i)
        {
            const auto product = products.steps[i], floor = floorOf (product), raised = end + product;
            highest = highest < raised ? raised : highest;
            voltages[i + 1] = end = voltageAfter (raised, floor);
            endsFromBelow = voltageAfter (endsFromBelow + product, floor);
        }
        ends = end;
        nextSpacing = lastPlaceOf<T> (highest);
    }

    /// Where a part ends that starts from v, as far as the trials tell.
    T endOf (Index part, T v) const noexcept
    {
        const T apart = floorOf ((v - starts[part]) / spacing[part] + T (0.5)); // in spacings
        const T pairs = floorOf (apart / 2);
        const bool isOdd = apart != 2 * pairs;
        const T end = (isOdd ? endsFromBelow : ends)[part];
        const T offset = (isOdd ? pairs + 1 : pairs) * 2 * spacing[part];
        return apart == 0 ? end : end + offset - floorOf (end + offset);
    }

    const PartProducts<T>& products;
    Vector<T> starts{}, spacing, nextSpacing, ends, endsFromBelow;
};

/// For as many steps as stepsInParts allows. Returns how many had spikes, or -1, with nothing changed, where
/// the parts' beginnings were not found.
template <typename T>
inline Index spikeInParts (const T* a, T* out, T& v, Index steps, T dt, T divisor) noexcept
{
    constexpr Index n = lanes<T>, mostTrials = 6;
    PartProducts<T> products (a, steps, dt);
    PartTrials<T> trials (products, v);
    for (Index count = 1; !trials.succeedsFrom (v); ++count)
        if (count == mostTrials)
            return -1;

    SpikesFound<T> found;
    for (Index i = 0; i < products.partSteps; ++i)
        products.steps[i] = found (trials.voltages[i], products.steps[i], trials.voltages[i + 1]) / divisor;
    if (anyOf (found.wrong))
        return -1;
    for (Index i = 0; i < products.partSteps; i += n)
    {
        Vector<T> square[n];
        for (Index k = 0; k < n; ++k)
            square[k] = products.steps[i + k];
        transpose (square);
        for (Index part = 0; part < n; ++part)
            store (out + part * products.partSteps + i, square[part]);
    }
    v = trials.voltages[products.partSteps][n - 1];
    return steps - found.silentCount();
}

} // namespace
} // namespace spikegraph

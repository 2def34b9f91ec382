#pragma once

// One unit through many steps, in parts that run side by side. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/SpikeStep.h"

namespace spikegraph
{
namespace
{

// A step waits for the one before it. So the steps are cut into as many parts as a vector has lanes, and a
// vector takes one step of every part. For that each part must begin from the very voltage, to the last bit,
// that all roundings before it lead to. The sum of the products tells it but for some roundings. Yet two
// voltages whose distance is an even number of the widest spacing, which is that of the highest voltages
// before their spikes, round alike in all that follows, as ties go to even: they end as far apart as they
// began, or a spike more or less, unless one of them is beyond a power of two that the other is not. So each
// part is tried from some voltages within twice the widest spacing. Then, part after part, the truth is
// followed until it is at such a distance from a trial, which tells where the truth ends. At last all parts
// run from what was found. They are right if each ends where the next began, and are refused if one does not:
// nothing rests on the reasoning above.

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
    Index partSteps;
    T highest;             ///< that a voltage can be before its spikes, without its sign
    bool isZero[lanes<T>]; ///< all products of a part

    PartProducts (const T* a, Index numSteps, T dt) noexcept
        : partSteps (numSteps / lanes<T>)
    {
        constexpr auto n = lanes<T>;
        auto above = Vector<T>{}, below = above;
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
        for (Index part = 0; part < n; ++part)
            isZero[part] = above[part] == T (0) && below[part] == T (0);
        above += T (1);
        highest = above[0];
        for (Index part = 0; part < n; ++part)
        {
            highest = highest < above[part] ? above[part] : highest;
            highest = highest < -below[part] ? -below[part] : highest;
        }
    }
};

/// The voltages that parts are tried from, evenly spaced within twice the widest spacing, and where they end.
template <typename T>
class PartTrials
{
public:
    PartTrials (const PartProducts<T>& productsToUse, T v) noexcept
        : products (productsToUse)
        , period (T (2) * lastPlaceOf (products.highest))
    {
        double sum = v;
        for (Index part = 0; part < lanes<T>; ++part)
        {
            const auto wide = static_cast<double> (period);
            lowest[part] = static_cast<T> (floorOf ((sum - floorOf (sum)) / wide) * wide);
            sum += products.sums[part];
        }
        for (Index trial = 0; trial < count; ++trial)
            ends[trial] = lowest + offset (trial);
        for (Index i = 0; i < products.partSteps; ++i)
        {
            const auto product = products.steps[i], floor = floorOf (product);
            for (auto& end : ends)
                end = voltageAfter (end + product, floor);
        }
    }

    /// Follows a part from v, for a number of steps that it takes from stepsLeft. Returns where the part
    /// ends, or v where the steps do not suffice.
    T endOf (Index part, T v, Index& stepsLeft) const noexcept
    {
        if (products.isZero[part])
            return v;
        auto tried = Vector<T>{}, truth = tried + v;
        for (Index lane = 0; lane < lanes<T>; ++lane)
            tried[lane] = lowest[part] + offset (lane % count);
        for (Index i = 0; i < products.partSteps && stepsLeft > 0; ++i, --stepsLeft)
        {
            const auto periods = (truth - tried) * (T (1) / period);
            const auto agrees = periods == floorOf (periods);
            for (Index lane = 0; anyOf (agrees) && lane < count; ++lane)
                if (agrees[lane] != 0)
                {
                    const T end = ends[lane][part], apart = truth[lane] - tried[lane];
                    return end + (apart - floorOf (end + apart)); // less what one has spiked more often
                }
            const auto product = Vector<T>{} + products.steps[i][part], floor = floorOf (product);
            tried = voltageAfter (tried + product, floor);
            truth = voltageAfter (truth + product, floor);
        }
        return truth[0];
    }

private:
    static constexpr Index count = lanes<T> < 8 ? 4 : lanes<T> / 2;

    T offset (Index trial) const noexcept { return static_cast<T> (trial) * (period / T (count)); }

    const PartProducts<T>& products;
    T period;
    Vector<T> lowest{}, ends[count];
};

/// For as many steps as stepsInParts allows. Returns how many had spikes, or -1, with v as it was, where the
/// parts' beginnings were not found.
template <typename T>
inline Index spikeInParts (const T* a, T* out, T& v, Index steps, T dt, T divisor) noexcept
{
    constexpr auto n = lanes<T>;
    const PartProducts<T> products (a, steps, dt);
    const PartTrials<T> trials (products, v);
    const auto partSteps = products.partSteps;

    Vector<T> starts{};
    T end = v;
    Index stepsLeft = partSteps; // beyond which looking for a start takes longer than parts save
    for (Index part = 0; part < n; ++part)
    {
        starts[part] = end;
        end = trials.endOf (part, end, stepsLeft);
    }
    if (stepsLeft == 0)
        return -1;

    alignas (64) T result[n * longestPart]; // out may be a, which is needed again where this fails
    auto voltages = starts;
    auto wrong = starts != starts, silent = wrong;
    for (Index i = 0; i < partSteps; i += n)
    {
        Vector<T> square[n];
        for (Index k = 0; k < n; ++k)
        {
            const auto product = products.steps[i + k], raised = voltages + product;
            const auto spikes = floorOf (raised);
            voltages = voltageAfter (raised, floorOf (product));
            wrong |= raised - spikes != voltages;
            silent += spikes == T (0);
            square[k] = spikes / divisor;
        }
        transpose (square);
        for (Index part = 0; part < n; ++part)
            store (result + part * partSteps + i, square[part]);
    }
    for (Index part = 1; part < n; ++part)
        wrong[part] |= voltages[part - 1] != starts[part];
    if (anyOf (wrong))
        return -1;
    __builtin_memcpy (out, result, static_cast<unsigned long> (steps) * sizeof (T));
    v = voltages[n - 1];
    return steps + sumOf (silent); // each -1
}

} // namespace
} // namespace spikegraph

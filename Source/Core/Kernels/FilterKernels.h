#pragma once

// The filters of LowpassUnits and AlphaUnits, in both layouts. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/Squares.h"

namespace spikegraph
{
namespace
{

/// The first lanes of a vector.
template <typename V, Index count>
inline V loadFirst (const double* source) noexcept
{
    V v{};
    __builtin_memcpy (&v, source, count * sizeof (double));
    return v;
}

template <Index count, typename V>
inline void storeFirst (double* target, V v) noexcept
{
    __builtin_memcpy (target, &v, count * sizeof (double));
}

// Coefficients and state of so many neighbouring units, in the first lanes of a Level.

template <typename Level, Index count>
struct LowpassFilter
{
    Level gain, smoothing, squared, drive, level, levelBefore;

    LowpassFilter (LowpassUnits of, Index unit) noexcept
        : gain (loadFirst<Level, count> (of.gain + unit))
        , smoothing (loadFirst<Level, count> (of.smoothing + unit))
        , squared (smoothing * smoothing)
        , drive (loadFirst<Level, count> (of.drive + unit))
        , level (loadFirst<Level, count> (of.level + unit))
        , levelBefore (loadFirst<Level, count> (of.levelBefore + unit))
    {
    }

    Level step (Level x) noexcept
    {
        const Level next = gain * x, y = next + smoothing * drive + squared * levelBefore;
        drive = next;
        levelBefore = level;
        level = y;
        return y;
    }

    void keep (LowpassUnits of, Index unit) const noexcept
    {
        storeFirst<count> (of.drive + unit, drive);
        storeFirst<count> (of.level + unit, level);
        storeFirst<count> (of.levelBefore + unit, levelBefore);
    }
};

template <typename Level, Index count>
struct AlphaFilter
{
    struct Point
    {
        Level level, slope;
    };

    Level kept, across, loss, toLevel, toSlope, levelAhead, slopeAhead;
    Point drive, last, before;

    AlphaFilter (AlphaUnits of, Index unit) noexcept
        : kept (loadFirst<Level, count> (of.kept + unit))
        , across (loadFirst<Level, count> (of.across + unit))
        , loss (loadFirst<Level, count> (of.loss + unit))
        , toLevel (loadFirst<Level, count> (of.toLevel + unit))
        , toSlope (loadFirst<Level, count> (of.toSlope + unit))
        , levelAhead (loss - toLevel)
        , slopeAhead (across - toSlope)
        , drive (loadPoint (of.levelDrive + unit, of.slopeDrive + unit))
        , last (loadPoint (of.level + unit, of.slope + unit))
        , before (loadPoint (of.levelBefore + unit, of.slopeBefore + unit))
    {
    }

    Level step (Level x) noexcept
    {
        auto next = before;
        advance (next, { drive.level + toLevel * x, drive.slope + toSlope * x });
        drive = { levelAhead * x, slopeAhead * x };
        before = last;
        last = next;
        return last.level;
    }

    /// Two steps on, given what the second one's input and the one before it add.
    void advance (Point& point, Point added) const noexcept
    {
        const Level level = (point.level + across * point.slope) + (added.level - loss * point.level);
        point.slope = (kept * point.slope + added.slope) - across * point.level;
        point.level = level;
    }

    void keep (AlphaUnits of, Index unit) const noexcept
    {
        storeFirst<count> (of.levelDrive + unit, drive.level);
        storeFirst<count> (of.slopeDrive + unit, drive.slope);
        storeFirst<count> (of.level + unit, last.level);
        storeFirst<count> (of.slope + unit, last.slope);
        storeFirst<count> (of.levelBefore + unit, before.level);
        storeFirst<count> (of.slopeBefore + unit, before.slope);
    }

private:
    static Point loadPoint (const double* level, const double* slope) noexcept
    {
        return { loadFirst<Level, count> (level), loadFirst<Level, count> (slope) };
    }
};

/// One unit, whose samples are `stride` apart. Two steps a round: what a step leaves and what it finds then
/// take turns in two registers, where copies from one to the other would lengthen the path.
template <template <typename, Index> class Filter, typename T, typename Units>
inline void filterUnit (const T* x, T* out, Index stride, Index steps, Units of, Index unit) noexcept
{
    Filter<double, 1> filter (of, unit);
    const auto step = [&] (Index i) noexcept
    { out[i * stride] = static_cast<T> (filter.step (static_cast<double> (x[i * stride]))); };
    Index i = 0;
    for (; i + 2 <= steps; i += 2)
    {
        step (i);
        step (i + 1);
    }
    if (i < steps)
        step (i);
    filter.keep (of, unit);
}

/// One unit whose samples lie side by side.
template <typename T>
inline void filterAlone (const T* x, T* out, Index steps, LowpassUnits of, Index unit) noexcept
{
    filterUnit<LowpassFilter> (x, out, 1, steps, of, unit);
}

/// The same: a step of an alpha filter has more to compute than to wait for, so that what the inputs add is
/// found for some steps at a time.
template <typename T>
inline void filterAlone (const T* x, T* out, Index steps, AlphaUnits of, Index unit) noexcept
{
    constexpr Index n = 4, most = lanes<double> < n ? 0 : 16;
    if constexpr (most > 0)
    {
        using Levels = Row<double, n * sizeof (double)>;
        AlphaFilter<double, 1> filter (of, unit);
        auto before = filter.before, last = filter.last;
        alignas (32) double addToLevel[most], addToSlope[most], levels[most];
        for (; steps >= most; steps -= most, x += most, out += most)
        {
            Levels inputs{};
            for (Index i = 0; i < most; i += n)
            {
                const auto earlier = inputs;
                inputs = loadDoubles<Levels> (x + i);
                const auto oneEarlier = __builtin_shufflevector (earlier, inputs, 3, 4, 5, 6);
                store (addToLevel + i, filter.levelAhead * oneEarlier + filter.toLevel * inputs);
                store (addToSlope + i, filter.slopeAhead * oneEarlier + filter.toSlope * inputs);
            }
            addToLevel[0] = filter.drive.level + filter.toLevel * static_cast<double> (x[0]);
            addToSlope[0] = filter.drive.slope + filter.toSlope * static_cast<double> (x[0]);
            filter.drive = { filter.levelAhead * inputs[n - 1], filter.slopeAhead * inputs[n - 1] };
            for (Index i = 0; i < most; i += 2)
            {
                filter.advance (before, { addToLevel[i], addToSlope[i] });
                filter.advance (last, { addToLevel[i + 1], addToSlope[i + 1] });
                levels[i] = before.level;
                levels[i + 1] = last.level;
            }
            for (Index i = 0; i < most; i += n)
                store (out + i, narrowed<T> (loadAs<Levels> (levels + i)));
        }
        filter.before = before;
        filter.last = last;
        filter.keep (of, unit);
    }
    filterUnit<AlphaFilter> (x, out, 1, steps, of, unit);
}

/// Levels of neighbouring units in a row: a vector, and enough for their samples to fill one of 16 bytes.
constexpr Index rowLanes = lanes<double> < 4 ? 4 : lanes<double>;
typedef double RowLevels __attribute__ ((vector_size (rowLanes * sizeof (double))));

/// So many neighbouring units, up to 4, that do not fill one.
template <template <typename, Index> class Filter, Index count, typename T, typename Units>
inline void filterShortRows (const T* x, T* out, Index stride, Index steps, Units of, Index unit) noexcept
{
    constexpr Index n = count == 3 ? 4 : count;
    using Samples = Row<T, n * sizeof (T)>;
    using Levels = Row<double, n * sizeof (double)>;
    Filter<Levels, count> filter (of, unit);
    for (Index i = 0; i < steps * stride; i += stride)
    {
        Samples samples{};
        for (Index k = 0; k < count; ++k)
            samples[k] = x[i + k];
        const auto y = narrowed<T> (filter.step (widened<Levels> (samples)));
        for (Index k = 0; k < count; ++k)
            out[i + k] = y[k];
    }
    filter.keep (of, unit);
}

/// Units from `unit` on, the last of a row.
template <template <typename, Index> class Filter, typename T, typename Units>
inline void filterLastUnits (const T* x, T* out, Index units, Index steps, Units of, Index unit) noexcept
{
    for (; unit < units; unit += 4)
        switch (units - unit)
        {
            case 1:
                filterUnit<Filter> (x + unit, out + unit, units, steps, of, unit);
                break;
            case 2:
                filterShortRows<Filter, 2> (x + unit, out + unit, units, steps, of, unit);
                break;
            case 3:
                filterShortRows<Filter, 3> (x + unit, out + unit, units, steps, of, unit);
                break;
            default:
                filterShortRows<Filter, 4> (x + unit, out + unit, units, steps, of, unit);
        }
}

/// Neighbouring units advance together, some rows at a time: few enough to stay in the cache, and enough for
/// the history to be worth loading. What is written past the caches has to come in order, or cache lines
/// would leave in pieces.
template <template <typename, Index> class Filter, bool pastCaches, typename T, typename Units>
inline void filterRows (const T* x, T* out, Units of, Index steps, Index units) noexcept
{
    constexpr Index samplesAhead = 2048;
    const Index vectorUnits = units - units % rowLanes;
    const Index rows = pastCaches ? 2 : units < 64 ? 512 / units : 8;
    for (Index first = 0; first < steps; first += rows, x += rows * units, out += rows * units)
    {
        const Index count = first + rows < steps ? rows : steps - first;
        for (Index unit = 0; unit < vectorUnits; unit += rowLanes)
        {
            Filter<RowLevels, rowLanes> filter (of, unit);
            for (Index i = unit; i < count * units; i += units)
            {
                const auto y = narrowed<T> (filter.step (loadDoubles<RowLevels> (x + i)));
                if constexpr (pastCaches)
                {
                    __builtin_prefetch (x + i + samplesAhead);
                    storePastCaches (out + i, y);
                }
                else
                    store (out + i, y);
            }
            filter.keep (of, unit);
        }
        filterLastUnits<Filter> (x, out, units, count, of, vectorUnits);
    }
}

template <template <typename, Index> class Filter, typename T, typename Units>
void filterInterleaved (const T* x, T* out, Units of, Index steps, Index units, bool pastCaches) noexcept
{
    if (units == 1)
        filterAlone (x, out, steps, of, 0);
    else if (units < rowLanes)
        filterLastUnits<Filter> (x, out, units, steps, of, 0);
    else if (pastCaches && canPassCaches (out, units))
        filterRows<Filter, true> (x, out, of, steps, units);
    else
        filterRows<Filter, false> (x, out, of, steps, units);
}

template <template <typename, Index> class Filter, typename T, typename Units>
void filterPlanar (const PlanarPart<T>& part, Units of, Index units) noexcept
{
    using Levels = WideVector<T>;
    const Index vectorUnits = units - units % lanes<T>;
    for (Index unit = 0; unit < vectorUnits; unit += lanes<T>)
    {
        Filter<Levels, lanes<T>> filter (of, unit);
        advanceSquares<Vector<T>> (
            part, unit,
            [&] (Vector<T> x) noexcept
            { return __builtin_convertvector(filter.step (widened<Levels> (x)), Vector<T>); });
        filter.keep (of, unit);
    }
    for (Index unit = 0; unit < units; ++unit)
    {
        const Index done = unit < vectorUnits ? part.steps - part.steps % lanes<T> : 0;
        filterAlone (part.in[unit] + part.firstIn + done, part.out[unit] + part.firstOut + done,
                     part.steps - done, of, unit);
    }
}

} // namespace
} // namespace spikegraph

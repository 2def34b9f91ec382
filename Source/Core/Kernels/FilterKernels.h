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

/// Samples of so many neighbouring units in double.
template <typename V, Index count, typename T>
inline V loadUnits (const T* source) noexcept
{
    if constexpr (count == 1)
        return static_cast<double> (*source);
    else if constexpr (count * sizeof (double) == sizeof (V))
        return loadDoubles<V> (source);
    else
    {
        Row<T, sizeof (V) / sizeof (double) * sizeof (T)> samples{};
        for (Index k = 0; k < count; ++k)
            samples[k] = source[k];
        return widened<V> (samples);
    }
}

/// A pole of so many neighbouring units, in the first lanes of a vector.
template <typename V, Index count>
class RowTrack
{
public:
    using Level = V;

    RowTrack (PoleTrack of, Index unit) noexcept
        : drive (coefficient (of.drive, unit))
        , level (coefficient (of.level, unit))
        , levelBefore (coefficient (of.levelBefore, unit))
    {
    }

    static Level coefficient (const double* of, Index unit) noexcept
    {
        return loadFirst<Level, count> (of + unit);
    }

    Level twoStepsAgo() const noexcept { return levelBefore; }

    /// Takes what the input of now will drive, and returns what the one before it does.
    Level exchangeDrive (Level now) noexcept
    {
        const auto before = drive;
        drive = now;
        return before;
    }

    void advanceTo (Level now) noexcept
    {
        levelBefore = level;
        level = now;
    }

    void keep (PoleTrack of, Index unit) const noexcept
    {
        storeFirst<count> (of.drive + unit, drive);
        storeFirst<count> (of.level + unit, level);
        storeFirst<count> (of.levelBefore + unit, levelBefore);
    }

private:
    Level drive, level, levelBefore;
};

/// The same of one unit, two steps at a time in the two lanes: neither waits for the other.
class PairTrack
{
public:
    typedef double Level __attribute__ ((vector_size (2 * sizeof (double))));

    PairTrack (PoleTrack of, Index unit) noexcept
        : drive{ 0.0, of.drive[unit] }
        , levels{ of.levelBefore[unit], of.level[unit] }
    {
    }

    static Level coefficient (const double* of, Index unit) noexcept { return Level{ of[unit], of[unit] }; }

    Level twoStepsAgo() const noexcept { return levels; }

    Level exchangeDrive (Level now) noexcept
    {
        const auto before = drive;
        drive = now;
        return __builtin_shufflevector (before, now, 1, 2);
    }

    void advanceTo (Level now) noexcept { levels = now; }

    void keep (PoleTrack of, Index unit) const noexcept
    {
        of.drive[unit] = drive[1];
        of.levelBefore[unit] = levels[0];
        of.level[unit] = levels[1];
    }

private:
    Level drive, levels;
};

// Filters on tracks of either kind.

template <typename Track>
struct LowpassFilter
{
    using Level = typename Track::Level;

    Level gain, smoothing, squared;
    Track track;

    LowpassFilter (LowpassUnits of, Index unit) noexcept
        : gain (Track::coefficient (of.gain, unit))
        , smoothing (Track::coefficient (of.smoothing, unit))
        , squared (smoothing * smoothing)
        , track (of.track, unit)
    {
    }

    Level step (Level x) noexcept
    {
        const Level now = gain * x;
        const Level y = now + smoothing * track.exchangeDrive (now) + squared * track.twoStepsAgo();
        track.advanceTo (y);
        return y;
    }

    void keep (LowpassUnits of, Index unit) const noexcept { track.keep (of.track, unit); }
};

template <typename Track>
struct AlphaFilter
{
    using Level = typename Track::Level;

    Level decay, across, firstGain, firstLater, secondGain, secondLater;
    Track first, second;

    AlphaFilter (AlphaUnits of, Index unit) noexcept
        : decay (Track::coefficient (of.decay, unit))
        , across (Track::coefficient (of.across, unit))
        , firstGain (Track::coefficient (of.firstGain, unit))
        , firstLater (Track::coefficient (of.firstLater, unit))
        , secondGain (Track::coefficient (of.secondGain, unit))
        , secondLater (Track::coefficient (of.secondLater, unit))
        , first (of.firstStart, unit)
        , second (of.secondStart, unit)
    {
    }

    Level step (Level x) noexcept
    {
        const Level p = first.twoStepsAgo();
        const Level toFirst = first.exchangeDrive (firstLater * x) + firstGain * x;
        const Level toSecond = second.exchangeDrive (secondLater * x) + secondGain * x;
        const Level y = decay * second.twoStepsAgo() + (across * p + toSecond);
        first.advanceTo (decay * p + toFirst);
        second.advanceTo (y);
        return y;
    }

    void keep (AlphaUnits of, Index unit) const noexcept
    {
        first.keep (of.first, unit);
        second.keep (of.second, unit);
    }
};

/// Units whose first steps are done.
inline LowpassUnits begun (LowpassUnits of) noexcept
{
    return of;
}
inline AlphaUnits begun (AlphaUnits of) noexcept
{
    of.firstStart = of.first;
    of.secondStart = of.second;
    return of;
}

/// One unit, whose samples are `stride` apart.
template <template <typename> class Filter, typename T, typename Units>
inline void filterUnit (const T* x, T* out, Index stride, Index steps, Units of, Index unit) noexcept
{
    using Pair = Row<T, 2 * sizeof (T)>;
    constexpr Index samplesAhead = 1024; // a new page would be waited for by every step after it
    const auto pairs = steps / 2;
    Filter<PairTrack> filter (of, unit);
    const auto step = [&] (Pair samples) noexcept
    { return narrowed<T> (filter.step (widened<PairTrack::Level> (samples))); };
    if (stride == 1)
        for (Index i = 0; i < 2 * pairs; i += 2)
        {
            __builtin_prefetch (x + i + samplesAhead);
            __builtin_prefetch (out + i + samplesAhead, 1);
            store (out + i, step (loadAs<Pair> (x + i)));
        }
    else
        for (Index i = 0; i < 2 * pairs * stride; i += 2 * stride)
        {
            const auto y = step (Pair{ x[i], x[i + stride] });
            out[i] = y[0];
            out[i + stride] = y[1];
        }
    filter.keep (of, unit);

    if (steps % 2 != 0)
    {
        const auto last = (steps - 1) * stride;
        Filter<RowTrack<double, 1>> alone (begun (of), unit);
        out[last] = static_cast<T> (alone.step (static_cast<double> (x[last])));
        alone.keep (of, unit);
    }
}

/// Levels of neighbouring units in a row: a vector, and enough for their samples to fill one of 16 bytes.
constexpr Index rowLanes = lanes<double> < 4 ? 4 : lanes<double>;
typedef double RowLevels __attribute__ ((vector_size (rowLanes * sizeof (double))));

/// So many neighbouring units, up to 4, that do not fill one.
template <template <typename> class Filter, Index count, typename T, typename Units>
inline void filterShortRows (const T* x, T* out, Index stride, Index steps, Units of, Index unit) noexcept
{
    constexpr Index n = count == 3 ? 4 : count;
    using Levels = Row<double, n * sizeof (double)>;
    Filter<RowTrack<Levels, count>> filter (of, unit);
    for (Index i = 0; i < steps * stride; i += stride)
    {
        const auto y = narrowed<T> (filter.step (loadUnits<Levels, count> (x + i)));
        for (Index k = 0; k < count; ++k)
            out[i + k] = y[k];
    }
    filter.keep (of, unit);
}

/// Units from `unit` on, the last of a row.
template <template <typename> class Filter, typename T, typename Units>
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

/// Neighbouring units advance together, one vector of them after the other.
template <template <typename> class Filter, typename T, typename Units>
inline void filterRows (const T* x, T* out, Units of, Index steps, Index units) noexcept
{
    const Index vectorUnits = units - units % rowLanes;
    for (Index unit = 0; unit < vectorUnits; unit += rowLanes)
    {
        Filter<RowTrack<RowLevels, rowLanes>> filter (of, unit);
        for (Index i = unit; i < steps * units; i += units)
            store (out + i, narrowed<T> (filter.step (loadDoubles<RowLevels> (x + i))));
        filter.keep (of, unit);
    }
    filterLastUnits<Filter> (x, out, units, steps, of, vectorUnits);
}

/// Some rows at a time: few enough to stay in the cache, and enough for the history to be worth loading. What
/// is written past the caches has to come in order, or cache lines would leave in pieces; meanwhile the next
/// rows are fetched.
template <template <typename> class Filter, typename T, typename Units>
void filterInterleaved (const T* x, T* out, Units of, Index steps, Index units, bool pastCaches) noexcept
{
    if (units < rowLanes)
        return filterLastUnits<Filter> (x, out, units, steps, of, 0);
    constexpr Index tileSamples = 512;
    alignas (64) T tile[tileSamples];
    const bool passes = pastCaches && units <= tileSamples && canPassCaches (out, units);
    const Index rows = passes || units < 64 ? tileSamples / units : 8;
    for (Index first = 0; first < steps; first += rows, x += rows * units, out += rows * units)
    {
        const Index count = first + rows < steps ? rows : steps - first;
        filterRows<Filter> (x, passes ? tile : out, first == 0 ? of : begun (of), count, units);
        for (Index i = 0; passes && i < count * units; i += lanes<T>)
        {
            __builtin_prefetch (x + i + tileSamples);
            storePastCaches (out + i, load (tile + i));
        }
    }
}

template <template <typename> class Filter, typename T, typename Units>
void filterPlanar (const PlanarPart<T>& part, Units of, Index units) noexcept
{
    using Samples = Row<T, rowLanes * sizeof (T)>;
    const auto filterAlone = [&] (Index unit, Index first, Index last) noexcept
    {
        filterUnit<Filter> (part.in[unit] + part.firstIn + first, part.out[unit] + part.firstOut + first, 1,
                            last - first, first == 0 ? of : begun (of), unit);
    };
    const Index vectorUnits = units - units % rowLanes, head = stepsToLine (part, vectorUnits);
    const Index tail = part.steps - (part.steps - head) % rowLanes;
    for (Index unit = 0; head > 0 && unit < vectorUnits; ++unit)
        filterAlone (unit, 0, head);
    for (Index unit = 0; unit < vectorUnits; unit += rowLanes)
    {
        Filter<RowTrack<RowLevels, rowLanes>> filter (head == 0 ? of : begun (of), unit);
        advanceSquares<Samples, 1> (without (head, part), unit,
                                    [&] (Index, Samples x) noexcept
                                    { return narrowed<T> (filter.step (widened<RowLevels> (x))); });
        filter.keep (of, unit);
    }
    for (Index unit = 0; unit < units; ++unit)
        filterAlone (unit, unit < vectorUnits ? tail : 0, part.steps);
}

} // namespace
} // namespace spikegraph

#pragma once

// The lowpass of LowpassUnits. Part of KernelBody.h, whose rules it follows.

#include "Core/Kernels/Squares.h"

namespace spikegraph
{
namespace
{

/// Coefficients and history (see LowpassUnits) of one unit, or of as many as Level has lanes.
template <typename Level>
struct Smooth
{
    Level gain, smoothing, squared, drive, level, levelBefore;

    Smooth (LowpassUnits of, Index unit) noexcept
        : gain (loadAs<Level> (of.gain + unit))
        , smoothing (loadAs<Level> (of.smoothing + unit))
        , squared (smoothing * smoothing)
        , drive (loadAs<Level> (of.drive + unit))
        , level (loadAs<Level> (of.level + unit))
        , levelBefore (loadAs<Level> (of.levelBefore + unit))
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
        store (of.drive + unit, drive);
        store (of.level + unit, level);
        store (of.levelBefore + unit, levelBefore);
    }
};

/// One unit, whose samples are `stride` apart. Two steps a round: the levels then take turns in two
/// registers, where copies from one to the other would lengthen the path.
template <typename T>
inline void smoothUnit (const T* x, T* out, Index stride, Index steps, LowpassUnits of, Index unit) noexcept
{
    Smooth<double> smooth (of, unit);
    const auto step = [&] (Index i) noexcept
    { out[i * stride] = static_cast<T> (smooth.step (static_cast<double> (x[i * stride]))); };
    Index i = 0;
    for (; i + 2 <= steps; i += 2)
    {
        step (i);
        step (i + 1);
    }
    if (i < steps)
        step (i);
    smooth.keep (of, unit);
}

/// Levels of neighbouring units in a row: a vector, and enough for their samples to fill one of 16 bytes.
constexpr Index rowLanes = lanes<double> < 4 ? 4 : lanes<double>;
typedef double RowLevels __attribute__ ((vector_size (rowLanes * sizeof (double))));

/// Neighbouring units advance together, some rows at a time: few enough to stay in the cache, and enough for
/// the history to be worth loading. What is written past the caches has to come in order, or cache lines
/// would leave in pieces.
template <bool pastCaches, typename T>
inline void smoothRows (const T* x, T* out, LowpassUnits of, Index steps, Index units) noexcept
{
    constexpr Index samplesAhead = 2048;
    const Index vectorUnits = units - units % rowLanes;
    const Index rows = pastCaches ? 2 : units < 64 ? 512 / units : 8;
    for (Index first = 0; first < steps; first += rows, x += rows * units, out += rows * units)
    {
        const Index count = first + rows < steps ? rows : steps - first;
        for (Index unit = 0; unit < vectorUnits; unit += rowLanes)
        {
            Smooth<RowLevels> smooth (of, unit);
            for (Index i = unit; i < count * units; i += units)
            {
                const auto y = narrowed<T> (smooth.step (loadDoubles<RowLevels> (x + i)));
                if constexpr (pastCaches)
                {
                    __builtin_prefetch (x + i + samplesAhead);
                    storePastCaches (out + i, y);
                }
                else
                    store (out + i, y);
            }
            smooth.keep (of, unit);
        }
        for (Index unit = vectorUnits; unit < units; ++unit)
            smoothUnit (x + unit, out + unit, units, count, of, unit);
    }
}

template <typename T>
void lowpassInterleaved (const T* x, T* out, LowpassUnits of, Index steps, Index units,
                         bool pastCaches) noexcept
{
    if (units == 1)
        smoothUnit (x, out, 1, steps, of, 0);
    else if (pastCaches && canPassCaches (out, units))
        smoothRows<true> (x, out, of, steps, units);
    else
        smoothRows<false> (x, out, of, steps, units);
}

template <typename T>
void lowpassPlanar (const PlanarPart<T>& part, LowpassUnits of, Index units) noexcept
{
    using Levels = WideVector<T>;
    const Index vectorUnits = units - units % lanes<T>;
    for (Index unit = 0; unit < vectorUnits; unit += lanes<T>)
    {
        Smooth<Levels> smooth (of, unit);
        advanceSquares<Vector<T>> (
            part, unit,
            [&] (Vector<T> x) noexcept
            { return __builtin_convertvector(smooth.step (widened<Levels> (x)), Vector<T>); });
        smooth.keep (of, unit);
    }
    for (Index unit = 0; unit < units; ++unit)
    {
        const Index done = unit < vectorUnits ? part.steps - part.steps % lanes<T> : 0;
        smoothUnit (part.in[unit] + part.firstIn + done, part.out[unit] + part.firstOut + done, 1,
                    part.steps - done, of, unit);
    }
}

} // namespace
} // namespace spikegraph

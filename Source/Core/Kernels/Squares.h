#pragma once

// Planar samples, a square at a time. Part of KernelBody.h and GammatoneBody.h, whose rules it follows.

#include "Core/Kernels/Vectors.h"

namespace spikegraph
{
namespace
{

// The interleaved halves of two vectors: a0 b0 a1 b1 ... and the same from their middles.

template <typename V>
inline V zipLow (V a, V b) noexcept
{
    constexpr auto count = sizeof (V) / sizeof (a[0]);
    if constexpr (count == 2)
        return __builtin_shufflevector (a, b, 0, 2);
    else if constexpr (count == 4)
        return __builtin_shufflevector (a, b, 0, 4, 1, 5);
    else if constexpr (count == 8)
        return __builtin_shufflevector (a, b, 0, 8, 1, 9, 2, 10, 3, 11);
    else
        return __builtin_shufflevector (a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

template <typename V>
inline V zipHigh (V a, V b) noexcept
{
    constexpr auto count = sizeof (V) / sizeof (a[0]);
    if constexpr (count == 2)
        return __builtin_shufflevector (a, b, 1, 3);
    else if constexpr (count == 4)
        return __builtin_shufflevector (a, b, 2, 6, 3, 7);
    else if constexpr (count == 8)
        return __builtin_shufflevector (a, b, 4, 12, 5, 13, 6, 14, 7, 15);
    else
        return __builtin_shufflevector (a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

/// Transposes a square of vectors: as many rounds of zipping row i with row i + n/2 as n has bits.
template <Index n, typename V>
inline void transpose (V (&rows)[n]) noexcept
{
    for (Index round = 1; round < n; round *= 2)
    {
        V zipped[n];
        for (Index i = 0; i < n / 2; ++i)
        {
            zipped[2 * i] = zipLow (rows[i], rows[i + n / 2]);
            zipped[2 * i + 1] = zipHigh (rows[i], rows[i + n / 2]);
        }
        for (Index i = 0; i < n; ++i)
            rows[i] = zipped[i];
    }
}

/// So many steps away do all planes reach the beginning of a cache line. There, no vector of theirs lies in
/// two lines, and where planes are a power of two apart, few of which the first cache has room for, none is
/// fetched twice. 0 where that is not worth while: few steps, or planes that are not alike.
template <typename T>
inline Index stepsToLine (const PlanarPart<T>& of, Index units) noexcept
{
    constexpr unsigned long long lineBytes = 64;
    constexpr Index fewSteps = 1024;
    const auto bytesToLine = [] (const T* at) noexcept
    { return -reinterpret_cast<unsigned long long> (at) % lineBytes; };
    if (of.steps < fewSteps || units == 0)
        return 0;
    const auto bytes = bytesToLine (of.in[0] + of.firstIn);
    for (Index unit = 0; unit < units; ++unit)
        if (bytesToLine (of.in[unit] + of.firstIn) != bytes ||
            bytesToLine (of.out[unit] + of.firstOut) != bytes)
            return 0;
    return static_cast<Index> (bytes / sizeof (T));
}

/// The same steps without the first ones.
template <typename T>
inline PlanarPart<T> without (Index first, PlanarPart<T> part) noexcept
{
    part.firstIn += first;
    part.firstOut += first;
    part.steps -= first;
    return part;
}

/// As many units as V has lanes advance together, a square of samples at a time, turned so that a vector
/// holds one step of all units; or some such groups, so that none waits for a step of its own. Steps that are
/// too few for a square are left. So many planes are fetched ahead here, as processors follow fewer, none of
/// them across a page, and not into the first cache, where planes a power of two apart share a few lines.
template <typename V, Index groups, typename T, typename Step>
inline void advanceSquares (const PlanarPart<T>& of, Index unit, Step step) noexcept
{
    constexpr auto n = static_cast<Index> (sizeof (V) / sizeof (T));
    constexpr Index samplesAhead = 128;
    constexpr int write = 1, read = 0, secondCache = 2;
    const T* const* in = of.in + unit;
    T* const* out = of.out + unit;
    for (Index i = 0; i + n <= of.steps; i += n)
    {
        V squares[groups][n];
        for (Index k = 0; k < groups * n; ++k)
        {
            __builtin_prefetch (in[k] + of.firstIn + i + samplesAhead, read, secondCache);
            __builtin_prefetch (out[k] + of.firstOut + i + samplesAhead, write, secondCache);
            squares[k / n][k % n] = loadAs<V> (in[k] + of.firstIn + i);
        }
        for (auto& square : squares)
            transpose (square);
        for (Index k = 0; k < n; ++k)
            for (Index group = 0; group < groups; ++group)
                squares[group][k] = step (group, squares[group][k]);
        for (auto& square : squares)
            transpose (square);
        for (Index k = 0; k < groups * n; ++k)
            store (out[k] + of.firstOut + i, squares[k / n][k % n]);
    }
}

} // namespace
} // namespace spikegraph

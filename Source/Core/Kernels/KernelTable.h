#pragma once

#include <cstddef>

namespace spikegraph
{

/// The inner loops of the layers for one instruction set. All are noexcept, allocate nothing, go on from the
/// state they are given, and give the same bits on every instruction set. out may be in.
///
/// This header holds no functions and includes no library: it is read by sources that are compiled for
/// processors newer than the one that runs, and no inline function may escape from those into the rest.
template <typename T>
struct Kernels
{
    using Index = std::ptrdiff_t;

    /// v += a*dt; n = floor(v); v -= n; out = n/divisor, for steps x units; v holds `units` voltages.
    void (*spikeInterleaved) (const T* a, T* out, T* v, Index steps, Index units, T dt, T divisor) noexcept;
    void (*spikePlanar) (const T* const* a, Index firstIn, T* const* out, Index firstOut, T* v, Index steps,
                         Index units, T dt, T divisor) noexcept;

    /// y = gain*x + smoothing*y; out = y, for steps x units; y holds `units` levels, in double.
    void (*lowpassInterleaved) (const T* x, T* out, double* y, Index steps, Index units,
                                const double* smoothing, const double* gain) noexcept;
    void (*lowpassPlanar) (const T* const* x, Index firstIn, T* const* out, Index firstOut, double* y,
                           Index steps, Index units, const double* smoothing, const double* gain) noexcept;

    /// out = max(0, x), and x < 0 ? slope*x : x. NaN stays NaN.
    void (*relu) (const T* x, T* out, Index count) noexcept;
    void (*leakyRelu) (const T* x, T* out, Index count, T slope) noexcept;
};

} // namespace spikegraph

#pragma once

#include <cstddef>

namespace spikegraph
{

/// What resynthesis does to a unit.
template <typename T>
struct GammatoneTap
{
    std::ptrdiff_t unit, delaySamples;
    T gain;
};

/// The inner loops of filterbank and resynthesis for one instruction set. As Kernels: noexcept, no
/// allocation, the same bits on every set, and no function or library in this header.
template <typename T>
struct GammatoneKernels
{
    using Index = std::ptrdiff_t;

    /// Runs the recursions of GammatoneFilterbank over `steps` samples. coefficients holds the rows Re p, Im
    /// p, Re c, Im c, state the rows Re a1, Im a1, ... Im a4, of paddedUnits each, a multiple of 16; those
    /// past `units` are zero. out must not be x.
    void (*filter) (const T* x, T* const* out, Index firstOut, Index steps, Index units, Index paddedUnits,
                    const T* coefficients, T* state) noexcept;

    /// Sets what has decayed far below any sample to 0; NaN stays NaN. The count is a multiple of 16.
    void (*zeroTiny) (T* state, Index count) noexcept;

    /// sum[t + delay] += gain * x[unit][firstStep + t], tap by tap.
    void (*addDelayed) (const T* const* x, Index firstStep, Index steps, const GammatoneTap<T>* taps,
                        Index numTaps, T* sum) noexcept;
};

} // namespace spikegraph

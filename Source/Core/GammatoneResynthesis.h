#pragma once

#include "Core/GammatoneDesign.h"
#include "Core/Kernels/GammatoneKernels.h"

#include <vector>

namespace spikegraph
{

/// Puts the bands of a GammatoneFilterbank back together: y[t] = sum over units of gain * x[t - delay].
/// Delays and gains are designed so that behind the filterbank of the same options the sum is its input,
/// latencySamples() later (GammatoneDesign.cpp).
///
/// Streaming: a sequence cut anywhere gives the bits of the whole, on every instruction set. The sum for an
/// output is built up in the order in which its parts arrive, the longest delay first.
template <typename T>
class GammatoneResynthesis
{
public:
    using Options = GammatoneOptions;

    /// Throws InvalidValue for options outside their ranges.
    explicit GammatoneResynthesis (const Options& options);

    /// Allocates the sums under way and resets them.
    void prepare();

    /// Forgets all samples. [audio thread, prepared]
    void reset() noexcept;

    /// x has `units` units, y 1, both the same steps; y may hold the memory of one of x's. [audio thread,
    /// prepared]
    void process (Planar<const T> x, Planar<T> y) noexcept;

    /// 1 while NaN or infinity is in a sum under way, else 0; it leaves by itself after latencySamples().
    /// [audio thread, prepared]
    Index nonFiniteUnits() const noexcept;

    Index units() const noexcept { return static_cast<Index> (taps.size()); }
    /// The delay of filterbank and resynthesis together: 8 ms, rounded down to whole samples.
    Index latencySamples() const noexcept { return latency; }

    /// Which kernels to run, for tests and benchmarks. The set must be among supportedInstructionSets().
    void useInstructionSet (InstructionSet set) noexcept { kernels = &gammatoneKernelsFor<T> (set); }

private:
    static constexpr Index stepsPerTile = 512, stepsPerTurn = 4096;

    Index latency;
    const GammatoneKernels<T>* kernels;
    std::vector<GammatoneTap<T>> taps; ///< by falling delay
    std::vector<T> sums;               ///< from `position` on, the outputs to come; zero behind them
    Index position = 0;
};

extern template class GammatoneResynthesis<float>;
extern template class GammatoneResynthesis<double>;

} // namespace spikegraph

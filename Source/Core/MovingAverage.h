#pragma once

#include "Core/Views.h"

#include <vector>

namespace spikegraph
{

/// The mean of the last `window` samples of each unit, the samples before the first being zero.
///
/// With P the running sum since the last multiple of the window, and P' the sums of the window before, the
/// sum over the last N samples is P'(N) - P'(k) + P(k). Every window starts anew, so no error accumulates
/// however long the stream, and NaN leaves with the window that follows it. Sums are kept in double.
template <typename T>
class MovingAverage
{
public:
    /// Allocates and resets. Throws InvalidValue unless both are at least 1.
    void prepare (Index units, Index windowSamples);

    /// Forgets all samples. [audio thread, prepared]
    void reset() noexcept;

    /// y may be x. [audio thread, prepared]
    void process (Interleaved<const T> x, Interleaved<T> y) noexcept;
    void process (Planar<const T> x, Planar<T> y) noexcept;

    /// Units that NaN or infinity is in. [audio thread, prepared]
    Index nonFiniteUnits() const noexcept;

private:
    template <typename View, typename ConstView>
    void run (ConstView x, View y) noexcept;
    void beginWindow() noexcept;

    Index numUnits = 0, window = 0, position = 0;
    std::vector<double> history; ///< P' of the window before, overwritten by P as it is read: window x units
    std::vector<double> running; ///< P
    std::vector<double> previousTotal; ///< P'(N)
};

extern template class MovingAverage<float>;
extern template class MovingAverage<double>;

} // namespace spikegraph

#pragma once

#include "Core/Views.h"

#include <vector>

namespace spikegraph
{

/// Send-on-delta, or asynchronous delta modulation (Miskowicz, "Send-on-delta concept", Sensors 6, 2006; the
/// code of silicon cochleas and retinas): a spike whenever the input has moved by a threshold from the level
/// that the spikes so far add up to, +1 (ON) upward, -1 (OFF) downward. Per step and unit
///
///     n = trunc((x - level) / threshold);   level += n * threshold;   y = n
///
/// Several thresholds in a step give several spikes, so that x is within one threshold of level after every
/// step. A step has at most 2^24 spikes, which float counts exactly; the level then catches up in the next
/// steps. Levels are kept in double, whatever T. NaN gives no spike. A stream cut anywhere gives the same
/// bits.
template <typename T>
class DeltaEncoder
{
public:
    struct Options
    {
        double threshold = 0.1;    ///< in the input's unit, finite and above 0
        double initialLevel = 0.0; ///< of every unit, finite
    };

    static constexpr double maximumSpikesPerStep = 16777216.0;

    /// Throws InvalidValue for a threshold that is not finite and positive, or a level that is not finite.
    explicit DeltaEncoder (Options optionsToUse);

    /// Allocates for so many units and resets. Throws InvalidValue unless there is at least one.
    void prepare (Index units);

    /// All levels are the initial one again. [audio thread, prepared]
    void reset() noexcept;

    /// y may be x, unit by unit. Both have the prepared number of units. [audio thread, prepared]
    void process (Planar<const T> x, Planar<T> y) noexcept;

    /// From the next sample on; the levels go on. Others than finite positive values are ignored.
    /// [audio thread]
    void setThreshold (double newThreshold) noexcept;

    /// What the spikes so far add up to. [audio thread, prepared]
    const std::vector<double>& levels() const noexcept { return state; }

private:
    double threshold, initialLevel;
    std::vector<double> state;
};

extern template class DeltaEncoder<float>;
extern template class DeltaEncoder<double>;

} // namespace spikegraph

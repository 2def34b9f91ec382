#pragma once

#include "Core/Views.h"

#include <vector>

namespace spikegraph
{

/// Every unit, later by a whole number of samples; before the first sample there are zeros. y[t] = x[t -
/// delay] exactly, bit for bit.
///
/// A new delay comes in by a crossfade: for the next `crossfadeSamples` samples y goes in a straight line
/// from the old tap to the new one, and arrives at the last of them. A delay that is set meanwhile waits for
/// the end of the fade (of several, the last one set), so that no tap is ever dropped at once. A stream cut
/// anywhere gives the same bits.
template <typename T>
class DelayLine
{
public:
    struct Options
    {
        Index delaySamples = 0;       ///< at least 0
        Index crossfadeSamples = 512; ///< at least 0; 0 switches at once
    };

    /// Throws InvalidValue for a negative delay or crossfade.
    explicit DelayLine (Options optionsToUse);

    /// Allocates for so many units and delays of at most maximumDelaySamples, and resets. Throws InvalidValue
    /// unless there is at least one unit and the delay that is set lies in [0, maximum].
    void prepare (Index units, Index maximumDelaySamples);

    /// Forgets all samples and starts with the delay that was last set. [audio thread, prepared]
    void reset() noexcept;

    /// y may be x, unit by unit. Both have the prepared number of units. [audio thread, prepared]
    void process (Planar<const T> x, Planar<T> y) noexcept;

    /// Fades to another delay, from the next sample on. It is brought into [0, maximum].
    /// [audio thread, prepared]
    void setDelaySamples (Index delaySamples) noexcept;

    /// The delay that was last set. [audio thread]
    Index delaySamples() const noexcept { return wantedDelay; }
    Index maximumDelaySamples() const noexcept { return maximumDelay; }

private:
    bool isFading() const noexcept { return nextDelay != delay; }
    void processSegment (Planar<const T> x, Planar<T> y) noexcept;

    Index crossfade, maximumDelay = 0;
    Index wantedDelay, delay = 0, nextDelay = 0;
    Index fadePosition = 0;                 ///< samples of the fade from delay to nextDelay that are done
    std::size_t position = 0, ringSize = 0; ///< ringSize is a power of two, position counts up for ever
    std::vector<T> history;                 ///< units x ringSize
};

extern template class DelayLine<float>;
extern template class DelayLine<double>;

} // namespace spikegraph

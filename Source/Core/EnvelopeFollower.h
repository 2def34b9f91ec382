#pragma once

#include "Core/Views.h"

#include <vector>

namespace spikegraph
{

/// How loud each unit is: rectified, then smoothed by one pole that is as quick as `attack` on the way up and
/// as `release` on the way down. Per step and unit
///
///     level += (|x| - level) * (1 - exp(-dt/tau)),   tau = attack where |x| > level, else release
///
/// and y = level, first 0. The level is kept in double, whatever T. A stream cut anywhere gives the same
/// bits.
template <typename T>
class EnvelopeFollower
{
public:
    struct Options
    {
        double attackSeconds = 0.005;  ///< finite and above 0
        double releaseSeconds = 0.050; ///< finite and above 0
        double dtSeconds = 0.001;
    };

    /// Throws InvalidValue unless all three are finite and positive.
    explicit EnvelopeFollower (Options optionsToUse);

    /// Allocates for so many units and resets. Throws InvalidValue unless there is at least one.
    void prepare (Index units);

    /// All levels are 0 again. [audio thread, prepared]
    void reset() noexcept;

    /// y may be x, unit by unit. Both have the prepared number of units. [audio thread, prepared]
    void process (Planar<const T> x, Planar<T> y) noexcept;

    /// From the next sample on; the level goes on. Others than finite positive values are ignored.
    /// [audio thread]
    void setAttack (double attackSeconds) noexcept;
    void setRelease (double releaseSeconds) noexcept;

    const std::vector<double>& levels() const noexcept { return state; }

private:
    double dt, attack = 1.0, release = 1.0;
    std::vector<double> state;
};

extern template class EnvelopeFollower<float>;
extern template class EnvelopeFollower<double>;

} // namespace spikegraph

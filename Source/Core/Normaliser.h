#pragma once

#include "Core/Views.h"

#include <vector>

namespace spikegraph
{

/// What a level is: the root of the mean square, or the mean of the absolute value.
enum class LevelMeasure
{
    rms,
    meanAbsolute,
};

/// Divisive gain control: brings every unit, or all of them together, to one level. Per step
///
///     mean += (p - mean) * (1 - exp(-dt/time)),   p = x^2 or |x|;   level = sqrt(mean) or mean
///     wanted = target / level,                    at most the maximum gain, so that silence stays quiet
///     gain += (wanted - gain) * (1 - exp(-dt/5 ms));   y = x * gain
///
/// With a reference, the level of y follows the reference's: wanted = level(reference) / level(x). Levels are
/// taken for at least 10^-6 (-120 dB). For a steady input the gain settles at what makes the levels equal.
///
/// Levels start at the target and the gain at 0 dB, so nothing bursts out before there is anything to go by.
/// The gain moves without steps: 5 ms smooth also what a knob does. After silence a sound starts with the
/// gain that silence led to, until its level is known; the maximum gain bounds this.
///
/// State is kept in double, whatever T. A stream cut anywhere gives the same bits.
template <typename T>
class Normaliser
{
public:
    struct Options
    {
        double target = 0.1;               ///< level to reach, in the measure's sense; finite and above 0
        double timeSeconds = 0.5;          ///< over which levels are means; finite and above 0
        double maximumGainDecibels = 30.0; ///< in [0, 120]
        LevelMeasure measure = LevelMeasure::rms;
        bool commonToAllUnits = false; ///< one level, the mean over the units, and one gain for all
        double dtSeconds = 0.001;
    };

    /// Throws InvalidValue for a value outside the ranges above.
    explicit Normaliser (Options optionsToUse);

    /// Allocates for so many units and resets. Throws InvalidValue unless there is at least one.
    void prepare (Index units);

    /// Levels are the target, gains 0 dB. [audio thread, prepared]
    void reset() noexcept;

    /// y may be x, or the reference, unit by unit. x, y and the reference have the prepared number of units;
    /// where the gain is common, the reference may have any number from 1. [audio thread, prepared]
    void process (Planar<const T> x, Planar<T> y) noexcept;
    void process (Planar<const T> x, Planar<const T> reference, Planar<T> y) noexcept;

    /// From the next sample on. Values outside the ranges of Options are ignored. [audio thread]
    void setTarget (double newTarget) noexcept;
    void setTime (double timeSeconds) noexcept;
    void setMaximumGain (double decibels) noexcept;

    /// The gain that a unit's last sample got. [audio thread, prepared]
    double gain (Index unit) const noexcept;

private:
    struct State
    {
        double mean, referenceMean, gain;
    };

    double level (double mean) const noexcept;
    void measure (Planar<const T> x, Index firstUnit, Index numUnits, double* p) const noexcept;
    void follow (State& state, double* gains, const double* referenceP, Index steps) const noexcept;
    void run (Planar<const T> x, const Planar<const T>* reference, Planar<T> y) noexcept;

    Options settings;
    double approach = 1.0, gainApproach = 1.0, maximumGain = 1.0;
    std::vector<State> states; ///< one a unit, or one for all
};

extern template class Normaliser<float>;
extern template class Normaliser<double>;

} // namespace spikegraph

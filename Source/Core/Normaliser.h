#pragma once

#include "Core/Views.h"

#include <limits>
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
/// With a reference, the level of y follows the reference's, so that both are as loud over a whole sound,
/// bursts and pauses included, to within about half a decibel:
///
///     wanted = level(reference) / level(x) * correction,
///     correction = longLevel(reference) / longLevel(x * gain / correction),   within 6 dB, every 32 steps
///
/// where long levels are means over 10 times as long: they take out what a level that ripples from spike to
/// spike is wrong by. The gain then rises by at most 30 dB in a `time`, and only if x has been heard within
/// the last `time` (above -30 dB of its own level): so it does not run away where the reference sounds before
/// x answers, nor in pauses.
///
/// Levels are taken for at least 10^-6 (-120 dB). For a steady input the gain settles at what makes the
/// levels equal. No sample of y exceeds the ceiling: the gain falls at once where one would, and returns as
/// it moves otherwise.
///
/// Levels start at the target, with a reference low and equal, and the gain at 0 dB, so nothing bursts out
/// before there is anything to go by. The gain moves without steps, but for the ceiling: 5 ms smooth also
/// what a knob does. Without a reference, a sound after silence starts with the gain that silence led to,
/// until its level is known; the maximum gain and the ceiling bound this.
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
        double ceiling = std::numeric_limits<double>::infinity(); ///< of |y|; above 0
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
    void setCeiling (double newCeiling) noexcept;

    /// The gain that a unit's last sample got. [audio thread, prepared]
    double gain (Index unit) const noexcept;

private:
    struct State
    {
        double gain = 1.0, mean = 0.0;
        // With a reference: means over `time` and over longer, and how long x has not been heard.
        double shortMean = 0.0, shortReference = 0.0, longMean = 0.0, longReference = 0.0;
        double correction = 1.0, perCorrection = 1.0;
        Index stepsUnheard = 0, stepsToCorrection = 0;
    };

    double level (double mean) const noexcept;
    double meanOf (double level) const noexcept;
    void measure (Planar<const T> x, Index firstUnit, Index numUnits, double* p) const noexcept;
    void findPeaks (Planar<const T> x, Index firstUnit, Index numUnits, double* peaks) const noexcept;
    double limited (double gain, double peak) const noexcept;
    double gainToTarget (State& state, double p, double peak) const noexcept;
    double gainToReference (State& state, double p, double referenceP, double peak) const noexcept;
    void run (Planar<const T> x, const Planar<const T>* reference, Planar<T> y) noexcept;

    Options settings;
    double approach = 1.0, longApproach = 1.0, gainApproach = 1.0, maximumGain = 1.0;
    double mostRise = 1.0;     ///< of the gain in a step, as a factor
    Index stepsToHear = 1;     ///< after which x counts as silent
    std::vector<State> states; ///< one a unit, or one for all
};

extern template class Normaliser<float>;
extern template class Normaliser<double>;

} // namespace spikegraph

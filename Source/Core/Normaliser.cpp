#include "Core/Normaliser.h"

#include "Core/Error.h"
#include "Core/TimeConstant.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace spikegraph
{
namespace
{

constexpr Index chunkSteps = 64;
constexpr double gainSmoothingSeconds = 0.005, lowestLevel = 1e-6;

// Of following a reference.
constexpr double firstShortLevel = 1e-3, firstLongLevel = 0.1;
constexpr double longTimes = 10.0, mostCorrection = 2.0;
/// It moves so slowly that it need not be taken anew at every step, which would make each wait for the last.
constexpr Index stepsPerCorrection = 32;
constexpr double heardDecibels = -30.0, riseDecibelsPerTime = 30.0;

double ratioOf (double decibels) noexcept
{
    return std::pow (10.0, decibels / 20.0);
}

bool isMaximumGain (double decibels) noexcept
{
    return decibels >= 0.0 && decibels <= 120.0;
}

} // namespace

template <typename T>
Normaliser<T>::Normaliser (Options optionsToUse)
    : settings (optionsToUse)
{
    requirePositive ("dt", settings.dtSeconds);
    requirePositive ("the target", settings.target);
    requirePositive ("the time", settings.timeSeconds);
    if (!isMaximumGain (settings.maximumGainDecibels))
        throw InvalidValue ("the maximum gain must lie in [0, 120] dB, not " +
                            describe (settings.maximumGainDecibels));
    if (!(settings.ceiling > 0.0))
        throw InvalidValue ("the ceiling must be above 0, not " + describe (settings.ceiling));
    gainApproach = approachPerStep (settings.dtSeconds, gainSmoothingSeconds);
    setTime (settings.timeSeconds);
    setMaximumGain (settings.maximumGainDecibels);
}

template <typename T>
void Normaliser<T>::setTarget (double newTarget) noexcept
{
    if (isPositive (newTarget))
        settings.target = newTarget;
}

template <typename T>
void Normaliser<T>::setTime (double timeSeconds) noexcept
{
    if (!isPositive (timeSeconds))
        return;
    const auto dt = settings.dtSeconds;
    approach = approachPerStep (dt, timeSeconds);
    longApproach = approachPerStep (dt, longTimes * timeSeconds);
    mostRise = ratioOf (riseDecibelsPerTime * dt / timeSeconds);
    stepsToHear = static_cast<Index> (std::ceil (std::min (timeSeconds / dt, 1e15)));
}

template <typename T>
void Normaliser<T>::setMaximumGain (double decibels) noexcept
{
    if (isMaximumGain (decibels))
        maximumGain = ratioOf (decibels);
}

template <typename T>
void Normaliser<T>::setCeiling (double newCeiling) noexcept
{
    if (newCeiling > 0.0)
        settings.ceiling = newCeiling;
}

template <typename T>
void Normaliser<T>::prepare (Index units)
{
    requireAtLeastOne ("units", units);
    states.resize (settings.commonToAllUnits ? 1 : static_cast<std::size_t> (units));
    reset();
}

template <typename T>
void Normaliser<T>::reset() noexcept
{
    State first;
    first.mean = meanOf (settings.target);
    first.shortMean = first.shortReference = meanOf (firstShortLevel);
    first.longMean = first.longReference = meanOf (firstLongLevel);
    first.stepsUnheard = stepsToHear;
    std::fill (states.begin(), states.end(), first);
}

template <typename T>
double Normaliser<T>::gain (Index unit) const noexcept
{
    return states[settings.commonToAllUnits ? 0 : static_cast<std::size_t> (unit)].gain;
}

template <typename T>
double Normaliser<T>::level (double mean) const noexcept
{
    return settings.measure == LevelMeasure::rms ? std::sqrt (mean) : mean;
}

template <typename T>
double Normaliser<T>::meanOf (double levelToReach) const noexcept
{
    return settings.measure == LevelMeasure::rms ? levelToReach * levelToReach : levelToReach;
}

/// What brings the largest |x| to the ceiling at most.
template <typename T>
double Normaliser<T>::limited (double gain, double peak) const noexcept
{
    return gain * peak > settings.ceiling ? settings.ceiling / peak : gain;
}

template <typename T>
double Normaliser<T>::gainToTarget (State& state, double p, double peak) const noexcept
{
    state.mean += (p - state.mean) * approach;
    const auto wanted = std::min (settings.target / std::max (level (state.mean), lowestLevel), maximumGain);
    return limited (state.gain + (wanted - state.gain) * gainApproach, peak);
}

template <typename T>
double Normaliser<T>::gainToReference (State& state, double p, double referenceP, double peak) const noexcept
{
    const auto lowest = meanOf (lowestLevel);
    state.shortMean += (p - state.shortMean) * approach;
    state.shortReference += (referenceP - state.shortReference) * approach;
    const auto isHeard = p > meanOf (ratioOf (heardDecibels)) * std::max (state.shortMean, lowest);
    state.stepsUnheard = isHeard ? 0 : std::min (state.stepsUnheard + 1, stepsToHear);

    if (state.stepsToCorrection == 0)
    {
        state.correction =
            std::clamp (level (std::max (state.longReference, lowest) / std::max (state.longMean, lowest)),
                        1.0 / mostCorrection, mostCorrection);
        state.perCorrection = 1.0 / state.correction;
        state.stepsToCorrection = stepsPerCorrection;
    }
    --state.stepsToCorrection;
    const auto wanted = std::min (state.correction * level (std::max (state.shortReference, lowest) /
                                                            std::max (state.shortMean, lowest)),
                                  maximumGain);
    const auto rise = state.stepsUnheard < stepsToHear ? mostRise : 1.0;
    const auto gain =
        limited (std::min (state.gain + (wanted - state.gain) * gainApproach, state.gain * rise), peak);

    state.longMean += (p * meanOf (gain * state.perCorrection) - state.longMean) * longApproach;
    state.longReference += (referenceP - state.longReference) * longApproach;
    return gain;
}

/// p of every step, the mean over some units.
template <typename T>
void Normaliser<T>::measure (Planar<const T> x, Index firstUnit, Index numUnits, double* p) const noexcept
{
    std::fill_n (p, x.steps, 0.0);
    const auto share = 1.0 / static_cast<double> (numUnits);
    for (Index unit = firstUnit; unit < firstUnit + numUnits; ++unit)
    {
        const T* in = x.unit (unit);
        for (Index t = 0; t < x.steps; ++t)
        {
            const auto value = static_cast<double> (in[t]);
            p[t] += share * (settings.measure == LevelMeasure::rms ? value * value : std::abs (value));
        }
    }
}

/// The largest |x| of every step among some units.
template <typename T>
void Normaliser<T>::findPeaks (Planar<const T> x, Index firstUnit, Index numUnits,
                               double* peaks) const noexcept
{
    std::fill_n (peaks, x.steps, 0.0);
    for (Index unit = firstUnit; unit < firstUnit + numUnits; ++unit)
    {
        const T* in = x.unit (unit);
        for (Index t = 0; t < x.steps; ++t)
            peaks[t] = std::max (peaks[t], static_cast<double> (std::abs (in[t])));
    }
}

template <typename T>
void Normaliser<T>::run (Planar<const T> x, const Planar<const T>* reference, Planar<T> y) noexcept
{
    std::array<double, chunkSteps> p, referenceP, peaks, gains;
    const auto common = settings.commonToAllUnits;
    const auto unitsPerGain = common ? x.units : 1;
    for (Index firstUnit = 0; firstUnit < x.units; firstUnit += unitsPerGain)
        for (Index first = 0; first < x.steps; first += chunkSteps)
        {
            const auto count = std::min (chunkSteps, x.steps - first);
            const auto chunk = x.slice (first, count);
            measure (chunk, firstUnit, unitsPerGain, p.data());
            findPeaks (chunk, firstUnit, unitsPerGain, peaks.data());
            if (reference != nullptr)
                measure (reference->slice (first, count), firstUnit, common ? reference->units : 1,
                         referenceP.data());
            auto& state = states[static_cast<std::size_t> (firstUnit)];
            for (std::size_t t = 0; t < static_cast<std::size_t> (count); ++t)
                gains[t] = state.gain = reference != nullptr
                                            ? gainToReference (state, p[t], referenceP[t], peaks[t])
                                            : gainToTarget (state, p[t], peaks[t]);
            for (Index unit = firstUnit; unit < firstUnit + unitsPerGain; ++unit)
            {
                const T* in = x.unit (unit) + first;
                T* out = y.unit (unit) + first;
                for (Index t = 0; t < count; ++t)
                    out[t] =
                        static_cast<T> (static_cast<double> (in[t]) * gains[static_cast<std::size_t> (t)]);
            }
        }
}

template <typename T>
void Normaliser<T>::process (Planar<const T> x, Planar<T> y) noexcept
{
    run (x, nullptr, y);
}

template <typename T>
void Normaliser<T>::process (Planar<const T> x, Planar<const T> reference, Planar<T> y) noexcept
{
    run (x, &reference, y);
}

template class Normaliser<float>;
template class Normaliser<double>;

} // namespace spikegraph

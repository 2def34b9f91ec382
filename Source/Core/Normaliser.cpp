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
    if (isPositive (timeSeconds))
        approach = approachPerStep (settings.dtSeconds, timeSeconds);
}

template <typename T>
void Normaliser<T>::setMaximumGain (double decibels) noexcept
{
    if (isMaximumGain (decibels))
        maximumGain = std::pow (10.0, decibels / 20.0);
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
    const auto mean =
        settings.measure == LevelMeasure::rms ? settings.target * settings.target : settings.target;
    std::fill (states.begin(), states.end(), State{ mean, mean, 1.0 });
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

/// Turns p of every step into the gain there.
template <typename T>
void Normaliser<T>::follow (State& state, double* gains, const double* referenceP, Index steps) const noexcept
{
    for (Index t = 0; t < steps; ++t)
    {
        state.mean += (gains[t] - state.mean) * approach;
        auto levelToReach = settings.target;
        if (referenceP != nullptr)
        {
            state.referenceMean += (referenceP[t] - state.referenceMean) * approach;
            levelToReach = std::max (level (state.referenceMean), lowestLevel);
        }
        const auto wanted = std::min (levelToReach / std::max (level (state.mean), lowestLevel), maximumGain);
        gains[t] = state.gain += (wanted - state.gain) * gainApproach;
    }
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

template <typename T>
void Normaliser<T>::run (Planar<const T> x, const Planar<const T>* reference, Planar<T> y) noexcept
{
    std::array<double, chunkSteps> gains, referenceP;
    const auto common = settings.commonToAllUnits;
    const auto unitsPerGain = common ? x.units : 1;
    for (Index firstUnit = 0; firstUnit < x.units; firstUnit += unitsPerGain)
        for (Index first = 0; first < x.steps; first += chunkSteps)
        {
            const auto count = std::min (chunkSteps, x.steps - first);
            measure (x.slice (first, count), firstUnit, unitsPerGain, gains.data());
            if (reference != nullptr)
                measure (reference->slice (first, count), firstUnit, common ? reference->units : 1,
                         referenceP.data());
            follow (states[static_cast<std::size_t> (firstUnit)], gains.data(),
                    reference != nullptr ? referenceP.data() : nullptr, count);
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

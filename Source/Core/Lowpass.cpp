#include "Core/Lowpass.h"

#include "Core/ExceedsCaches.h"
#include "Core/FilterBackward.h"
#include "Core/LastStep.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{
namespace
{

/// w = log(s / (1-s)) for s = exp(-a), that is -log(exp(a) - 1), without overflow for large a.
double logitOfSmoothing (double dtOverTau) noexcept
{
    return -(dtOverTau + std::log (-std::expm1 (-dtOverTau)));
}

struct Smoothing
{
    double smoothing, gain;
};

/// s = sigmoid(w) and 1-s in the arithmetic of T, whose rounding is part of what the reference returns: in
/// float, 1-s is some multiple of 2^-24. Where that leaves fewer than 9 bits of it (dt/tau below 2^-15, a tau
/// of 0.7 s at 48 kHz), the filter would miss its tau audibly, and both are taken in double instead.
template <typename T>
Smoothing smoothingOfLogit (T w) noexcept
{
    const auto exact = static_cast<double> (w);
    const auto exactGain = 1.0 / (1.0 + std::exp (exact));
    if (exactGain < 0x1p-15)
        return { 1.0 / (1.0 + std::exp (-exact)), exactGain };
    const T s = T (1) / (T (1) + std::exp (-w));
    return { static_cast<double> (s), static_cast<double> (T (1) - s) };
}

} // namespace

template <typename T>
Lowpass<T>::Lowpass (Options optionsToUse)
    : settings (std::move (optionsToUse))
    , kernels (&bestKernels<T>())
{
    const auto units = settings.units;
    requireAtLeastOne ("units", units);
    requirePositive ("dt", settings.dtSeconds);
    const Shape perUnit{ 1, units };

    smoothing.resize (static_cast<std::size_t> (units));
    gain = smoothing;
    smoothingLogit = { "smoothing_logit", Tensor<T> (perUnit) };
    if (settings.smoothingLogit)
    {
        requireShape ("smoothing_logit", settings.smoothingLogit->shape(), perUnit);
        smoothingLogit.value = *settings.smoothingLogit;
        for (const T w : smoothingLogit.value)
            if (!std::isfinite (w))
                throw InvalidValue ("smoothing_logit must be finite, not " +
                                    describe (static_cast<double> (w)));
    }
    else
    {
        const auto given = static_cast<Index> (settings.tauSeconds.size());
        if (given != 1 && given != units)
            throw InvalidValue ("tau must be given once or for each of " + std::to_string (units) +
                                " units, not " + std::to_string (given) + " times");
        for (Index unit = 0; unit < units; ++unit)
        {
            if (given == 1 && unit > 0)
            {
                smoothingLogit.value[unit] = smoothingLogit.value[0];
                continue;
            }
            const auto tau = settings.tauSeconds[static_cast<std::size_t> (unit)];
            requirePositive ("tau", tau);
            // The reference's parameters are single precision, whatever it filters.
            smoothingLogit.value[unit] = static_cast<float> (logitOfSmoothing (settings.dtSeconds / tau));
        }
    }
    updateSmoothing();

    initialLevel = { "initial_level", Tensor<T> (perUnit) };
    if (settings.initialLevel)
    {
        requireShape ("initial_level", settings.initialLevel->shape(), perUnit);
        initialLevel.value = *settings.initialLevel;
    }
}

template <typename T>
void Lowpass<T>::setTau (Index unit, double tauSeconds) noexcept
{
    if (!(std::isfinite (tauSeconds) && tauSeconds > 0.0))
        return;
    const auto i = static_cast<std::size_t> (unit);
    const auto dtOverTau = settings.dtSeconds / tauSeconds;
    smoothing[i] = std::exp (-dtOverTau);
    gain[i] = -std::expm1 (-dtOverTau);
    if (state.size() > 0)
        settle (unit, levels()[i]);
}

template <typename T>
void Lowpass<T>::updateSmoothing()
{
    if (smoothingLogit.value == appliedLogit)
        return;
    Smoothing applied{};
    for (std::size_t unit = 0; unit < smoothing.size(); ++unit)
    {
        const auto i = static_cast<Index> (unit);
        if (unit == 0 || smoothingLogit.value[i] != smoothingLogit.value[i - 1]) // most often all are equal
            applied = smoothingOfLogit (smoothingLogit.value[i]);
        smoothing[unit] = applied.smoothing;
        gain[unit] = applied.gain;
        if (state.size() > 0)
            settle (static_cast<Index> (unit), levels()[unit]);
    }
    appliedLogit = smoothingLogit.value;
}

template <typename T>
void Lowpass<T>::prepare()
{
    updateSmoothing();
    state.resize (settings.units);
    reset();
}

template <typename T>
void Lowpass<T>::reset() noexcept
{
    for (Index unit = 0; unit < settings.units; ++unit)
        resetUnit (unit);
}

template <typename T>
void Lowpass<T>::resetUnit (Index unit) noexcept
{
    settle (unit, static_cast<double> (initialLevel.value[unit]));
}

template <typename T>
void Lowpass<T>::resetTo (std::span<const T> levels) noexcept
{
    for (std::size_t unit = 0; unit < levels.size(); ++unit)
        settle (static_cast<Index> (unit), static_cast<double> (levels[unit]));
}

/// Gives a unit the history that a constant input of this level has left long since, so that it goes on from
/// there with the coefficients of now.
template <typename T>
void Lowpass<T>::settle (Index unit, double atLevel) noexcept
{
    const auto i = static_cast<std::size_t> (unit);
    const auto track = state.track();
    track.drive[i] = gain[i] * atLevel;
    track.level[i] = track.levelBefore[i] = atLevel;
}

template <typename T>
LowpassUnits Lowpass<T>::kernelUnits() noexcept
{
    return { gain.data(), smoothing.data(), state.track() };
}

template <typename T>
void Lowpass<T>::process (Interleaved<const T> x, Interleaved<T> y) noexcept
{
    const bool pastCaches = exceedsCaches (x, y);
    kernels->lowpassInterleaved (x.samples, y.samples, kernelUnits(), x.steps, x.units, pastCaches);
    if (pastCaches)
        kernels->waitForPassed();
}

template <typename T>
void Lowpass<T>::process (Planar<const T> x, Planar<T> y) noexcept
{
    kernels->lowpassPlanar ({ x.channels, x.firstStep, y.channels, y.firstStep, x.steps }, kernelUnits(),
                            x.units);
}

template <typename T>
Index Lowpass<T>::nonFiniteUnits (Index amongFirst) const noexcept
{
    const auto level = levels();
    if (kernels->allFiniteDoubles (level.data(), amongFirst))
        return 0;
    return std::count_if (level.begin(), level.begin() + amongFirst,
                          [] (double y) { return !std::isfinite (y); });
}

template <typename T>
Tensor<T> Lowpass<T>::forward (const Tensor<T>& x, Mode mode)
{
    requireSequence ("the input", x.shape());
    requireShape ("the input", x.shape(), { x.shape()[0], x.shape()[1], settings.units });
    lastInput = x;
    lastWasIdentity = mode == Mode::training && !settings.applyDuringTraining;
    if (lastWasIdentity)
        return settings.returnSequences ? x : lastStep (x);

    const auto batch = static_cast<std::size_t> (x.shape()[0]);
    lastWentOn = this->carriesState && ends.size() == batch;
    prepare();
    starts.clear();
    if (lastWentOn)
        starts = ends;
    ends.resize (batch);
    Tensor<T> y (x.shape());
    for (std::size_t b = 0; b < batch; ++b)
    {
        const auto item = static_cast<Index> (b);
        if (lastWentOn)
            state = starts[b];
        else
            reset();
        process (x.item (item), y.item (item));
        ends[b] = state;
    }
    return settings.returnSequences ? y : lastStep (y);
}

template <typename T>
Tensor<T> Lowpass<T>::backward (const Tensor<T>& gradOutput)
{
    const auto& shape = lastInput.shape();
    auto gradInput = settings.returnSequences ? gradOutput : lastStepGradient (gradOutput, shape);
    requireShape ("the gradient", gradInput.shape(), shape);
    if (lastWasIdentity)
        return gradInput;

    goBackThrough (*this, lastInput, gradInput,
                   [this] (ParameterGradients& gradients, std::size_t item)
                   { lastWentOn ? gradients.beginFrom (starts[item].levels()) : gradients.begin(); });
    return gradInput;
}

template <typename T>
Lowpass<T>::ParameterGradients::ParameterGradients (const Lowpass& filter)
    : kernels (filter.kernels)
    , smoothing (filter.smoothing)
    , gain (filter.gain)
    , initial (filter.initialLevel.value.begin(), filter.initialLevel.value.end())
    , gradSmoothing (initial.size(), 0.0)
    , gradLevel (initial.size(), 0.0)
{
}

template <typename T>
void Lowpass<T>::ParameterGradients::begin()
{
    begin (initial, 1.0);
}

template <typename T>
void Lowpass<T>::ParameterGradients::beginFrom (std::span<const double> levels)
{
    begin (levels, 0.0);
}

template <typename T>
void Lowpass<T>::ParameterGradients::begin (std::span<const double> levels, double ofLevel)
{
    level.assign (levels.begin(), levels.end());
    bySmoothing.assign (initial.size(), 0.0);
    byLevel.assign (initial.size(), ofLevel);
}

template <typename T>
void Lowpass<T>::ParameterGradients::process (Interleaved<const T> x,
                                              Interleaved<const T> gradOutput) noexcept
{
    kernels->lowpassGradients (x.samples, gradOutput.samples,
                               { gain.data(), smoothing.data(), level.data(), bySmoothing.data(),
                                 byLevel.data(), gradSmoothing.data(), gradLevel.data() },
                               x.steps, x.units);
}

template <typename T>
void Lowpass<T>::ParameterGradients::addTo (Lowpass& filter) const
{
    for (std::size_t i = 0; i < smoothing.size(); ++i)
    {
        const auto unit = static_cast<Index> (i);
        filter.smoothingLogit.gradient[unit] += static_cast<T> (smoothing[i] * gain[i] * gradSmoothing[i]);
        filter.initialLevel.gradient[unit] += static_cast<T> (gradLevel[i]);
    }
}

template class Lowpass<float>;
template class Lowpass<double>;

} // namespace spikegraph

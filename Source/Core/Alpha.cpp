#include "Core/Alpha.h"

#include "Core/ExceedsCaches.h"
#include "Core/FilterBackward.h"
#include "Core/LastStep.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{
namespace
{

/// 1 - (1+a) exp(-a), which for small a is exp(-a) (a^2/2! + a^3/3! + ...): the difference would cancel.
double incompleteGamma2 (double a) noexcept
{
    if (a > 0.5)
        return 1.0 - (1.0 + a) * std::exp (-a);
    double sum = 0.0;
    for (int k = 17; k >= 3; --k)
        sum = a / k * (1.0 + sum);
    return std::exp (-a) * a * a / 2.0 * (1.0 + sum);
}

} // namespace

template <typename T>
void Alpha<T>::Coefficients::resize (std::size_t units)
{
    for (auto* values : { &stepOverTau, &decay, &across, &firstGain, &firstLater, &secondGain, &secondLater })
        values->resize (units);
}

template <typename T>
Alpha<T>::Alpha (Options optionsToUse)
    : settings (std::move (optionsToUse))
    , kernels (&bestKernels<T>())
{
    const auto units = settings.units;
    requireAtLeastOne ("units", units);
    requirePositive ("dt", settings.dtSeconds);
    const auto given = static_cast<Index> (settings.tauSeconds.size());
    if (given != 1 && given != units)
        throw InvalidValue ("tau must be given once or for each of " + std::to_string (units) +
                            " units, not " + std::to_string (given) + " times");

    const Shape perUnit{ 1, units };
    tau = { "tau", Tensor<T> (perUnit) };
    coefficients.resize (static_cast<std::size_t> (units));
    for (Index unit = 0; unit < units; ++unit)
    {
        const auto tauSeconds = settings.tauSeconds[static_cast<std::size_t> (given == 1 ? 0 : unit)];
        requirePositive ("tau", tauSeconds);
        tau.value[unit] = static_cast<T> (tauSeconds);
        setTau (unit, tauSeconds);
    }
    appliedTau = tau.value;

    initialLevel = { "initial_level", Tensor<T> (perUnit) };
    if (settings.initialLevel)
    {
        requireShape ("initial_level", settings.initialLevel->shape(), perUnit);
        initialLevel.value = *settings.initialLevel;
    }
}

template <typename T>
void Alpha<T>::setTau (Index unit, double tauSeconds) noexcept
{
    if (!(std::isfinite (tauSeconds) && tauSeconds > 0.0))
        return;
    const auto i = static_cast<std::size_t> (unit);
    auto& c = coefficients;
    const auto a = settings.dtSeconds / tauSeconds;
    c.stepOverTau[i] = a;
    if (i > 0 && a == c.stepOverTau[i - 1]) // most often all are equal
    {
        for (auto* values :
             { &c.decay, &c.across, &c.firstGain, &c.firstLater, &c.secondGain, &c.secondLater })
            (*values)[i] = (*values)[i - 1];
    }
    else
    {
        // An x that lasts adds in two steps what it adds in a step twice as long.
        c.decay[i] = std::exp (-2.0 * a);
        c.across[i] = 2.0 * a * c.decay[i];
        c.firstGain[i] = -std::expm1 (-a);
        c.firstLater[i] = std::exp (-a) * c.firstGain[i];
        c.secondGain[i] = incompleteGamma2 (a);
        c.secondLater[i] = incompleteGamma2 (2.0 * a) - c.secondGain[i];
    }
    if (state.size() == 0)
        return;
    if (!isReset)
        settle (state, unit, state.levels (first)[i], state.levels (second)[i]);
    settleInitially (initial, unit);
}

template <typename T>
void Alpha<T>::updateCoefficients()
{
    if (tau.value == appliedTau)
        return;
    for (Index unit = 0; unit < settings.units; ++unit)
    {
        requirePositive ("tau", static_cast<double> (tau.value[unit]));
        setTau (unit, static_cast<double> (tau.value[unit]));
    }
    appliedTau = tau.value;
}

template <typename T>
void Alpha<T>::prepare()
{
    updateCoefficients();
    state.resize (settings.units);
    initial.resize (settings.units);
    for (Index unit = 0; unit < settings.units; ++unit)
        settleInitially (initial, unit);
    reset();
}

template <typename T>
void Alpha<T>::reset() noexcept
{
    isReset = true;
}

/// The state of now, where it can be changed.
template <typename T>
PoleStates<2>& Alpha<T>::ownState() noexcept
{
    if (std::exchange (isReset, false))
        state = initial; // of the same size: nothing is allocated
    return state;
}

template <typename T>
void Alpha<T>::exchangeState (State& other) noexcept
{
    std::swap (ownState(), other);
}

template <typename T>
void Alpha<T>::resetUnit (Index unit) noexcept
{
    settleInitially (ownState(), unit);
}

template <typename T>
void Alpha<T>::resetTo (std::span<const T> levels) noexcept
{
    auto& own = ownState();
    for (std::size_t unit = 0; unit < levels.size(); ++unit)
    {
        const auto level = static_cast<double> (levels[unit]);
        settle (own, static_cast<Index> (unit), level, level);
    }
}

template <typename T>
void Alpha<T>::settleInitially (State& of, Index unit) const noexcept
{
    const auto level = static_cast<double> (initialLevel.value[unit]);
    settle (of, unit, level, level);
}

/// Gives a unit a history from which it goes on from these levels with the coefficients of now: what one step
/// does and two do not is the drive.
template <typename T>
void Alpha<T>::settle (State& of, Index unit, double atFirst, double atSecond) const noexcept
{
    const auto i = static_cast<std::size_t> (unit);
    const auto a = coefficients.stepOverTau[i], e = 1.0 - coefficients.firstGain[i];
    const auto lost = coefficients.firstLater[i]; // e - e^2
    const auto ofFirst = of.track (first), ofSecond = of.track (second);
    ofFirst.drive[i] = lost * atFirst;
    ofSecond.drive[i] = lost * atSecond + (e * a - coefficients.across[i]) * atFirst;
    ofFirst.level[i] = ofFirst.levelBefore[i] = atFirst;
    ofSecond.level[i] = ofSecond.levelBefore[i] = atSecond;
}

/// For so many steps.
template <typename T>
AlphaUnits Alpha<T>::kernelUnits (Index steps) noexcept
{
    const auto& c = coefficients;
    auto& start = isReset ? initial : state;
    isReset = isReset && steps == 0;
    return { c.decay.data(),      c.across.data(),      c.firstGain.data(),  c.firstLater.data(),
             c.secondGain.data(), c.secondLater.data(), state.track (first), state.track (second),
             start.track (first), start.track (second) };
}

template <typename T>
void Alpha<T>::process (Interleaved<const T> x, Interleaved<T> y) noexcept
{
    const bool pastCaches = exceedsCaches (x, y);
    kernels->alphaInterleaved (x.samples, y.samples, kernelUnits (x.steps), x.steps, x.units, pastCaches);
    if (pastCaches)
        kernels->waitForPassed();
}

template <typename T>
void Alpha<T>::process (Planar<const T> x, Planar<T> y) noexcept
{
    kernels->alphaPlanar ({ x.channels, x.firstStep, y.channels, y.firstStep, x.steps },
                          kernelUnits (x.steps), x.units);
}

template <typename T>
Index Alpha<T>::nonFiniteUnits (Index amongFirst) const noexcept
{
    // What spoils the first pole spoils the second in the same step.
    const auto level = currentState().levels (second);
    if (kernels->allFiniteDoubles (level.data(), amongFirst))
        return 0;
    return std::count_if (level.begin(), level.begin() + amongFirst,
                          [] (double y) { return !std::isfinite (y); });
}

template <typename T>
Tensor<T> Alpha<T>::forward (const Tensor<T>& x, Mode mode)
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
    starts.assign (batch, currentState());
    if (lastWentOn)
        starts = ends;
    ends.resize (batch);
    Tensor<T> y (x.shape());
    for (std::size_t b = 0; b < batch; ++b)
    {
        ownState() = starts[b];
        const auto item = static_cast<Index> (b);
        process (x.item (item), y.item (item));
        ends[b] = currentState();
    }
    return settings.returnSequences ? y : lastStep (y);
}

template <typename T>
Tensor<T> Alpha<T>::backward (const Tensor<T>& gradOutput)
{
    const auto& shape = lastInput.shape();
    auto gradInput = settings.returnSequences ? gradOutput : lastStepGradient (gradOutput, shape);
    requireShape ("the gradient", gradInput.shape(), shape);
    if (lastWasIdentity)
        return gradInput;

    goBackThrough (*this, lastInput, gradInput,
                   [this] (ParameterGradients& gradients, std::size_t item)
                   { lastWentOn ? gradients.beginFrom (starts[item]) : gradients.begin(); });
    return gradInput;
}

template <typename T>
Alpha<T>::ParameterGradients::ParameterGradients (const Alpha& filter)
    : kernels (filter.kernels)
    , stepOverTau (filter.coefficients.stepOverTau)
    , keep (filter.coefficients.firstGain)
    , gain (filter.coefficients.secondGain)
    , initial (filter.initialLevel.value.begin(), filter.initialLevel.value.end())
    , gradStep (initial.size(), 0.0)
    , gradLevel (initial.size(), 0.0)
{
    for (auto& e : keep)
        e = 1.0 - e;
}

template <typename T>
void Alpha<T>::ParameterGradients::begin()
{
    begin ({ initial, initial }, 1.0);
}

template <typename T>
void Alpha<T>::ParameterGradients::beginFrom (const State& start)
{
    const auto ofFirst = start.levels (first), ofSecond = start.levels (second);
    begin ({ { ofFirst.begin(), ofFirst.end() }, { ofSecond.begin(), ofSecond.end() } }, 0.0);
}

template <typename T>
void Alpha<T>::ParameterGradients::begin (Levels levels, double ofLevel)
{
    level = std::move (levels);
    byStep = { AlignedVector<double> (initial.size(), 0.0), AlignedVector<double> (initial.size(), 0.0) };
    byLevel = { AlignedVector<double> (initial.size(), ofLevel),
                AlignedVector<double> (initial.size(), ofLevel) };
}

template <typename T>
void Alpha<T>::ParameterGradients::process (Interleaved<const T> x, Interleaved<const T> gradOutput) noexcept
{
    kernels->alphaGradients (x.samples, gradOutput.samples,
                             { stepOverTau.data(), keep.data(), gain.data(), level.first.data(),
                               level.second.data(), byStep.first.data(), byStep.second.data(),
                               byLevel.first.data(), byLevel.second.data(), gradStep.data(),
                               gradLevel.data() },
                             x.steps, x.units);
}

template <typename T>
void Alpha<T>::ParameterGradients::addTo (Alpha& filter) const
{
    for (std::size_t i = 0; i < initial.size(); ++i)
    {
        const auto unit = static_cast<Index> (i);
        const auto stepByTau = -stepOverTau[i] / static_cast<double> (filter.tau.value[unit]); // da/dtau
        filter.tau.gradient[unit] += static_cast<T> (gradStep[i] * stepByTau);
        filter.initialLevel.gradient[unit] += static_cast<T> (gradLevel[i]);
    }
}

template class Alpha<float>;
template class Alpha<double>;

} // namespace spikegraph

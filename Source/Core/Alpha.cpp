#include "Core/Alpha.h"

#include "Core/ExceedsCaches.h"
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
    for (auto* values : { &stepOverTau, &kept, &across, &loss })
        values->resize (units);
}

template <typename T>
void Alpha<T>::Coefficients::set (std::size_t unit, double a) noexcept
{
    stepOverTau[unit] = a;
    if (unit > 0 && a == stepOverTau[unit - 1]) // most often all are equal
    {
        kept[unit] = kept[unit - 1];
        across[unit] = across[unit - 1];
        loss[unit] = loss[unit - 1];
        return;
    }
    const auto e = std::exp (-a);
    kept[unit] = e * (1.0 - a);
    across[unit] = e * a;
    loss[unit] = incompleteGamma2 (a);
}

template <typename T>
void Alpha<T>::State::resize (std::size_t units)
{
    for (auto* values : { &levelDrive, &slopeDrive, &level, &slope, &levelBefore, &slopeBefore })
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
    ofStep.resize (static_cast<std::size_t> (units));
    ofTwoSteps.resize (static_cast<std::size_t> (units));
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
    const auto dtOverTau = settings.dtSeconds / tauSeconds;
    ofStep.set (i, dtOverTau);
    ofTwoSteps.set (i, 2.0 * dtOverTau);
    if (state.level.empty())
        return;
    settle (state, unit, state.level[i], state.slope[i]);
    settle (initial, unit, static_cast<double> (initialLevel.value[unit]), 0.0);
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
    state.resize (static_cast<std::size_t> (settings.units));
    initial.resize (static_cast<std::size_t> (settings.units));
    for (Index unit = 0; unit < settings.units; ++unit)
        settle (initial, unit, static_cast<double> (initialLevel.value[unit]), 0.0);
    reset();
}

template <typename T>
void Alpha<T>::reset() noexcept
{
    state = initial; // of the same size: nothing is allocated
}

template <typename T>
void Alpha<T>::resetUnit (Index unit) noexcept
{
    settle (state, unit, static_cast<double> (initialLevel.value[unit]), 0.0);
}

/// Gives a unit a history from which it goes on from this level and slope with the coefficients of now: what
/// two steps do and one does not is the drive.
template <typename T>
void Alpha<T>::settle (State& of, Index unit, double atLevel, double atSlope) const noexcept
{
    const auto i = static_cast<std::size_t> (unit);
    const auto kept = ofTwoSteps.kept[i] - ofStep.kept[i], across = ofTwoSteps.across[i] - ofStep.across[i],
               loss = ofTwoSteps.loss[i] - ofStep.loss[i];
    of.levelDrive[i] = loss * atLevel - across * atSlope;
    of.slopeDrive[i] = across * atLevel - kept * atSlope;
    of.level[i] = of.levelBefore[i] = atLevel;
    of.slope[i] = of.slopeBefore[i] = atSlope;
}

template <typename T>
AlphaUnits Alpha<T>::kernelUnits() noexcept
{
    return { ofTwoSteps.kept.data(), ofTwoSteps.across.data(), ofTwoSteps.loss.data(),  ofStep.loss.data(),
             ofStep.across.data(),   state.levelDrive.data(),  state.slopeDrive.data(), state.level.data(),
             state.slope.data(),     state.levelBefore.data(), state.slopeBefore.data() };
}

template <typename T>
void Alpha<T>::process (Interleaved<const T> x, Interleaved<T> y) noexcept
{
    const bool pastCaches = exceedsCaches (x, y);
    kernels->alphaInterleaved (x.samples, y.samples, kernelUnits(), x.steps, x.units, pastCaches);
    if (pastCaches)
        kernels->waitForPassed();
}

template <typename T>
void Alpha<T>::process (Planar<const T> x, Planar<T> y) noexcept
{
    kernels->alphaPlanar ({ x.channels, x.firstStep, y.channels, y.firstStep, x.steps }, kernelUnits(),
                          x.units);
}

template <typename T>
Index Alpha<T>::nonFiniteUnits (Index amongFirst) const noexcept
{
    Index count = 0;
    for (std::size_t unit = 0; unit < static_cast<std::size_t> (amongFirst); ++unit)
        count += !(std::isfinite (state.level[unit]) && std::isfinite (state.slope[unit]));
    return count;
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
    starts.assign (batch, state);
    if (lastWentOn)
        starts = ends;
    ends.resize (batch);
    Tensor<T> y (x.shape());
    for (std::size_t b = 0; b < batch; ++b)
    {
        state = starts[b];
        const auto item = static_cast<Index> (b);
        process (x.item (item), y.item (item));
        ends[b] = state;
    }
    return settings.returnSequences ? y : lastStep (y);
}

template <typename T>
Tensor<T> Alpha<T>::backward (const Tensor<T>& gradOutput)
{
    const auto& shape = lastInput.shape();
    auto d = settings.returnSequences ? gradOutput : lastStepGradient (gradOutput, shape);
    requireShape ("the gradient", d.shape(), shape);
    if (lastWasIdentity)
        return d;

    // The adjoint of the recursion in the class's comment: (p, q) are dL/dr_t and dL/dy_t, run backwards
    // along the states that a second forward pass records. dL/dtau goes through a = dt/tau, da/dtau = -a/tau.
    Tensor<T> gradInput (shape);
    struct Moment
    {
        double slope, level;
    };
    std::vector<Moment> before (static_cast<std::size_t> (shape[1]));
    for (Index unit = 0; unit < settings.units; ++unit)
    {
        const auto i = static_cast<std::size_t> (unit);
        const auto a = ofStep.stepOverTau[i], e = std::exp (-a);
        const auto kept = ofStep.kept[i], across = ofStep.across[i], loss = ofStep.loss[i];
        double gradA = 0.0, gradLevel = 0.0;
        for (Index b = 0; b < shape[0]; ++b)
        {
            const auto x = std::as_const (lastInput).item (b), dy = std::as_const (d).item (b);
            const auto dx = gradInput.item (b);
            const auto& start = starts[static_cast<std::size_t> (b)];
            Moment now{ start.slope[i], start.level[i] };
            for (Index t = 0; t < shape[1]; ++t)
            {
                before[static_cast<std::size_t> (t)] = now;
                const auto error = static_cast<double> (x (t, unit)) - now.level;
                now.level += across * now.slope + loss * error;
                now.slope = kept * now.slope + across * error;
            }
            double p = 0.0, q = 0.0;
            for (Index t = shape[1] - 1; t >= 0; --t)
            {
                const auto& [r, y] = before[static_cast<std::size_t> (t)];
                const auto error = static_cast<double> (x (t, unit)) - y;
                q += static_cast<double> (dy (t, unit));
                dx (t, unit) = static_cast<T> (across * p + loss * q);
                gradA += e * (p * ((a - 2.0) * r + (1.0 - a) * error) + q * ((1.0 - a) * r + a * error));
                const auto earlierP = kept * p + across * q;
                q = (1.0 - loss) * q - across * p;
                p = earlierP;
            }
            if (!lastWentOn)
                gradLevel += q;
        }
        tau.gradient[unit] += static_cast<T> (gradA * -a / static_cast<double> (tau.value[unit]));
        initialLevel.gradient[unit] += static_cast<T> (gradLevel);
    }
    return gradInput;
}

template class Alpha<float>;
template class Alpha<double>;

} // namespace spikegraph

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
    for (auto* values : { &stepOverTau, &decay, &across, &firstGain, &firstLater, &secondGain, &secondLater })
        values->resize (units);
}

template <typename T>
void Alpha<T>::Pole::resize (std::size_t units)
{
    for (auto* values : { &drive, &level, &levelBefore })
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
    if (state.second.level.empty())
        return;
    settle (state, unit, state.first.level[i], state.second.level[i]);
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
    for (auto* pole : { &state.first, &state.second, &initial.first, &initial.second })
        pole->resize (static_cast<std::size_t> (settings.units));
    for (Index unit = 0; unit < settings.units; ++unit)
        settleInitially (initial, unit);
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
    settleInitially (state, unit);
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
    of.first.drive[i] = lost * atFirst;
    of.second.drive[i] = lost * atSecond + (e * a - coefficients.across[i]) * atFirst;
    of.first.level[i] = of.first.levelBefore[i] = atFirst;
    of.second.level[i] = of.second.levelBefore[i] = atSecond;
}

template <typename T>
AlphaUnits Alpha<T>::kernelUnits() noexcept
{
    const auto& c = coefficients;
    return { c.decay.data(),      c.across.data(),      c.firstGain.data(),  c.firstLater.data(),
             c.secondGain.data(), c.secondLater.data(), state.first.track(), state.second.track() };
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
        count += !(std::isfinite (state.first.level[unit]) && std::isfinite (state.second.level[unit]));
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

    // The adjoint of the recursion in the class's comment, with the slope r = p - y in place of p:
    //
    //     r' = e ((1-a) r + a (x - y)),   y' = y + e a r + (1 - e (1+a)) (x - y)
    //
    // (p, q) are dL/dr_t and dL/dy_t, run backwards along the states that a second forward pass records.
    // dL/dtau goes through a = dt/tau, da/dtau = -a/tau.
    Tensor<T> gradInput (shape);
    struct Moment
    {
        double slope, level;
    };
    std::vector<Moment> before (static_cast<std::size_t> (shape[1]));
    for (Index unit = 0; unit < settings.units; ++unit)
    {
        const auto i = static_cast<std::size_t> (unit);
        const auto a = coefficients.stepOverTau[i], e = std::exp (-a);
        const auto kept = e * (1.0 - a), across = e * a, loss = coefficients.secondGain[i];
        double gradA = 0.0, gradLevel = 0.0;
        for (Index b = 0; b < shape[0]; ++b)
        {
            const auto x = std::as_const (lastInput).item (b), dy = std::as_const (d).item (b);
            const auto dx = gradInput.item (b);
            const auto& start = starts[static_cast<std::size_t> (b)];
            Moment now{ start.first.level[i] - start.second.level[i], start.second.level[i] };
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

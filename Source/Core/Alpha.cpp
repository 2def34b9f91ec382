#include "Core/Alpha.h"

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
auto Alpha<T>::coefficients (double a) noexcept -> Coefficients
{
    const auto e = std::exp (-a);
    return { a, e * (1.0 - a), e * a, e * a, incompleteGamma2 (a) };
}

/// y' = y + e a r + (1 - e (1+a)) (x - y): the form that keeps a constant exactly.
template <typename T>
void Alpha<T>::step (const Coefficients& c, double x, State& s) noexcept
{
    const auto error = x - s.level;
    s.level += c.slopeToLevel * s.slope + c.inputToLevel * error;
    s.slope = c.slopeToSlope * s.slope + c.errorToSlope * error;
}

template <typename T>
Alpha<T>::Alpha (Options optionsToUse)
    : settings (std::move (optionsToUse))
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
    coefficientsOfUnit.resize (static_cast<std::size_t> (units));
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
    if (std::isfinite (tauSeconds) && tauSeconds > 0.0)
        coefficientsOfUnit[static_cast<std::size_t> (unit)] = coefficients (settings.dtSeconds / tauSeconds);
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
    states.resize (coefficientsOfUnit.size());
    reset();
}

template <typename T>
void Alpha<T>::reset() noexcept
{
    for (Index unit = 0; unit < static_cast<Index> (states.size()); ++unit)
        resetUnit (unit);
}

template <typename T>
void Alpha<T>::resetUnit (Index unit) noexcept
{
    states[static_cast<std::size_t> (unit)] = { 0.0, static_cast<double> (initialLevel.value[unit]) };
}

template <typename T>
void Alpha<T>::process (Interleaved<const T> x, Interleaved<T> y) noexcept
{
    const auto units = states.size();
    const T* in = x.samples;
    T* out = y.samples;
    for (Index t = 0; t < x.steps; ++t, in += units, out += units)
    {
        for (std::size_t unit = 0; unit < units; ++unit)
        {
            step (coefficientsOfUnit[unit], static_cast<double> (in[unit]), states[unit]);
            out[unit] = static_cast<T> (states[unit].level);
        }
    }
}

template <typename T>
void Alpha<T>::process (Planar<const T> x, Planar<T> y) noexcept
{
    for (std::size_t unit = 0; unit < states.size(); ++unit)
    {
        const T* in = x.unit (static_cast<Index> (unit));
        T* out = y.unit (static_cast<Index> (unit));
        auto state = states[unit];
        for (Index t = 0; t < x.steps; ++t)
        {
            step (coefficientsOfUnit[unit], static_cast<double> (in[t]), state);
            out[t] = static_cast<T> (state.level);
        }
        states[unit] = state;
    }
}

template <typename T>
Index Alpha<T>::nonFiniteUnits (Index amongFirst) const noexcept
{
    return std::count_if (states.begin(), states.begin() + amongFirst,
                          [] (const State& s)
                          { return !(std::isfinite (s.level) && std::isfinite (s.slope)); });
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

    const auto units = static_cast<std::size_t> (settings.units);
    const auto batch = static_cast<std::size_t> (x.shape()[0]);
    lastWentOn = this->carriesState && ends.size() == batch * units;
    prepare();
    starts = ends;
    starts.resize (batch * units);
    ends.resize (batch * units);
    Tensor<T> y (x.shape());
    for (std::size_t b = 0; b < batch; ++b)
    {
        reset();
        const auto start = starts.begin() + static_cast<std::ptrdiff_t> (b * units);
        if (lastWentOn)
            std::copy_n (start, units, states.begin());
        else
            std::copy_n (states.begin(), units, start);
        const auto item = static_cast<Index> (b);
        process (x.item (item), y.item (item));
        std::copy (states.begin(), states.end(), ends.begin() + static_cast<std::ptrdiff_t> (b * units));
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
    std::vector<State> before (static_cast<std::size_t> (shape[1]));
    for (Index unit = 0; unit < settings.units; ++unit)
    {
        const auto& c = coefficientsOfUnit[static_cast<std::size_t> (unit)];
        const auto e = std::exp (-c.a);
        double gradA = 0.0, gradLevel = 0.0;
        for (Index b = 0; b < shape[0]; ++b)
        {
            const auto x = std::as_const (lastInput).item (b), dy = std::as_const (d).item (b);
            const auto dx = gradInput.item (b);
            auto s = starts[static_cast<std::size_t> (b * settings.units + unit)];
            for (Index t = 0; t < shape[1]; ++t)
            {
                before[static_cast<std::size_t> (t)] = s;
                step (c, static_cast<double> (x (t, unit)), s);
            }
            double p = 0.0, q = 0.0;
            for (Index t = shape[1] - 1; t >= 0; --t)
            {
                const auto& [r, y] = before[static_cast<std::size_t> (t)];
                const auto error = static_cast<double> (x (t, unit)) - y;
                q += static_cast<double> (dy (t, unit));
                dx (t, unit) = static_cast<T> (c.errorToSlope * p + c.inputToLevel * q);
                gradA +=
                    e * (p * ((c.a - 2.0) * r + (1.0 - c.a) * error) + q * ((1.0 - c.a) * r + c.a * error));
                const auto earlierP = c.slopeToSlope * p + c.slopeToLevel * q;
                q = (1.0 - c.inputToLevel) * q - c.errorToSlope * p;
                p = earlierP;
            }
            if (!lastWentOn)
                gradLevel += q;
        }
        tau.gradient[unit] += static_cast<T> (gradA * -c.a / static_cast<double> (tau.value[unit]));
        initialLevel.gradient[unit] += static_cast<T> (gradLevel);
    }
    return gradInput;
}

template class Alpha<float>;
template class Alpha<double>;

} // namespace spikegraph

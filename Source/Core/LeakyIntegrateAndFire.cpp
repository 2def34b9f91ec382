#include "Core/LeakyIntegrateAndFire.h"

#include "Core/Error.h"
#include "Core/TimeConstant.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{

double leakyIntegrateAndFireRateHz (double drive, double tauSeconds, double refractorySeconds) noexcept
{
    return drive > 1.0 ? 1.0 / (refractorySeconds + tauSeconds * std::log1p (1.0 / (drive - 1.0))) : 0.0;
}

template <typename T>
LeakyIntegrateAndFire<T>::LeakyIntegrateAndFire (Options optionsToUse)
    : dt (optionsToUse.dtSeconds)
    , resetKind (optionsToUse.voltageReset)
{
    requirePositive ("dt", dt);
    requirePositive ("tau", optionsToUse.tauSeconds);
    requireNotNegative ("the refractory time", optionsToUse.refractorySeconds);
    setTau (optionsToUse.tauSeconds);
    setRefractory (optionsToUse.refractorySeconds);
}

template <typename T>
void LeakyIntegrateAndFire<T>::setTau (double tauSeconds) noexcept
{
    if (isPositive (tauSeconds))
        approach = approachPerStep (dt, tauSeconds);
}

template <typename T>
void LeakyIntegrateAndFire<T>::setRefractory (double refractorySeconds) noexcept
{
    if (std::isfinite (refractorySeconds) && refractorySeconds >= 0.0)
        refractorySteps = refractorySeconds / dt;
}

template <typename T>
void LeakyIntegrateAndFire<T>::prepare (Index units)
{
    requireAtLeastOne ("units", units);
    states.resize (static_cast<std::size_t> (units));
    reset();
}

template <typename T>
void LeakyIntegrateAndFire<T>::reset() noexcept
{
    std::fill (states.begin(), states.end(), State{});
}

template <typename T>
template <VoltageReset voltageReset>
void LeakyIntegrateAndFire<T>::run (Planar<const T> x, Planar<T> y) noexcept
{
    for (Index unit = 0; unit < x.units; ++unit)
    {
        const T* in = x.unit (unit);
        T* out = y.unit (unit);
        auto [voltage, restSteps] = states[static_cast<std::size_t> (unit)];
        for (Index t = 0; t < x.steps; ++t)
        {
            bool spike = false;
            if (restSteps >= 1.0)
                restSteps -= 1.0;
            else
            {
                voltage += (static_cast<double> (in[t]) - voltage) * approach;
                spike = voltage >= 1.0;
            }
            if (spike)
            {
                voltage = voltageReset == VoltageReset::subtract ? std::min (voltage - 1.0, 1.0) : 0.0;
                restSteps += refractorySteps;
            }
            out[t] = spike ? T (1) : T (0);
        }
        states[static_cast<std::size_t> (unit)] = { voltage, restSteps };
    }
}

template <typename T>
void LeakyIntegrateAndFire<T>::process (Planar<const T> x, Planar<T> y) noexcept
{
    if (resetKind == VoltageReset::subtract)
        run<VoltageReset::subtract> (x, y);
    else
        run<VoltageReset::toZero> (x, y);
}

template class LeakyIntegrateAndFire<float>;
template class LeakyIntegrateAndFire<double>;

} // namespace spikegraph

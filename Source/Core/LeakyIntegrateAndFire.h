#pragma once

#include "Core/Views.h"

#include <vector>

namespace spikegraph
{

/// What becomes of the membrane voltage at a spike.
enum class VoltageReset
{
    subtract, ///< the threshold is taken off, what was beyond it stays, up to another threshold
    toZero,
};

/// The leaky integrate-and-fire neuron. The input is the drive current I in units of the threshold: below 1
/// it never fires. Per step and unit, by zero-order hold,
///
///     v += (I - v) * (1 - exp(-dt/tau));   where v >= 1: y = 1 and v is reset, else y = 0
///
/// After a spike the voltage rests for the refractory time. A refractory time that is no whole number of
/// steps is kept on average: its fraction is carried to the next spike. At most one spike a step.
///
/// Voltages are kept in double, whatever T. A stream cut anywhere gives the same bits.
template <typename T>
class LeakyIntegrateAndFire
{
public:
    struct Options
    {
        double tauSeconds = 0.020;        ///< of the membrane, finite and above 0
        double refractorySeconds = 0.002; ///< finite and at least 0
        VoltageReset voltageReset = VoltageReset::toZero;
        double dtSeconds = 0.001;
    };

    /// Throws InvalidValue for a value outside the ranges above.
    explicit LeakyIntegrateAndFire (Options optionsToUse);

    /// Allocates for so many units and resets. Throws InvalidValue unless there is at least one.
    void prepare (Index units);

    /// Every voltage is 0, no unit is refractory. [audio thread, prepared]
    void reset() noexcept;

    /// y may be x, unit by unit. Both have the prepared number of units. [audio thread, prepared]
    void process (Planar<const T> x, Planar<T> y) noexcept;

    /// From the next sample on; the voltages go on. Others than finite positive values are ignored.
    /// [audio thread]
    void setTau (double tauSeconds) noexcept;

    /// From the next spike on. Others than finite values of at least 0 are ignored. [audio thread]
    void setRefractory (double refractorySeconds) noexcept;

    /// Membrane voltage of a unit, in thresholds. [audio thread, prepared]
    double voltage (Index unit) const noexcept { return states[static_cast<std::size_t> (unit)].voltage; }

private:
    struct State
    {
        double voltage = 0.0, restSteps = 0.0;
    };

    template <VoltageReset voltageReset>
    void run (Planar<const T> x, Planar<T> y) noexcept;

    double dt, approach = 1.0, refractorySteps = 0.0;
    VoltageReset resetKind;
    std::vector<State> states;
};

/// The rate (Hz) at which the neuron above fires for a constant drive, in the limit of small steps:
/// 1 / (refractory + tau * log(1 + 1/(drive - 1))), and 0 for a drive of at most 1 (Eliasmith and Anderson,
/// "Neural Engineering", 2003). A step of dt lengthens each interval by less than dt.
double leakyIntegrateAndFireRateHz (double drive, double tauSeconds, double refractorySeconds) noexcept;

extern template class LeakyIntegrateAndFire<float>;
extern template class LeakyIntegrateAndFire<double>;

} // namespace spikegraph

#pragma once

#include "Core/AlignedVector.h"
#include "Core/Kernels/Kernels.h"
#include "Core/Layer.h"
#include "Core/PoleStates.h"

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace spikegraph
{

/// Second-order lowpass (keras-spiking's Alpha): h(t) = t/tau^2 exp(-t/tau), H(s) = 1/(tau s + 1)^2, by
/// zero-order hold: two equal poles one after the other. With a = dt/tau, e = exp(-a) and the level p of the
/// first pole, per step and unit
///
///     p' = e p + (1 - e) x,   y' = e (y + a p) + (1 - e (1+a)) x,   first p = y = level
///
/// Two steps are put into one (see AlphaUnits). State and arithmetic are in double: the coefficients of a
/// long tau differ from 1 and 0 by less than float resolves. Streaming and training are as Lowpass's; the
/// parameters are tau (seconds) and the initial level, each of shape (1, units).
template <typename T>
class Alpha final : public Layer<T>
{
    /// Of all units: those of AlphaUnits, and dt/tau, from which they follow.
    struct Coefficients
    {
        AlignedVector<double> stepOverTau, decay, across, firstGain, firstLater, secondGain, secondLater;

        void resize (std::size_t units);
    };

public:
    using State = PoleStates<2>;

    struct Options
    {
        /// Time constant of every unit, or of each: 1 or `units` values, finite and positive.
        std::vector<double> tauSeconds;
        Index units = 1;
        double dtSeconds = 0.001;
        bool applyDuringTraining = true;
        /// Shape (1, units); zeros when left out.
        std::optional<Tensor<T>> initialLevel;
        bool returnSequences = true;
    };

    /// Throws InvalidValue for a tau or dt that is not finite and positive, or a shape that does not fit.
    explicit Alpha (Options optionsToUse);

    /// Allocates the streaming state and resets it. Throws InvalidValue where training has made a tau
    /// useless (not finite and positive).
    void prepare();

    /// Restores the initial levels. [audio thread, prepared]
    void reset() noexcept;
    void resetUnit (Index unit) noexcept;
    /// The same to levels in their place, one a unit.
    void resetTo (std::span<const T> levels) noexcept;

    /// Goes on from another state, of as many units, in exchange for the one of now. [audio thread, prepared]
    void exchangeState (State& other) noexcept;

    /// y may be x. [audio thread, prepared]
    void process (Interleaved<const T> x, Interleaved<T> y) noexcept;
    void process (Planar<const T> x, Planar<T> y) noexcept;

    /// Sets one unit's time constant; the state goes on. Others than finite positive values are ignored.
    /// [audio thread, prepared]
    void setTau (Index unit, double tauSeconds) noexcept;

    /// Units whose state NaN or infinity has spoilt. [audio thread, prepared]
    Index nonFiniteUnits() const noexcept { return nonFiniteUnits (state.size()); }
    Index nonFiniteUnits (Index amongFirst) const noexcept;

    /// dL/dtau and dL/dlevel, as Lowpass's.
    class ParameterGradients
    {
    public:
        explicit ParameterGradients (const Alpha& filter);

        void begin();
        void beginFrom (const State& start);
        void process (Interleaved<const T> x, Interleaved<const T> gradOutput) noexcept;
        void addTo (Alpha& filter) const;

    private:
        /// The levels of both poles of all units, or a derivative of them.
        struct Levels
        {
            AlignedVector<double> first, second;
        };

        void begin (Levels levels, double ofLevel);

        const Kernels<T>* kernels;
        AlignedVector<double> stepOverTau, keep, gain, initial; ///< a, e, 1 - e (1+a), and the initial levels
        Levels level, byStep, byLevel;                          ///< now; and by a and by the initial level
        AlignedVector<double> gradStep, gradLevel;              ///< the sums
    };

    /// Which kernels to run, for tests and benchmarks. The set must be among supportedInstructionSets().
    void useInstructionSet (InstructionSet set) noexcept { kernels = &kernelsFor<T> (set); }

    const Options& options() const noexcept { return settings; }

    Tensor<T> forward (const Tensor<T>& x, Mode mode) override;
    Tensor<T> backward (const Tensor<T>& gradOutput) override;
    std::vector<Parameter<T>*> parameters() override { return { &tau, &initialLevel }; }

    Parameter<T> tau, initialLevel;

private:
    static constexpr Index first = 0, second = 1; ///< the poles

    void updateCoefficients();
    void settle (State& of, Index unit, double atFirst, double atSecond) const noexcept;
    void settleInitially (State& of, Index unit) const noexcept;
    const State& currentState() const noexcept { return isReset ? initial : state; }
    State& ownState() noexcept;
    AlphaUnits kernelUnits (Index steps) noexcept;

    Options settings;
    const Kernels<T>* kernels;
    Tensor<T> appliedTau;
    Coefficients coefficients;
    State state, initial; ///< now, and what a reset restores; empty until prepared
    /// After a reset, steps go on from the initial state where it is: a copy would take as long as they do.
    bool isReset = false;
    Tensor<T> lastInput;
    bool lastWasIdentity = false, lastWentOn = false;
    std::vector<State> starts, ends; ///< of each batch item, in the last forward
};

extern template class Alpha<float>;
extern template class Alpha<double>;

} // namespace spikegraph

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

/// One-pole lowpass by zero-order hold (pytorch-spiking's Lowpass). Per step and unit
///
///     y = (1-s) * x + s * y_prev,   s = exp(-dt/tau) = sigmoid(w),   first y_prev = level
///
/// The level is kept in double, whatever T, and two steps are put into one (see LowpassUnits).
///
/// Streaming: as SpikingActivation; a sequence cut anywhere gives the bits of the whole in either layout, on
/// every instruction set.
///
/// Training: the smoothing logit w and the initial level are parameters, one a unit, shape (1, units). With
/// d_t = dL/dy_t: dy_t/dlevel = s^(t+1); dy_t/dx_k = (1-s) s^(t-k); dL/dw = s(1-s) sum d_t g_t with
/// g_t = (y_{t-1} - x_t) + s g_{t-1}; summed over the batch. So dL/dx is what the filter, from levels
/// of 0, makes of d in reverse. Where applyDuringTraining is false, Mode::training is the identity and leaves
/// the parameters' gradients alone.
template <typename T>
class Lowpass final : public Layer<T>
{
public:
    using State = PoleStates<1>;

    struct Options
    {
        /// Time constant of every unit, or of each: 1 or `units` values, finite and positive.
        std::vector<double> tauSeconds;
        Index units = 1;
        double dtSeconds = 0.001;
        bool applyDuringTraining = true;
        /// Shape (1, units); zeros when left out.
        std::optional<Tensor<T>> initialLevel;
        /// Shape (1, units): a trained w, which takes the place of tauSeconds.
        std::optional<Tensor<T>> smoothingLogit;
        bool returnSequences = true;
    };

    /// Throws InvalidValue for a tau or dt that is not finite and positive, or a shape that does not fit.
    explicit Lowpass (Options optionsToUse);

    /// Allocates the streaming state and resets it.
    void prepare();

    /// Restores the initial levels. [audio thread, prepared]
    void reset() noexcept;
    void resetUnit (Index unit) noexcept;
    /// The same to levels in their place, one a unit.
    void resetTo (std::span<const T> levels) noexcept;

    /// Goes on from another state, of as many units, in exchange for the one of now. [audio thread, prepared]
    void exchangeState (State& other) noexcept { std::swap (state, other); }

    /// y may be x. Both have `units` units and the same steps. [audio thread, prepared]
    void process (Interleaved<const T> x, Interleaved<T> y) noexcept;
    void process (Planar<const T> x, Planar<T> y) noexcept;

    /// Sets one unit's time constant, exactly (in double, where a tau given to the constructor goes through w
    /// and its rounding, as in the reference); the level goes on. Others than finite positive values are
    /// ignored. [audio thread, prepared]
    void setTau (Index unit, double tauSeconds) noexcept;

    /// Units whose level NaN or infinity has spoilt. [audio thread, prepared]
    Index nonFiniteUnits() const noexcept { return nonFiniteUnits (state.size()); }
    Index nonFiniteUnits (Index amongFirst) const noexcept;

    /// Recomputes s where smoothingLogit.value has changed. forward and prepare do it.
    void updateSmoothing();

    /// dL/dw and dL/dlevel, summed while sequences go by, forwards, as the class's comment has it.
    class ParameterGradients
    {
    public:
        /// Of the filter as it is; it must be prepared.
        explicit ParameterGradients (const Lowpass& filter);

        /// A sequence from the initial levels, or from others, one a unit, which are no parameters.
        void begin();
        void beginFrom (std::span<const double> levels);
        /// Its next steps, and dL/dy there.
        void process (Interleaved<const T> x, Interleaved<const T> gradOutput) noexcept;

        /// Adds them to the gradients of the filter's parameters.
        void addTo (Lowpass& filter) const;

    private:
        void begin (std::span<const double> levels, double ofLevel);

        const Kernels<T>* kernels;
        AlignedVector<double> smoothing, gain, initial;
        AlignedVector<double> level, bySmoothing, byLevel; ///< y now; dy/ds, which is g; and dy/dlevel
        AlignedVector<double> gradSmoothing, gradLevel;    ///< the sums
    };

    /// Which kernels to run, for tests and benchmarks. The set must be among supportedInstructionSets().
    void useInstructionSet (InstructionSet set) noexcept { kernels = &kernelsFor<T> (set); }

    /// The streaming levels, in double whatever T is.
    std::span<const double> levels() const noexcept { return state.levels(); }
    const Options& options() const noexcept { return settings; }

    Tensor<T> forward (const Tensor<T>& x, Mode mode) override;
    Tensor<T> backward (const Tensor<T>& gradOutput) override;
    std::vector<Parameter<T>*> parameters() override { return { &smoothingLogit, &initialLevel }; }

    Parameter<T> smoothingLogit, initialLevel;

private:
    void settle (Index unit, double atLevel) noexcept;
    LowpassUnits kernelUnits() noexcept;

    Options settings;
    const Kernels<T>* kernels;
    AlignedVector<double> smoothing; ///< s
    AlignedVector<double> gain;      ///< 1 - s, computed without cancellation
    State state;                     ///< empty until prepared
    Tensor<T> appliedLogit;          ///< the w that smoothing and gain belong to
    Tensor<T> lastInput;
    bool lastWasIdentity = false;
    std::vector<State> starts, ends; ///< of each batch item, in the last forward; no starts: initial levels
    bool lastWentOn = false;
};

extern template class Lowpass<float>;
extern template class Lowpass<double>;

} // namespace spikegraph

#pragma once

#include "Core/Activation.h"
#include "Core/AlignedVector.h"
#include "Core/Kernels/Kernels.h"
#include "Core/Layer.h"

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace spikegraph
{

/// What a spike adds to the output: n/dt, so that its integral is n, or n itself.
enum class SpikeHeight
{
    integral,
    count,
};

/// Turns an activation into a spiking one (pytorch-spiking's SpikingActivation). Per step and unit
///
///     v += f(x) * dt;   n = floor(v);   v -= n;   y = n / dt
///
/// with the product rounded before the sum. f(x) is a firing rate in hertz, v the membrane voltage, and n,
/// which may exceed one or be negative, the spikes in the step.
///
/// Streaming: prepare, then process any number of times; reset restores the initial voltages. A sequence cut
/// anywhere gives the bits of the whole, in either layout, on every instruction set.
///
/// Training: forward and backward over (batch, steps, units), each from the initial voltages. The gradient is
/// f's own (no dt factor, none through time). In Mode::training without spikingAwareTraining, y = f(x).
template <typename T>
class SpikingActivation final : public Layer<T>
{
public:
    using State = AlignedVector<T>;

    struct Options
    {
        Activation<T> activation;
        double dtSeconds = 0.001;
        /// Voltages in [0, 1), shape (batch, units); (1, units) for streaming. Never written to.
        std::optional<Tensor<T>> initialState;
        /// Without initialState, voltage i of (batch, units) is randomUniform<T>(seed, i).
        std::uint64_t seed = 0;
        bool spikingAwareTraining = true;
        bool returnSequences = true;
        SpikeHeight spikeHeight = SpikeHeight::integral;
    };

    /// Throws InvalidValue for a dt that is not finite and positive, or a voltage outside [0, 1).
    explicit SpikingActivation (Options optionsToUse);

    /// Allocates for so many units and resets. Throws InvalidValue if initialState has other units.
    void prepare (Index units);

    /// Restores the initial voltages of one batch item (streams have one: item 0). Throws nothing for item 0;
    /// later items need an initialState with as many rows, or none at all. [audio thread, prepared]
    void reset (Index batchItem = 0) noexcept;
    void resetUnit (Index unit, Index batchItem = 0) noexcept;

    /// For those who run some of the units of a batch: gives the first ones these voltages, which are as
    /// requireVoltages wants them, or all the seed's from this one of (batch, units) on. [audio thread,
    /// prepared]
    void setVoltages (std::span<const T> voltages) noexcept;
    void drawVoltages (Index first) noexcept;

    /// Goes on from other voltages, of as many units, in exchange for those of now. [audio thread, prepared]
    void exchangeState (State& voltages) noexcept { std::swap (state, voltages); }

    /// Throws InvalidValue for a voltage outside [0, 1).
    static void requireVoltages (std::span<const T> voltages);

    /// y may be x. Both have the prepared number of units and the same steps. [audio thread, prepared]
    void process (Interleaved<const T> x, Interleaved<T> y) noexcept;
    void process (Planar<const T> x, Planar<T> y) noexcept;

    /// Units whose voltage NaN or infinity has spoilt: they stay silent to no one but themselves, and put out
    /// NaN until reset. Reading it costs one pass over the units. [audio thread, prepared]
    Index nonFiniteUnits() const noexcept { return nonFiniteUnits (static_cast<Index> (state.size())); }
    Index nonFiniteUnits (Index amongFirst) const noexcept;

    /// Which kernels to run, for tests and benchmarks: the best that there are, unless told otherwise. The
    /// set must be among supportedInstructionSets().
    void useInstructionSet (InstructionSet set) noexcept;

    std::span<const T> voltages() const noexcept { return state; }
    const Options& options() const noexcept { return settings; }

    Tensor<T> forward (const Tensor<T>& x, Mode mode) override;
    Tensor<T> backward (const Tensor<T>& gradOutput) override;

private:
    bool isRectified() const noexcept;
    bool kernelActivates (Index units) const noexcept;
    T spikeDivisor() const noexcept;
    void resetUnits (Index begin, Index end, Index batchItem) noexcept;
    void restore (std::span<const T> voltages, Index begin) noexcept;
    void draw (Index first, Index begin, Index end) noexcept;
    Tensor<T> scaledByDerivative (Tensor<T> gradient) const;

    Options settings;
    const Kernels<T>* kernels;
    State state;
    Tensor<T> lastInput;
    Tensor<T> lastVoltages; ///< (batch, units), as the last forward left them
};

extern template class SpikingActivation<float>;
extern template class SpikingActivation<double>;

} // namespace spikegraph

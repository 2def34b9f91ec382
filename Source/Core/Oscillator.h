#pragma once

#include "Core/Views.h"

#include <cstdint>
#include <vector>

namespace spikegraph
{

/// One cycle of each, as p goes from 0 to 1.
enum class Waveform
{
    sine,       ///< sin(2 pi p)
    triangle,   ///< 0 up to 1, down to -1, up to 0
    square,     ///< 1 in the first half, -1 in the second
    saw,        ///< from -1 up to 1
    randomHold, ///< one uniform draw in [-1, 1) a cycle, held; units draw on their own
};

/// A low-frequency oscillator: periodic values in [-1, 1], sampled as they are (no band limit). All units run
/// at one frequency, each with a phase offset of its own. The phase is accumulated in double. A stream cut
/// anywhere gives the same bits.
template <typename T>
class Oscillator
{
public:
    struct Options
    {
        Waveform waveform = Waveform::sine;
        double frequencyHz = 1.0; ///< in [0, 0.5/dt]
        double phaseCycles = 0.0; ///< of all units at the start, finite; whole cycles count nothing
        std::uint64_t seed = 0;   ///< for randomHold
        double dtSeconds = 0.001;
    };

    /// Throws InvalidValue for a value outside the ranges above.
    explicit Oscillator (Options optionsToUse);

    /// Allocates for so many units, with the phase of Options, and resets. Throws InvalidValue unless there
    /// is at least one.
    void prepare (Index units);

    /// Starts again at the phases that are set. [audio thread, prepared]
    void reset() noexcept;

    /// Has the prepared number of units. [audio thread, prepared]
    void process (Planar<T> out) noexcept;

    /// From the next sample on; the phase goes on. Brought into [0, 0.5/dt]; NaN is ignored. [audio thread]
    void setFrequency (double frequencyHz) noexcept;

    /// Moves one unit to another phase at once, from the next sample on. Others than finite values are
    /// ignored. [audio thread, prepared]
    void setPhase (Index unit, double phaseCycles) noexcept;

    /// Moves all units to where they are so many cycles after the start, from the next sample on; less than 0
    /// is before it. Others than finite values are ignored. [audio thread, prepared]
    void setPosition (double cycles) noexcept;

    void setWaveform (Waveform waveform) noexcept { settings.waveform = waveform; }

private:
    template <typename Shape>
    void run (Planar<T> out, Shape shape) noexcept;

    Options settings;
    double increment = 0.0;          ///< cycles a step
    double phase = 0.0;              ///< what has been run through of the present cycle, in [0, 1)
    std::uint64_t cycle = 0;         ///< whole cycles before it
    std::vector<double> phaseOffset; ///< in [0, 1)
    std::vector<std::uint64_t> seeds;
};

extern template class Oscillator<float>;
extern template class Oscillator<double>;

} // namespace spikegraph

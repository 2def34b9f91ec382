#pragma once

#include "Core/Views.h"

#include <array>
#include <cstdint>
#include <vector>

namespace spikegraph
{

enum class NoiseKind
{
    uniform,  ///< white, in [-1, 1): standard deviation 1/sqrt(3)
    gaussian, ///< white, standard deviation 1
    pink,     ///< Gaussian, -3 dB an octave, standard deviation 1
};

/// Seeded noise. Every unit has a sequence of its own, whose white draws depend on seed, unit and step index
/// alone: a stream cut anywhere gives the same bits, and reset repeats them. The uniform float draw is the
/// double one with its last bits cut off.
///
/// Pink noise is the Gaussian through a sum of first-order filters (Paul Kellet's, musicdsp.org, 2000), which
/// is within 0.05 dB of -10 dB a decade from sampleRate/4800 to near Nyquist, and flat below. Its lowest
/// octaves build up over the first few thousand samples.
template <typename T>
class NoiseSource
{
public:
    struct Options
    {
        NoiseKind kind = NoiseKind::gaussian;
        std::uint64_t seed = 0;
    };

    explicit NoiseSource (Options optionsToUse);

    /// Allocates for so many units and resets. Throws InvalidValue unless there is at least one.
    void prepare (Index units);

    /// Starts the sequences anew. [audio thread, prepared]
    void reset() noexcept;

    /// Has the prepared number of units. [audio thread, prepared]
    void process (Planar<T> out) noexcept;

private:
    using PinkState = std::array<double, 7>; ///< six filters, and the white sample before

    void processPink (Planar<T> out) noexcept;

    Options settings;
    std::uint64_t step = 0;
    std::vector<std::uint64_t> seeds;
    std::vector<PinkState> pinkStates;
};

extern template class NoiseSource<float>;
extern template class NoiseSource<double>;

} // namespace spikegraph

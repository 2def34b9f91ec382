#pragma once

#include "Core/AlignedVector.h"
#include "Core/GammatoneDesign.h"
#include "Core/Kernels/GammatoneKernels.h"

#include <vector>

namespace spikegraph
{

/// Splits one unit into bands, as the ear does: a complex gammatone filter of the fourth order a unit
/// (Hohmann, "Frequency analysis and synthesis using a Gammatone filterbank", Acta Acustica 88, 2002). With p
/// the unit's pole and c its output factor, per step
///
///     a1 = x + p a1;  a2 = a1 + p a2;  a3 = a2 + p a3;  a4 = a3 + p a4;  y = Re(c a4)
///
/// y is a real signal at the input's rate, with 0 dB at the unit's centre frequency. c also turns the phase
/// of each band to where GammatoneResynthesis of the same options wants it.
///
/// Streaming: a sequence cut anywhere gives the bits of the whole, on every instruction set. After sound,
/// silence ends in zeros; bands wider than about a tenth of the sample rate may get there through subnormals,
/// for no longer than 64 samples.
template <typename T>
class GammatoneFilterbank
{
public:
    using Options = GammatoneOptions;

    /// Throws InvalidValue for options outside their ranges.
    explicit GammatoneFilterbank (const Options& options);

    /// Allocates the streaming state and resets it.
    void prepare();

    /// Forgets all samples. [audio thread, prepared]
    void reset() noexcept;

    /// x has 1 unit, y `units`, both the same steps; y may hold x's memory. [audio thread, prepared]
    void process (Planar<const T> x, Planar<T> y) noexcept;

    /// Units whose state NaN or infinity has spoilt: all, since all hear the same. [audio thread, prepared]
    Index nonFiniteUnits() const noexcept;

    Index units() const noexcept { return numUnits; }
    /// One a unit, rising, 0 and above.
    const std::vector<double>& centreHz() const noexcept { return centres; }

    /// Which kernels to run, for tests and benchmarks. The set must be among supportedInstructionSets().
    void useInstructionSet (InstructionSet set) noexcept { kernels = &gammatoneKernelsFor<T> (set); }

private:
    /// Units are computed by vectors of as many as any instruction set has lanes.
    static constexpr Index unitsPerVector = 16;
    /// State that has decayed to nothing is set to zero at every so many steps of the stream.
    static constexpr Index stepsPerTile = 64;

    Index numUnits, paddedUnits, position = 0;
    const GammatoneKernels<T>* kernels;
    std::vector<double> centres;
    AlignedVector<T> coefficients; ///< 4 x paddedUnits: Re p, Im p, Re c, Im c
    AlignedVector<T> state;        ///< 8 x paddedUnits: Re a1, Im a1, ... Im a4
};

extern template class GammatoneFilterbank<float>;
extern template class GammatoneFilterbank<double>;

} // namespace spikegraph

// The kernels, written once over vectors of SPIKEGRAPH_VECTOR_BYTES. Included by one source an instruction
// set, each compiled with that set's option. Everything in it and in what it includes has internal linkage
// and calls nothing outside, so that no code for a newer processor can reach the rest of the program through
// the linker.

#include "Core/Kernels/ActivationKernel.h"
#include "Core/Kernels/AllFinite.h"
#include "Core/Kernels/Arithmetic.h"
#include "Core/Kernels/ElementaryKernel.h"
#include "Core/Kernels/FilterGradients.h"
#include "Core/Kernels/SpikeKernels.h"
#include "Core/Kernels/UniformKernel.h"

namespace spikegraph
{
namespace
{

template <typename T>
constexpr Kernels<T> makeKernels() noexcept
{
    return {
        spikeInterleaved<T>,
        spikePlanar<T>,
        filterInterleaved<LowpassFilter, T>,
        filterPlanar<LowpassFilter, T>,
        filterInterleaved<AlphaFilter, T>,
        filterPlanar<AlphaFilter, T>,
        addGradients<LowpassDerivatives, T>,
        addGradients<AlphaDerivatives, T>,
        uniform<T>,
        waitForPassed,
        activate<T>,
        allFinite<T>,
        allFinite<double>,
        elementary,
        power,
        wholePower,
        arctangent2,
        arithmetic,
        widenAll<T>,
        narrowAll<T>,
    };
}

} // namespace
} // namespace spikegraph

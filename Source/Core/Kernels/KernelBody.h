// The kernels, written once over vectors of SPIKEGRAPH_VECTOR_BYTES. Included by one source an instruction
// set, each compiled with that set's option. Everything in it and in what it includes has internal linkage
// and calls nothing outside, so that no code for a newer processor can reach the rest of the program through
// the linker.

#include "Core/Kernels/LowpassKernels.h"
#include "Core/Kernels/SpikeKernels.h"
#include "Core/Kernels/UniformKernel.h"

namespace spikegraph
{
namespace
{

/// out = negative(x) where x < 0, else x; NaN stays NaN.
template <typename T, typename Negative>
void replaceNegative (const T* x, T* out, Index count, Negative negative) noexcept
{
    const Index vectorCount = count - count % lanes<T>;
    for (Index i = 0; i < vectorCount; i += lanes<T>)
    {
        const auto v = load (x + i);
        store (out + i, v < T (0) ? negative (v) : v);
    }
    for (Index i = vectorCount; i < count; ++i)
        out[i] = x[i] < T (0) ? negative (x[i]) : x[i];
}

template <typename T>
constexpr Kernels<T> makeKernels() noexcept
{
    return {
        spikeInterleaved<T>,
        spikePlanar<T>,
        lowpassInterleaved<T>,
        lowpassPlanar<T>,
        uniform<T>,
        waitForPassed,
        [] (const T* x, T* out, Index count) noexcept
        { replaceNegative (x, out, count, [] (auto v) noexcept { return decltype (v){}; }); },
        [] (const T* x, T* out, Index count, T slope) noexcept
        { replaceNegative (x, out, count, [slope] (auto v) noexcept { return v * slope; }); },
    };
}

} // namespace
} // namespace spikegraph

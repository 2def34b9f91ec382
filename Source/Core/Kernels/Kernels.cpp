#include "Core/Kernels/Kernels.h"

#include <type_traits>

namespace spikegraph
{

extern const Kernels<float> baselineKernelsFloat, avx2KernelsFloat, avx512KernelsFloat;
extern const Kernels<double> baselineKernelsDouble, avx2KernelsDouble, avx512KernelsDouble;

const char* name (InstructionSet set) noexcept
{
    switch (set)
    {
        case InstructionSet::avx2:
            return "AVX2";
        case InstructionSet::avx512:
            return "AVX-512";
        case InstructionSet::baseline:
            break;
    }
    return "baseline";
}

const std::vector<InstructionSet>& supportedInstructionSets()
{
    static const auto sets = []
    {
        std::vector<InstructionSet> found{ InstructionSet::baseline };
#ifdef SPIKEGRAPH_X86_KERNELS
        __builtin_cpu_init();
        if (__builtin_cpu_supports ("avx2"))
            found.push_back (InstructionSet::avx2);
        if (__builtin_cpu_supports ("avx512f"))
            found.push_back (InstructionSet::avx512);
#endif
        return found;
    }();
    return sets;
}

template <typename T>
const Kernels<T>& kernelsFor ([[maybe_unused]] InstructionSet set) noexcept
{
    constexpr bool isFloat = std::is_same_v<T, float>;
#ifdef SPIKEGRAPH_X86_KERNELS
    if constexpr (isFloat)
    {
        if (set == InstructionSet::avx512)
            return avx512KernelsFloat;
        if (set == InstructionSet::avx2)
            return avx2KernelsFloat;
    }
    else
    {
        if (set == InstructionSet::avx512)
            return avx512KernelsDouble;
        if (set == InstructionSet::avx2)
            return avx2KernelsDouble;
    }
#endif
    if constexpr (isFloat)
        return baselineKernelsFloat;
    else
        return baselineKernelsDouble;
}

template <typename T>
const Kernels<T>& bestKernels() noexcept
{
    static const auto& best = kernelsFor<T> (supportedInstructionSets().back());
    return best;
}

template const Kernels<float>& kernelsFor<float> (InstructionSet) noexcept;
template const Kernels<double>& kernelsFor<double> (InstructionSet) noexcept;
template const Kernels<float>& bestKernels<float>() noexcept;
template const Kernels<double>& bestKernels<double>() noexcept;

} // namespace spikegraph

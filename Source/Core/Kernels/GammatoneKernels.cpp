#include "Core/Kernels/GammatoneKernels.h"

#include <type_traits>

namespace spikegraph
{

extern const GammatoneKernels<float> baselineGammatoneFloat, avx2GammatoneFloat, avx512GammatoneFloat;
extern const GammatoneKernels<double> baselineGammatoneDouble, avx2GammatoneDouble, avx512GammatoneDouble;

template <typename T>
const GammatoneKernels<T>& gammatoneKernelsFor ([[maybe_unused]] InstructionSet set) noexcept
{
    constexpr bool isFloat = std::is_same_v<T, float>;
#ifdef SPIKEGRAPH_X86_KERNELS
    if constexpr (isFloat)
    {
        if (set == InstructionSet::avx512)
            return avx512GammatoneFloat;
        if (set == InstructionSet::avx2)
            return avx2GammatoneFloat;
    }
    else
    {
        if (set == InstructionSet::avx512)
            return avx512GammatoneDouble;
        if (set == InstructionSet::avx2)
            return avx2GammatoneDouble;
    }
#endif
    if constexpr (isFloat)
        return baselineGammatoneFloat;
    else
        return baselineGammatoneDouble;
}

template <typename T>
const GammatoneKernels<T>& bestGammatoneKernels() noexcept
{
    static const auto& best = gammatoneKernelsFor<T> (supportedInstructionSets().back());
    return best;
}

template const GammatoneKernels<float>& gammatoneKernelsFor<float> (InstructionSet) noexcept;
template const GammatoneKernels<double>& gammatoneKernelsFor<double> (InstructionSet) noexcept;
template const GammatoneKernels<float>& bestGammatoneKernels<float>() noexcept;
template const GammatoneKernels<double>& bestGammatoneKernels<double>() noexcept;

} // namespace spikegraph

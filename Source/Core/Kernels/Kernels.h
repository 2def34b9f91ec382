#pragma once

#include "Core/Kernels/KernelTable.h"

#include <vector>

namespace spikegraph
{

/// The instruction sets that the kernels are compiled for.
enum class InstructionSet
{
    baseline, ///< what the whole binary is compiled for: SSE2 on x86-64, NEON on arm64
    avx2,
    avx512,
};

const char* name (InstructionSet set) noexcept;

/// Those that this processor runs, baseline first.
const std::vector<InstructionSet>& supportedInstructionSets();

/// The kernels of one of supportedInstructionSets().
template <typename T>
const Kernels<T>& kernelsFor (InstructionSet set) noexcept;

/// The kernels of the newest set that this processor runs.
template <typename T>
const Kernels<T>& bestKernels() noexcept;

} // namespace spikegraph

#pragma once

#include "Core/Kernels/GammatoneTable.h"
#include "Core/Kernels/Kernels.h"

namespace spikegraph
{

/// The kernels of one of supportedInstructionSets().
template <typename T>
const GammatoneKernels<T>& gammatoneKernelsFor (InstructionSet set) noexcept;

/// The kernels of the newest set that this processor runs.
template <typename T>
const GammatoneKernels<T>& bestGammatoneKernels() noexcept;

} // namespace spikegraph

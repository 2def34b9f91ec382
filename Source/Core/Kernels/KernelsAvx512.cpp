#define SPIKEGRAPH_VECTOR_BYTES 64
#include "Core/Kernels/KernelBody.h"

namespace spikegraph
{

extern const Kernels<float> avx512KernelsFloat = makeKernels<float>();
extern const Kernels<double> avx512KernelsDouble = makeKernels<double>();

} // namespace spikegraph

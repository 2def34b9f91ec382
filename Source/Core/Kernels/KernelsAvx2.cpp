#define SPIKEGRAPH_VECTOR_BYTES 32
#include "Core/Kernels/KernelBody.h"

namespace spikegraph
{

extern const Kernels<float> avx2KernelsFloat = makeKernels<float>();
extern const Kernels<double> avx2KernelsDouble = makeKernels<double>();

} // namespace spikegraph

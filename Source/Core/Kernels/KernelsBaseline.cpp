#define SPIKEGRAPH_VECTOR_BYTES 16
#include "Core/Kernels/KernelBody.h"

namespace spikegraph
{

extern const Kernels<float> baselineKernelsFloat = makeKernels<float>();
extern const Kernels<double> baselineKernelsDouble = makeKernels<double>();

} // namespace spikegraph

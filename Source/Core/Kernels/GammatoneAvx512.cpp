#define SPIKEGRAPH_VECTOR_BYTES 64
#include "Core/Kernels/GammatoneBody.h"

namespace spikegraph
{

extern const GammatoneKernels<float> avx512GammatoneFloat = makeGammatoneKernels<float>();
extern const GammatoneKernels<double> avx512GammatoneDouble = makeGammatoneKernels<double>();

} // namespace spikegraph

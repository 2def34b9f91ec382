#define SPIKEGRAPH_VECTOR_BYTES 32
#include "Core/Kernels/GammatoneBody.h"

namespace spikegraph
{

extern const GammatoneKernels<float> avx2GammatoneFloat = makeGammatoneKernels<float>();
extern const GammatoneKernels<double> avx2GammatoneDouble = makeGammatoneKernels<double>();

} // namespace spikegraph

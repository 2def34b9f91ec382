#define SPIKEGRAPH_VECTOR_BYTES 16
#include "Core/Kernels/GammatoneBody.h"

namespace spikegraph
{

extern const GammatoneKernels<float> baselineGammatoneFloat = makeGammatoneKernels<float>();
extern const GammatoneKernels<double> baselineGammatoneDouble = makeGammatoneKernels<double>();

} // namespace spikegraph

#pragma once

#include "Graph/NodeKernel.h"

namespace spikegraph::test
{

/// Of a kernel in another file, which is called there as the test's own.
NodeKernels kernelsOfNamesake();

} // namespace spikegraph::test

#include "Nodes/GainKernel.h"

namespace spikegraph
{

NodeType describeGainNode()
{
    return { .id = "gain",
             .name = "Gain",
             .category = "Arithmetic",
             .description = "Makes every unit louder or softer.",
             .inputs = { { "in", "In" } },
             .outputs = { { "out", "Out" } },
             .parameters = { gainParameter() },
             .isInPlace = true,
             .kernels = kernelsOf<GainKernel>() };
}

} // namespace spikegraph

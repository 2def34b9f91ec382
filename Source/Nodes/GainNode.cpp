#include "Nodes/GainProcessor.h"

namespace spikegraph
{

NodeType describeGainNode()
{
    return { .id = "gain",
             .name = "Gain",
             .category = "Arithmetic",
             .description = "Makes every unit louder or softer.",
             .inputs = { { "in", "In", SignalKind::audio } },
             .outputs = { { "out", "Out", SignalKind::audio } },
             .parameters = { gainParameter() },
             .create = [] (const NodeType& type) { return std::make_unique<GainProcessor> (type); } };
}

} // namespace spikegraph

#include "Nodes/GainKernel.h"

namespace spikegraph
{

NodeType describeAudioInNode()
{
    return { .id = "audio-in",
             .name = "Audio In",
             .category = "Host",
             .description = "The host's input: a unit for each channel.",
             .outputs = { { "out", "Out" } },
             .parameters = { gainParameter() },
             .hostBus = HostBus::input,
             .isInPlace = true,
             .outputUnits = [] (const NodeWidths& widths) { return std::vector<int>{ widths.hostInputs }; },
             .kernels = kernelsOf<GainKernel>() };
}

} // namespace spikegraph

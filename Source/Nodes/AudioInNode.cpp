#include "Nodes/GainProcessor.h"

namespace spikegraph
{

NodeType describeAudioInNode()
{
    return { .id = "audio-in",
             .name = "Audio In",
             .category = "Host",
             .description = "The host's input: a unit for each channel.",
             .outputs = { { "out", "Out", SignalKind::audio } },
             .parameters = { gainParameter() },
             .hostBus = HostBus::input,
             .create = [] (const NodeType& type) { return std::make_unique<GainProcessor> (type); } };
}

} // namespace spikegraph

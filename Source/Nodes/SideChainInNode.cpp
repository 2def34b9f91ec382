#include "Nodes/GainKernel.h"

namespace spikegraph
{

NodeType describeSideChainInNode()
{
    return { .id = "side-chain-in",
             .name = "Side-Chain In",
             .category = "Host",
             .description =
                 "The host's side chain: a unit for each channel; one silent unit where there is none.",
             .outputs = { { "out", "Out" } },
             .parameters = { gainParameter() },
             .hostBus = HostBus::sideChain,
             .isInPlace = true,
             .outputUnits = [] (const NodeWidths& widths) { return std::vector<int>{ widths.hostInputs }; },
             .kernels = kernelsOf<GainKernel>() };
}

} // namespace spikegraph

#pragma once

#include "Graph/GraphModel.h"
#include "Graph/NodeProcessor.h"

#include <vector>

namespace spikegraph
{

/// The order in which nodes run, and the channels that they read and write, compiled from a patch off the
/// audio thread and never changed afterwards.
///
/// Channels are numbers of one arena. A node reads its inlet where the node before it wrote, if nothing else
/// will read that later and no other cable ends there; otherwise it gets a copy, or the sum of its cables.
/// Channels that nothing reads any more are given to the nodes that follow.
struct RenderPlan
{
    struct Step
    {
        int node = 0; ///< index in the patch
        int inputUnits = 0, outputUnits = 0;
        std::vector<int> channels; ///< max (inputUnits, outputUnits) of them, in place
        std::vector<std::vector<int>>
            sources;                ///< channels to sum into the inlet; none where it is there already
        bool isUnconnected = false; ///< no cable: the inlet hears silence
    };

    std::vector<Step> steps;
    int numChannels = 0;

    /// nodes are the processors of the patch's nodes, in its order; their widths are set here. Outputs of the
    /// nodes in `kept` stay readable until the end. Throws InvalidValue: a loop (naming its nodes), widths
    /// that differ at an inlet (naming both).
    static RenderPlan compile (const GraphModel& model,
                               const std::vector<std::unique_ptr<NodeProcessor>>& nodes,
                               const std::vector<bool>& kept, int hostInputs, int hostOutputs);
};

} // namespace spikegraph

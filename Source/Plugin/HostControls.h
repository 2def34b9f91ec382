#pragma once

#include "Graph/GraphShape.h"
#include "Plugin/HostParameters.h"
#include "Plugin/Slots.h"

#include <memory>
#include <vector>

namespace spikegraph
{

/// A parameter that one of the host's moves, and how.
struct ControlTarget
{
    ParameterAddress address;
    ValueScale scale;
};

/// What the host's macros and slots move in a patch, for each in HostParameters::all(). [owner]
std::vector<std::vector<ControlTarget>> controlTargets (const GraphModel& model, const Slots& slots);

/// The same for the nodes at work: the audio thread sets their numbers as the host moves. Never changed.
class HostControls
{
public:
    HostControls (const std::vector<std::vector<ControlTarget>>& targets,
                  const std::vector<std::shared_ptr<NodeInstance>>& nodes);

    /// Sets what the host has moved since the last block. [audio thread]
    void apply (const std::vector<HostParameter*>& parameters) const noexcept;

private:
    struct Setting
    {
        std::atomic<double>* number;
        ValueScale scale;
        std::shared_ptr<NodeInstance> owner; ///< of the number
    };

    std::vector<std::vector<Setting>> settings; ///< a list a parameter
};

} // namespace spikegraph

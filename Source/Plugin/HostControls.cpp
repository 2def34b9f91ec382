#include "Plugin/HostControls.h"

#include <algorithm>

namespace spikegraph
{

std::vector<std::vector<ControlTarget>> controlTargets (const GraphModel& model, const Slots& slots)
{
    std::vector<std::vector<ControlTarget>> targets (HostParameters::macros + HostParameters::slots);
    std::size_t macroIndex = 0;
    for (const auto macro : model.macros())
    {
        for (const auto target : macro)
        {
            const ParameterAddress address{ target["node"], target["parameter"] };
            const auto* type = model.catalogue().find (model.node (address.nodeId)["type"]);
            if (const auto* parameter = type == nullptr ? nullptr : type->findParameter (address.parameterId))
                targets[macroIndex].push_back (
                    { address, { parameter, target["from"], target["to"], false } });
        }
        ++macroIndex;
    }
    for (int number = 1; number <= HostParameters::slots; ++number)
        if (const auto scale = slots.scale (number))
            targets[static_cast<std::size_t> (HostParameters::macros + number - 1)].push_back (
                { slots.target (number)->address, *scale });
    return targets;
}

HostControls::HostControls (const std::vector<std::vector<ControlTarget>>& targets,
                            const std::vector<std::shared_ptr<NodeInstance>>& nodes)
    : settings (targets.size())
{
    for (std::size_t i = 0; i < targets.size(); ++i)
        for (const auto& target : targets[i])
        {
            const auto node =
                std::find_if (nodes.begin(), nodes.end(),
                              [&] (const auto& each) { return each->id == target.address.nodeId; });
            if (node == nodes.end())
                continue;
            if (auto* number = (*node)->processor.parameters().numberToSet (target.address.parameterId))
                settings[i].push_back ({ number, target.scale, *node });
        }
}

void HostControls::apply (const std::vector<HostParameter*>& parameters) const noexcept
{
    for (std::size_t i = 0; i < settings.size(); ++i)
    {
        if (!parameters[i]->takeMovedForAudio())
            continue;
        const auto position = static_cast<double> (parameters[i]->getValue());
        for (const auto& setting : settings[i])
            setting.number->store (setting.scale.valueAt (position), std::memory_order_relaxed);
    }
}

} // namespace spikegraph

#pragma once

#include <juce_core/juce_core.h>

#include <map>

namespace spikegraph
{

/// A parameter of a patch.
struct ParameterAddress
{
    juce::String nodeId{}, parameterId{};

    bool operator== (const ParameterAddress&) const = default;

    bool operator<(const ParameterAddress& other) const
    {
        return nodeId == other.nodeId ? parameterId < other.parameterId : nodeId < other.nodeId;
    }
};

/// Numbers that are heard in place of the patch's own, such as those that a host automates. The patch stays
/// as a person has set it, so that automation makes no steps of undo.
using LiveNumbers = std::map<ParameterAddress, double>;

} // namespace spikegraph

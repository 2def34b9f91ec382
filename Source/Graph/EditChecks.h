#pragma once

#include "Graph/PatchChecks.h"

#include <cmath>

namespace spikegraph
{

/// A number as a patch spells it: whole where it is, so that a position reads [240, 120].
inline juce::var shortestNumber (double value)
{
    const auto isWhole =
        std::abs (value) < 9.0e15 && !(value < std::floor (value) || value > std::floor (value));
    return isWhole ? juce::var (static_cast<juce::int64> (value)) : juce::var (value);
}

/// Throws InvalidValue where a list is as long as it may be.
inline void checkRoomIn (const juce::ValueTree& list, int limit, const std::string& place)
{
    checkedAt (place, [&] { checkCount (static_cast<std::size_t> (list.getNumChildren()) + 1, limit); });
}

/// A node's parameter as a child of its "parameters"; invalid where it is not set.
inline juce::ValueTree parameterOf (const juce::ValueTree& node, const juce::String& parameterId)
{
    return node.getChildWithName ("parameters").getChildWithProperty ("id", parameterId);
}

// What an edit's message begins with.

inline std::string nodeText (const juce::String& nodeId)
{
    return "node " + quoted (nodeId);
}

inline std::string cableText (const juce::String& from, const juce::String& to)
{
    return "cable " + from.toStdString() + " -> " + to.toStdString();
}

} // namespace spikegraph

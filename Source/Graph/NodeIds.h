#pragma once

#include <juce_data_structures/juce_data_structures.h>

#include <set>

namespace spikegraph
{

/// An id that is not taken: the wanted one, or the next free number after its letters: lowpass, lowpass2.
juce::String uniqueNodeId (const juce::String& wanted, const std::set<juce::String>& taken);

/// The ids of a list of nodes.
std::set<juce::String> idsOf (const juce::ValueTree& nodes);

} // namespace spikegraph

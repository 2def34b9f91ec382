#pragma once

#include "Gui/Selection.h"

namespace spikegraph
{

/// What the scope shows: a node for its sound and a node for its spikes.
struct ScopeSubject
{
    juce::String title{};           ///< both in the order in which the signal passes them
    juce::String sound{}, spikes{}; ///< nodes; empty for none
    /// The sound is all that the spiking node hears at its first inlet.
    bool soundMakesSpikes = false;

    bool operator== (const ScopeSubject&) const = default;
};

/// Of a cable: what its source puts out. Of one node: what it puts out. Of anything else: the first node of
/// the patch that spikes, or where there is none, what the patch plays.
///
/// Where that is no sound, the nearest before it that is, or else after it; where it is no spikes, the
/// nearest after it that is, or else before it. [any thread]
ScopeSubject scopeSubject (const PatchSnapshot& patch, const std::set<juce::String>& selectedNodes,
                           const std::optional<Selection::Cable>& selectedCable);

} // namespace spikegraph

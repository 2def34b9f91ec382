#pragma once

#include "Gui/PatchSnapshot.h"

#include <vector>

namespace spikegraph
{

/// What a node makes of a signal, found by running one like it: so that a picture of it is true whatever the
/// node computes. Empty where the node cannot run. [any thread but the audio thread]
struct NodeProbe
{
    /// Of a new node with the snapshot's values, for which its input steps from 0 to 1 at once: what comes
    /// out in as many samples over so many seconds. The node has one unit.
    static std::vector<float> stepResponse (const NodeSnapshot& node, double seconds, int samples);

    /// What comes out at steady levels from `from` to `to`, of a type that has no memory.
    static std::vector<float> transfer (const NodeType& type,
                                        const std::map<juce::String, ParameterValue>& values, float from,
                                        float to, int samples);

    /// What each output (row) hears of each input (column), of a type that is linear and has no memory.
    static std::vector<std::vector<float>> weights (const NodeSnapshot& node, int inputUnits);
};

/// How long a node's step response is worth showing: a few of its time constants.
double stepResponseSeconds (const NodeSnapshot& node);

} // namespace spikegraph

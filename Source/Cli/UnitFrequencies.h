#pragma once

#include "Graph/GraphEngine.h"

#include <vector>

namespace spikegraph::cli
{

/// The centre frequency of the band that each unit of a node hears, in Hz: those of the nearest Filterbank on
/// the way back from it. Empty where there is none, or one of other units. The engine is prepared.
std::vector<double> unitFrequenciesOf (const GraphModel& patch, const GraphEngine<float>& engine,
                                       const juce::String& nodeId);

} // namespace spikegraph::cli

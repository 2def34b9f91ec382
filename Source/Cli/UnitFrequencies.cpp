#include "Cli/UnitFrequencies.h"

#include "Nodes/GammatoneParameters.h"

#include <algorithm>

namespace spikegraph::cli
{
namespace
{

const NodeProcessor* processorOf (const GraphEngine<float>& engine, const juce::String& nodeId)
{
    for (const auto& node : engine.nodes())
        if (node->id == nodeId)
            return &node->processor;
    return nullptr;
}

/// The units of the node's first outlet.
int unitsOf (const NodeProcessor* node)
{
    return node == nullptr || node->outputUnits().empty() ? 0 : node->outputUnits().front();
}

/// The nodes whose cables lead to one.
juce::StringArray sourcesOf (const GraphModel& patch, const juce::String& nodeId)
{
    juce::StringArray sources;
    for (const auto cable : patch.cables())
        if (cable["to"].toString().upToLastOccurrenceOf (".", false, false) == nodeId)
            sources.addIfNotAlreadyThere (cable["from"].toString().upToLastOccurrenceOf (".", false, false));
    return sources;
}

} // namespace

std::vector<double> unitFrequenciesOf (const GraphModel& patch, const GraphEngine<float>& engine,
                                       const juce::String& nodeId)
{
    juce::StringArray reached{ nodeId };
    for (int i = 0; i < reached.size(); ++i) // the nearest come first; it grows on the way
    {
        const auto* node = processorOf (engine, reached[i]);
        if (node != nullptr && node->type().id == "filterbank")
        {
            if (unitsOf (node) != unitsOf (processorOf (engine, nodeId)))
                return {};
            const GammatoneDesign design (
                gammatoneOptions (node->parameters(), unitsOf (node), node->getSampleRate()));
            std::vector<double> centresHz;
            for (const auto& band : design.bands)
                centresHz.push_back (band.centreHz);
            return centresHz;
        }
        for (const auto& source : sourcesOf (patch, reached[i]))
            reached.addIfNotAlreadyThere (source);
    }
    return {};
}

} // namespace spikegraph::cli

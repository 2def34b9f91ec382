#include "Graph/NodeIds.h"

namespace spikegraph
{

juce::String uniqueNodeId (const juce::String& wanted, const std::set<juce::String>& taken)
{
    if (!taken.contains (wanted))
        return wanted;
    const auto letters = wanted.trimCharactersAtEnd ("0123456789");
    const auto stem = (letters.isEmpty() ? juce::String ("node") : letters).substring (0, 90);
    for (int number = 2;; ++number)
        if (auto id = stem + juce::String (number); !taken.contains (id))
            return id;
}

std::set<juce::String> idsOf (const juce::ValueTree& nodes)
{
    std::set<juce::String> ids;
    for (const auto node : nodes)
        ids.insert (node["id"].toString());
    return ids;
}

} // namespace spikegraph

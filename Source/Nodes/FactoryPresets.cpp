#include "Nodes/FactoryPresets.h"

#include "Core/Error.h"
#include "Nodes/FactoryNodes.h"

namespace spikegraph
{

std::vector<GraphModel> factoryPresets()
{
    std::vector<GraphModel> presets;
    for (const auto& text : factoryPresetTexts())
        presets.push_back (GraphModel::fromJson (nodeCatalogue(), text, "factory preset"));
    return presets;
}

GraphModel factoryPreset (const juce::String& name)
{
    juce::StringArray names;
    for (auto& preset : factoryPresets())
    {
        if (preset.name().equalsIgnoreCase (name))
            return std::move (preset);
        names.add (preset.name());
    }
    throw InvalidValue (
        ("there is no preset \"" + name + "\", only " + names.joinIntoString (", ")).toStdString());
}

} // namespace spikegraph

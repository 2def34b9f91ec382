#pragma once

#include "Graph/GraphModel.h"

#include <string>
#include <vector>

namespace spikegraph
{

/// The patches of Presets/, as JSON, in the order of their file names. [any thread]
const std::vector<std::string>& factoryPresetTexts();

/// The same, read. [any thread]
std::vector<GraphModel> factoryPresets();

/// The preset of a name, whatever its case. Throws InvalidValue that lists the names for any other.
GraphModel factoryPreset (const juce::String& name);

} // namespace spikegraph

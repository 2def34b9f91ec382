#include "Standalone/StandaloneSettings.h"

#include "Gui/EditorSettings.h"

namespace spikegraph
{
namespace
{

juce::PropertiesFile::Options options()
{
    juce::PropertiesFile::Options chosen;
    chosen.applicationName = "Standalone";
    chosen.filenameSuffix = "settings";
    chosen.millisecondsBeforeSaving = -1; // who sets them saves them
    return chosen;
}

} // namespace

juce::File StandaloneSettings::defaultFile()
{
    return EditorSettings::defaultFile().getSiblingFile ("Standalone.settings");
}

StandaloneSettings::StandaloneSettings (const juce::File& file)
    : values (file, options())
{
}

} // namespace spikegraph

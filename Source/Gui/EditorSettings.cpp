#include "Gui/EditorSettings.h"

namespace spikegraph
{
namespace
{

juce::PropertiesFile::Options options()
{
    juce::PropertiesFile::Options chosen;
    chosen.applicationName = "Editor";
    chosen.filenameSuffix = "settings";
    chosen.folderName = "Spikegraph";
    chosen.osxLibrarySubFolder = "Application Support";
    chosen.millisecondsBeforeSaving = 0;
    return chosen;
}

} // namespace

juce::File EditorSettings::defaultFile()
{
#if JUCE_LINUX || JUCE_BSD
    const auto folder = juce::SystemStats::getEnvironmentVariable ("XDG_CONFIG_HOME", {});
    return juce::File (juce::File::isAbsolutePath (folder) ? folder : "~/.config")
        .getChildFile ("Spikegraph/Editor.settings");
#else
    return options().getDefaultFile();
#endif
}

EditorSettings::EditorSettings (const juce::File& file)
    : values (file, options())
{
}

void EditorSettings::set (const char* name, const juce::var& value)
{
    values.setValue (name, value);
    values.saveIfNeeded();
}

} // namespace spikegraph

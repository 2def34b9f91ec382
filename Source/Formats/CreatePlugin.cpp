#include "Formats/CreatePlugin.h"
#include "Gui/PluginWithEditor.h"

namespace
{

thread_local juce::AudioProcessor* newest = nullptr;

} // namespace

juce::AudioProcessor* spikegraph::newestPlugin() noexcept
{
    return newest;
}

/// What every plugin format asks for.
juce::AudioProcessor* JUCE_CALLTYPE createPluginFilter()
{
    newest = new spikegraph::PluginWithEditor();
    return newest;
}

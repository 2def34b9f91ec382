#include "Gui/PluginWithEditor.h"

/// What every plugin format asks for.
juce::AudioProcessor* JUCE_CALLTYPE createPluginFilter()
{
    return new spikegraph::PluginWithEditor();
}

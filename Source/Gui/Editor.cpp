#include "Gui/Editor.h"

#include "Gui/ScopePanel.h"

namespace spikegraph
{

Editor::Editor (PluginProcessor& processorToEdit)
    : juce::AudioProcessorEditor (processorToEdit)
    , shared (processorToEdit)
    , scope (std::make_unique<ScopePanel> (shared))
{
    setLookAndFeel (&shared.look);
    addAndMakeVisible (*scope);
    setResizable (true, true);
    setResizeLimits (860, 560, 3840, 2160);
    setSize (defaultWidth, defaultHeight);
    shared.live.setWatching (true);
}

Editor::~Editor()
{
    setLookAndFeel (nullptr);
}

void Editor::paint (juce::Graphics& graphics)
{
    graphics.fillAll (shared.look.theme().ground);
}

void Editor::resized()
{
    scope->setBounds (getLocalBounds().removeFromBottom (260));
}

} // namespace spikegraph

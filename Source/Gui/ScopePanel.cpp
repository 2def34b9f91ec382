#include "Gui/ScopePanel.h"

namespace spikegraph
{

ScopePanel::ScopePanel (EditorContext& editorContext)
    : context (editorContext)
{
}

void ScopePanel::paint (juce::Graphics& graphics)
{
    graphics.fillAll (context.look.theme().panel);
}

} // namespace spikegraph

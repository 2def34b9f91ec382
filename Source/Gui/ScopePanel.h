#pragma once

#include "Gui/EditorContext.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace spikegraph
{

/// Sound, spikes and firing rate of what is selected, on one time axis, live.
class ScopePanel final : public juce::Component
{
public:
    explicit ScopePanel (EditorContext& editorContext);

    void paint (juce::Graphics& graphics) override;

private:
    EditorContext& context;
};

} // namespace spikegraph

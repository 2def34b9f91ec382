#pragma once

#include "Gui/EditorContext.h"

#include <juce_audio_processors/juce_audio_processors.h>

#include <memory>

namespace spikegraph
{

class ScopePanel;

/// The plugin's window. [message thread]
class Editor final : public juce::AudioProcessorEditor
{
public:
    static constexpr int defaultWidth = 1180, defaultHeight = 760;

    explicit Editor (PluginProcessor& processorToEdit);
    ~Editor() override;

    EditorContext& context() noexcept { return shared; }

    void paint (juce::Graphics& graphics) override;
    void resized() override;

private:
    EditorContext shared;
    std::unique_ptr<ScopePanel> scope;
};

} // namespace spikegraph

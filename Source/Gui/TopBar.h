#pragma once

#include "Gui/Commands.h"
#include "Gui/EditorContext.h"
#include "Gui/IconButton.h"
#include "Gui/StatusLine.h"

namespace spikegraph
{

/// Presets, comparison, undo, and the figures. [message thread]
class TopBar final : public juce::Component, private Document::Listener
{
public:
    explicit TopBar (EditorContext& editorContext);
    ~TopBar() override;

    static constexpr int height = 48;

    std::function<void (Command)> onCommand;
    std::function<void()> onMenu;
    std::function<void (int step)> onStepPreset;
    std::function<void (bool isB)> onCompare;

    juce::Component& presetButton() { return preset; }
    void showCompare (bool isB);
    juce::Component& menuAnchor() { return menu; }

    void paint (juce::Graphics& graphics) override;
    void resized() override;

private:
    void patchChanged (const PatchSnapshot& patch) override;
    void toggleFavourite();
    const Preset* currentPreset() const;

    EditorContext& context;
    IconButton previous, next, favourite, undo, redo, menu;
    juce::TextButton preset, save, compareA, compareB;
    StatusLine status;
};

} // namespace spikegraph

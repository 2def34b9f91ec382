#pragma once

#include "Gui/AskPanel.h"
#include "Gui/EditorContext.h"
#include "Gui/IconButton.h"
#include "Gui/Knob.h"

#include <memory>
#include <vector>

namespace spikegraph
{

/// The patch's macros, and what surrounds the patch: input, output, mix, bypass. [message thread]
class MacroStrip final : public juce::Component, private Document::Listener, private juce::Timer
{
public:
    explicit MacroStrip (EditorContext& editorContext);
    ~MacroStrip() override;

    static constexpr int height = 72;

    /// Asks a person something.
    std::function<void (Question)> onAsk;

    void paint (juce::Graphics& graphics) override;
    void resized() override;
    void lookAndFeelChanged() override { patchChanged (context.document.patch()); }

private:
    /// One of the host's levels.
    struct Level
    {
        HostParameter* parameter;
        juce::Slider slider;
        juce::String name;
    };

    void patchChanged (const PatchSnapshot& patch) override;
    /// What the host has moved shows here, which no edit announces.
    void timerCallback() override;
    std::unique_ptr<Knob> makeKnob (int number);
    juce::PopupMenu macroMenu (int number);
    juce::String textOfMacro (int number, double position) const;
    void rename (int number);
    void addLevel (HostParameter* parameter, const juce::String& name, const juce::String& tip);

    EditorContext& context;
    juce::Viewport viewport;
    juce::Component knobRow;
    std::vector<std::unique_ptr<Knob>> knobs;
    IconButton add;
    std::vector<std::unique_ptr<Level>> levels;
    juce::TextButton bypass;
};

} // namespace spikegraph

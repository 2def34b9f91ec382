#pragma once

#include "Gui/EditorContext.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace spikegraph
{

/// The figures at the top right: processor load, spikes, sample rate, time step, latency, and, where there
/// were any, samples that were not finite. Where there is no room for all, the tooltip has them. [message
/// thread]
class StatusLine final : public juce::Component, public juce::TooltipClient, private juce::Timer
{
public:
    explicit StatusLine (EditorContext& editorContext);

    void paint (juce::Graphics& graphics) override;
    juce::String getTooltip() override { return fullText(); }
    std::unique_ptr<juce::AccessibilityHandler> createAccessibilityHandler() override;

private:
    struct Item
    {
        juce::String text;
        int rank = 0; ///< the higher it is, the sooner it goes where there is no room
        bool isAlarming = false;
        bool operator== (const Item&) const = default;
    };

    void timerCallback() override;
    juce::String fullText() const;

    EditorContext& context;
    std::vector<Item> items;
    PluginProcessor::Load load{};
};

} // namespace spikegraph

#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

namespace spikegraph
{

/// How a component that is only looked at reads to a screen reader: its title, and a text that is asked for
/// when it is read. [message thread]
class SpokenText final : public juce::AccessibilityTextValueInterface
{
public:
    static std::unique_ptr<juce::AccessibilityHandler>
    of (juce::Component& component, juce::AccessibilityRole role, std::function<juce::String()> text)
    {
        return std::make_unique<juce::AccessibilityHandler> (
            component, role, juce::AccessibilityActions(),
            juce::AccessibilityHandler::Interfaces{
                std::unique_ptr<juce::AccessibilityValueInterface> (new SpokenText (std::move (text))) });
    }

    bool isReadOnly() const override { return true; }
    juce::String getCurrentValueAsString() const override { return current(); }
    void setValueAsString (const juce::String&) override {}

private:
    explicit SpokenText (std::function<juce::String()> text)
        : current (std::move (text))
    {
    }

    std::function<juce::String()> current;
};

} // namespace spikegraph

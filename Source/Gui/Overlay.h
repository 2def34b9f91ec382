#pragma once

#include "Gui/Look.h"

#include <functional>
#include <memory>

namespace spikegraph
{

/// A panel over the rest of the editor, such as the presets. A click beside it, or the escape key, closes it.
/// [message thread]
class Overlay final : public juce::Component
{
public:
    /// Takes all of its parent; the panel gets the bounds (in the parent) that it asks for.
    Overlay (std::unique_ptr<juce::Component> panelToShow,
             std::function<juce::Rectangle<int> (juce::Rectangle<int>)> place);

    std::function<void()> onClose;
    juce::Component& content() { return *panel; }

    void paint (juce::Graphics& graphics) override;
    void resized() override
    {
        panel->setBounds (placement (getLocalBounds()).getIntersection (getLocalBounds().reduced (8)));
    }
    void mouseDown (const juce::MouseEvent&) override { close(); }
    bool keyPressed (const juce::KeyPress& key) override;
    void close();

private:
    std::unique_ptr<juce::Component> panel;
    std::function<juce::Rectangle<int> (juce::Rectangle<int>)> placement;
};

/// The ground of a panel in an overlay.
void paintPanel (juce::Graphics& graphics, const juce::Component& panel);

} // namespace spikegraph

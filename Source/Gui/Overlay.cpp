#include "Gui/Overlay.h"

namespace spikegraph
{

Overlay::Overlay (std::unique_ptr<juce::Component> panelToShow,
                  std::function<juce::Rectangle<int> (juce::Rectangle<int>)> place)
    : panel (std::move (panelToShow))
    , placement (std::move (place))
{
    setFocusContainerType (FocusContainerType::keyboardFocusContainer);
    setWantsKeyboardFocus (true);
    setTitle (panel->getTitle());
    addAndMakeVisible (*panel);
}

void Overlay::paint (juce::Graphics& graphics)
{
    graphics.fillAll (juce::Colours::black.withAlpha (0.35f));
}

bool Overlay::keyPressed (const juce::KeyPress& key)
{
    if (key != juce::KeyPress::escapeKey)
        return false;
    close();
    return true;
}

void Overlay::close()
{
    // It may be deleted by this: later, when no event of its own is on the way.
    juce::MessageManager::callAsync (
        [safe = juce::Component::SafePointer<Overlay> (this)]
        {
            if (safe != nullptr && safe->onClose)
                safe->onClose();
        });
}

void paintPanel (juce::Graphics& graphics, const juce::Component& panel)
{
    const auto& theme = themeOf (panel);
    const auto bounds = panel.getLocalBounds().toFloat().reduced (0.5f);
    graphics.setColour (theme.panel);
    graphics.fillRoundedRectangle (bounds, measures::corner);
    graphics.setColour (theme.line);
    graphics.drawRoundedRectangle (bounds, measures::corner, 1.0f);
}

} // namespace spikegraph

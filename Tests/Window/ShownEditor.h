#pragma once

#include "Gui/PluginWithEditor.h"
#include "Tests/Plugin/PluginHarness.h"

#include <memory>
#include <vector>

namespace spikegraph::test
{

/// Lets messages and timers have their turn. [message thread]
void passTime (double seconds);

/// The editor in a window on the display, of a plugin that plays the bundled speech over and over.
class ShownEditor
{
public:
    explicit ShownEditor (const GraphModel& patch);
    ~ShownEditor();

    Editor& editor() noexcept { return *window; }
    void setSize (int width, int height);
    void close();
    PluginWithEditor& processor() noexcept { return plugin; }

    /// Plays in real time, while messages and timers have their turn.
    void play (double seconds);
    /// What the window shows.
    juce::Image picture() { return window->createComponentSnapshot (window->getLocalBounds()); }
    /// Presses a key, as if in the window.
    void press (const juce::KeyPress& key);
    /// How long the processor has worked so far, in seconds.
    double secondsOfSound() const noexcept { return workedSeconds; }

private:
    PluginWithEditor plugin;
    juce::AudioBuffer<float> sound;
    int position = 0;
    double workedSeconds = 0.0;
    juce::Component frame; ///< the host's
    std::unique_ptr<Editor> window;
};

/// Below a component and visible, in the order of drawing.
std::vector<juce::Component*> visibleBelow (juce::Component& component);

/// The way to a component, for messages: "Editor > MacroStrip > Knob Rate".
std::string pathOf (const juce::Component& component);

} // namespace spikegraph::test

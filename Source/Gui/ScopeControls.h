#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

namespace spikegraph
{

/// A word that can be clicked: no more than its text until it is pointed at or on.
class QuietButton final : public juce::TextButton
{
public:
    QuietButton (const juce::String& word, const juce::String& tip, const juce::String& spokenTitle);

private:
    void paintButton (juce::Graphics& graphics, bool isOver, bool isDown) override;
};

/// How much time a scope shows, in seconds: a wheel, a drag or the arrow keys change it, a click gives a
/// choice.
class WindowLength final : public juce::Slider
{
public:
    WindowLength();

    /// "1.8 s", "50 ms".
    juce::String getTextFromValue (double seconds) override;
    double getValueFromText (const juce::String& text) override;

private:
    void paint (juce::Graphics& graphics) override;
    void mouseUp (const juce::MouseEvent& event) override;
    void mouseEnter (const juce::MouseEvent&) override { repaint(); }
    void mouseExit (const juce::MouseEvent&) override { repaint(); }
    bool keyPressed (const juce::KeyPress& key) override;
    void focusGained (FocusChangeType) override { repaint(); }
    void focusLost (FocusChangeType) override { repaint(); }
    void showChoice();
};

} // namespace spikegraph

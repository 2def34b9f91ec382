#pragma once

#include "Gui/Look.h"

#include <functional>

namespace spikegraph
{

/// A knob with its name and its value, which is always visible. Drag turns it, with shift finely; arrows turn
/// it by a hundredth, with shift by a thousandth; a double click, or the return key, types a value; delete
/// and alt-click reset; a right click opens a menu. Positions are from 0 to 1. [message thread]
class Knob final : public juce::Component
{
public:
    Knob (const juce::String& knobName, const juce::String& tip);
    ~Knob() override;

    std::function<juce::String (double position)> textOf;
    /// A text has been typed: throws for what is no value.
    std::function<void (const juce::String& text)> onType;
    std::function<void (double position)> onTurn;
    std::function<void()> onBegin, onEnd;
    std::function<void()> onReset;
    std::function<juce::PopupMenu()> menu;
    /// A typed text that is no value, with the reason.
    std::function<void (const juce::String& reason)> onRefused;

    enum class Style
    {
        nameBelow, ///< a column: knob, value, name
        nameBeside ///< a row: knob, then name over value
    };
    void setStyle (Style newStyle);
    void setColour (juce::Colour newColour);
    void setKnobName (const juce::String& newName);
    /// Shows a position, without telling anyone.
    void showPosition (double position);
    void setNumSteps (int steps) { numSteps = steps; }
    double position() const { return slider.getValue(); }
    void typeValue();

    void paint (juce::Graphics& graphics) override;
    void resized() override;
    void mouseDown (const juce::MouseEvent& event) override;
    void mouseDoubleClick (const juce::MouseEvent& event) override;

private:
    class Dial final : public juce::Slider
    {
    public:
        explicit Dial (Knob& ownerKnob)
            : owner (ownerKnob)
        {
        }
        juce::String getTextFromValue (double value) override;
        void mouseDown (const juce::MouseEvent& event) override;
        void mouseDoubleClick (const juce::MouseEvent&) override { owner.typeValue(); }
        bool keyPressed (const juce::KeyPress& key) override;
        void focusGained (FocusChangeType) override { repaint(); }
        void focusLost (FocusChangeType) override { repaint(); }

    private:
        Knob& owner;
    };

    void openMenu();
    void turnBy (double amount);
    void finishTyping (bool isTaken);

    juce::String name;
    Style style = Style::nameBelow;
    int numSteps = 0;
    Dial dial;
    juce::Slider& slider;
    juce::Rectangle<int> nameArea, valueArea;
    std::unique_ptr<juce::TextEditor> typing;
};

} // namespace spikegraph

#pragma once

#include "Graph/NodeType.h"
#include "Plot/Fonts.h"
#include "Plot/Theme.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace spikegraph
{

/// The editor's measures, in pixels at a scale of 1: three sizes of text, and a grid.
namespace measures
{
constexpr float smallText = 11.5f, text = 13.0f, headingText = 15.0f;
constexpr int grid = 8;
constexpr float corner = 8.0f;
} // namespace measures

/// The editor's colours and shapes.
class Look final : public juce::LookAndFeel_V4
{
public:
    explicit Look (const Theme& themeToUse) { setTheme (themeToUse); }

    void setTheme (const Theme& newTheme);
    const Theme& theme() const noexcept { return current; }

    juce::Font getTextButtonFont (juce::TextButton&, int) override { return textFont (measures::text); }
    juce::Font getLabelFont (juce::Label& label) override { return label.getFont(); }
    juce::Font getComboBoxFont (juce::ComboBox&) override { return textFont (measures::text); }
    juce::Font getPopupMenuFont() override { return textFont (measures::text); }

    void drawButtonBackground (juce::Graphics&, juce::Button&, const juce::Colour&, bool isOver,
                               bool isDown) override;
    void drawButtonText (juce::Graphics&, juce::TextButton&, bool isOver, bool isDown) override;
    void drawToggleButton (juce::Graphics&, juce::ToggleButton&, bool isOver, bool isDown) override;
    void drawComboBox (juce::Graphics&, int width, int height, bool isDown, int, int, int, int,
                       juce::ComboBox&) override;
    void drawLinearSlider (juce::Graphics&, int x, int y, int width, int height, float position, float, float,
                           juce::Slider::SliderStyle, juce::Slider&) override;
    void drawRotarySlider (juce::Graphics&, int x, int y, int width, int height, float position, float start,
                           float end, juce::Slider&) override;
    int getSliderThumbRadius (juce::Slider&) override { return 7; }
    void drawPopupMenuBackground (juce::Graphics&, int width, int height) override;
    void fillTextEditorBackground (juce::Graphics&, int width, int height, juce::TextEditor&) override;
    void drawTextEditorOutline (juce::Graphics&, int width, int height, juce::TextEditor&) override;
    void drawTooltip (juce::Graphics&, const juce::String& tip, int width, int height) override;
    juce::Rectangle<int> getTooltipBounds (const juce::String& tip, juce::Point<int> position,
                                           juce::Rectangle<int> parentArea) override;
    void drawScrollbar (juce::Graphics&, juce::ScrollBar&, int x, int y, int width, int height,
                        bool isVertical, int thumbStart, int thumbSize, bool isOver, bool isDown) override;
    int getDefaultScrollbarWidth() override { return 8; }

private:
    Theme current;
};

/// The theme of the Look that a component has. [message thread]
const Theme& themeOf (const juce::Component& component);

juce::Colour colourOf (SignalKind kind, const Theme& theme);

/// A ring around what has the keyboard's focus.
void drawFocus (juce::Graphics& graphics, juce::Rectangle<float> bounds, const Theme& theme);

} // namespace spikegraph

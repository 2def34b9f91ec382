#include "Gui/Look.h"

namespace spikegraph
{
namespace
{

using namespace measures;

juce::TextLayout layoutTooltip (const juce::String& text, juce::Colour colour)
{
    juce::AttributedString attributed;
    attributed.setJustification (juce::Justification::centredLeft);
    attributed.append (text, textFont (smallText + 1.0f), colour);
    juce::TextLayout layout;
    layout.createLayout (attributed, 320.0f);
    return layout;
}

} // namespace

void Look::setTheme (const Theme& newTheme)
{
    current = newTheme;
    setColourScheme ({ current.ground, current.panel, current.raised, current.line, current.text,
                       current.raised, current.ground, current.audio, current.text });
    const auto& t = current;
    setColour (juce::ResizableWindow::backgroundColourId, t.ground);
    setColour (juce::DocumentWindow::textColourId, t.text);
    setColour (juce::TextButton::buttonColourId, t.raised);
    setColour (juce::TextButton::buttonOnColourId, t.line);
    setColour (juce::TextButton::textColourOffId, t.text);
    setColour (juce::TextButton::textColourOnId, t.text);
    setColour (juce::Label::textColourId, t.text);
    setColour (juce::ComboBox::backgroundColourId, t.ground);
    setColour (juce::ComboBox::outlineColourId, t.line);
    setColour (juce::ComboBox::textColourId, t.text);
    setColour (juce::ComboBox::arrowColourId, t.muted);
    setColour (juce::TextEditor::backgroundColourId, t.ground);
    setColour (juce::TextEditor::textColourId, t.text);
    setColour (juce::TextEditor::outlineColourId, t.line);
    setColour (juce::TextEditor::focusedOutlineColourId, t.audio);
    setColour (juce::TextEditor::highlightColourId, t.audio.withAlpha (0.35f));
    setColour (juce::TextEditor::highlightedTextColourId, t.text);
    setColour (juce::CaretComponent::caretColourId, t.audio);
    setColour (juce::Slider::rotarySliderFillColourId, t.audio);
    setColour (juce::Slider::trackColourId, t.audio);
    setColour (juce::Slider::thumbColourId, t.text);
    setColour (juce::ListBox::backgroundColourId, t.panel);
    setColour (juce::ListBox::textColourId, t.text);
    setColour (juce::PopupMenu::backgroundColourId, t.raised);
    setColour (juce::PopupMenu::textColourId, t.text);
    setColour (juce::PopupMenu::headerTextColourId, t.muted);
    setColour (juce::PopupMenu::highlightedBackgroundColourId, t.line);
    setColour (juce::PopupMenu::highlightedTextColourId, t.text);
    setColour (juce::TooltipWindow::textColourId, t.text);
    setColour (juce::ScrollBar::thumbColourId, t.line);
}

void Look::drawButtonBackground (juce::Graphics& g, juce::Button& button, const juce::Colour& base,
                                 bool isOver, bool isDown)
{
    const auto bounds = button.getLocalBounds().toFloat().reduced (0.5f);
    auto fill = button.getToggleState() ? button.findColour (juce::TextButton::buttonOnColourId) : base;
    if (isDown || isOver)
        fill = fill.interpolatedWith (current.text, isDown ? 0.16f : 0.07f);
    g.setColour (fill.withMultipliedAlpha (button.isEnabled() ? 1.0f : 0.5f));
    g.fillRoundedRectangle (bounds, corner - 2.0f);
    g.setColour (current.line);
    g.drawRoundedRectangle (bounds, corner - 2.0f, 1.0f);
    if (button.hasKeyboardFocus (false))
        drawFocus (g, bounds, current);
}

void Look::drawButtonText (juce::Graphics& g, juce::TextButton& button, bool, bool)
{
    g.setFont (getTextButtonFont (button, button.getHeight()));
    g.setColour (button
                     .findColour (button.getToggleState() ? juce::TextButton::textColourOnId
                                                          : juce::TextButton::textColourOffId)
                     .withMultipliedAlpha (button.isEnabled() ? 1.0f : 0.4f));
    g.drawText (button.getButtonText(), button.getLocalBounds().reduced (4, 0), juce::Justification::centred,
                true);
}

void Look::drawToggleButton (juce::Graphics& g, juce::ToggleButton& button, bool isOver, bool)
{
    auto bounds = button.getLocalBounds().toFloat();
    const auto box = bounds.removeFromLeft (bounds.getHeight()).withSizeKeepingCentre (14.0f, 14.0f);
    g.setColour (button.getToggleState() ? current.audio : current.ground);
    g.fillRoundedRectangle (box, 4.0f);
    g.setColour (isOver ? current.muted : current.line);
    g.drawRoundedRectangle (box, 4.0f, 1.0f);
    if (button.getToggleState())
    {
        juce::Path tick;
        tick.startNewSubPath (box.getX() + 3.5f, box.getCentreY());
        tick.lineTo (box.getX() + 6.0f, box.getBottom() - 4.0f);
        tick.lineTo (box.getRight() - 3.0f, box.getY() + 4.0f);
        g.setColour (current.ground);
        g.strokePath (tick, juce::PathStrokeType (1.6f));
    }
    g.setColour (current.text);
    g.setFont (textFont (measures::text));
    g.drawText (button.getButtonText(), bounds, juce::Justification::centredLeft, true);
    if (button.hasKeyboardFocus (false))
        drawFocus (g, button.getLocalBounds().toFloat().reduced (0.5f), current);
}

void Look::drawComboBox (juce::Graphics& g, int width, int height, bool, int, int, int, int,
                         juce::ComboBox& box)
{
    const auto bounds = juce::Rectangle<int> (width, height).toFloat().reduced (0.5f);
    g.setColour (box.findColour (juce::ComboBox::backgroundColourId));
    g.fillRoundedRectangle (bounds, corner - 2.0f);
    g.setColour (box.findColour (juce::ComboBox::outlineColourId));
    g.drawRoundedRectangle (bounds, corner - 2.0f, 1.0f);
    const auto x = bounds.getRight() - 14.0f, y = bounds.getCentreY();
    juce::Path arrow;
    arrow.startNewSubPath (x - 4.0f, y - 2.0f);
    arrow.lineTo (x, y + 2.0f);
    arrow.lineTo (x + 4.0f, y - 2.0f);
    g.setColour (current.muted);
    g.strokePath (arrow, juce::PathStrokeType (1.5f));
    if (box.hasKeyboardFocus (true))
        drawFocus (g, bounds, current);
}

void Look::drawLinearSlider (juce::Graphics& g, int x, int y, int width, int height, float position, float,
                             float, juce::Slider::SliderStyle style, juce::Slider& slider)
{
    const auto area = juce::Rectangle<int> (x, y, width, height).toFloat();
    const auto alpha = slider.isEnabled() ? 1.0f : 0.4f;
    const bool isHorizontal = style != juce::Slider::LinearVertical;
    const auto track = isHorizontal ? area.withSizeKeepingCentre (area.getWidth(), 4.0f)
                                    : area.withSizeKeepingCentre (4.0f, area.getHeight());
    g.setColour (current.line.withMultipliedAlpha (alpha));
    g.fillRoundedRectangle (track, 2.0f);
    g.setColour (slider.findColour (juce::Slider::trackColourId).withMultipliedAlpha (alpha));
    g.fillRoundedRectangle (isHorizontal ? track.withRight (position) : track.withTop (position), 2.0f);
    const auto centre = isHorizontal ? juce::Point<float> (position, area.getCentreY())
                                     : juce::Point<float> (area.getCentreX(), position);
    g.setColour (slider.findColour (juce::Slider::thumbColourId).withMultipliedAlpha (alpha));
    g.fillEllipse (juce::Rectangle<float> (12.0f, 12.0f).withCentre (centre));
    if (slider.hasKeyboardFocus (true))
        drawFocus (g, slider.getLocalBounds().toFloat().reduced (0.5f), current);
}

void Look::drawRotarySlider (juce::Graphics& g, int x, int y, int width, int height, float position,
                             float start, float end, juce::Slider& slider)
{
    const auto alpha = slider.isEnabled() ? 1.0f : 0.4f;
    const auto area = juce::Rectangle<int> (x, y, width, height).toFloat();
    const auto centre = area.getCentre();
    const auto radius = std::min (area.getWidth(), area.getHeight()) * 0.5f - 3.0f;
    const auto angle = start + position * (end - start);
    const juce::PathStrokeType stroke (4.0f, juce::PathStrokeType::curved, juce::PathStrokeType::rounded);
    juce::Path whole, part;
    whole.addCentredArc (centre.x, centre.y, radius, radius, 0.0f, start, end, true);
    g.setColour (current.line.withMultipliedAlpha (alpha));
    g.strokePath (whole, stroke);
    if (angle > start + 0.01f)
    {
        part.addCentredArc (centre.x, centre.y, radius, radius, 0.0f, start, angle, true);
        g.setColour (slider.findColour (juce::Slider::rotarySliderFillColourId).withMultipliedAlpha (alpha));
        g.strokePath (part, stroke);
    }
    g.setColour (current.text.withMultipliedAlpha (alpha));
    g.drawLine ({ centre.getPointOnCircumference (radius * 0.32f, angle),
                  centre.getPointOnCircumference (radius * 0.68f, angle) },
                2.0f);
    if (slider.hasKeyboardFocus (true))
        drawFocus (g, slider.getLocalBounds().toFloat().reduced (0.5f), current);
}

void Look::drawPopupMenuBackground (juce::Graphics& g, int width, int height)
{
    g.fillAll (current.raised);
    g.setColour (current.line);
    g.drawRect (0, 0, width, height);
}

void Look::fillTextEditorBackground (juce::Graphics& g, int width, int height, juce::TextEditor& editor)
{
    g.setColour (editor.findColour (juce::TextEditor::backgroundColourId));
    g.fillRoundedRectangle (juce::Rectangle<int> (width, height).toFloat().reduced (0.5f), corner - 2.0f);
}

void Look::drawTextEditorOutline (juce::Graphics& g, int width, int height, juce::TextEditor& editor)
{
    const bool hasFocus = editor.hasKeyboardFocus (true);
    g.setColour (hasFocus ? current.audio : current.line);
    g.drawRoundedRectangle (juce::Rectangle<int> (width, height).toFloat().reduced (0.5f), corner - 2.0f,
                            hasFocus ? 1.5f : 1.0f);
}

void Look::drawTooltip (juce::Graphics& g, const juce::String& tip, int width, int height)
{
    const auto bounds = juce::Rectangle<int> (width, height).toFloat();
    g.setColour (current.raised);
    g.fillRect (bounds);
    g.setColour (current.line);
    g.drawRect (bounds, 1.0f);
    layoutTooltip (tip, current.text).draw (g, bounds.reduced (8.0f, 5.0f));
}

juce::Rectangle<int> Look::getTooltipBounds (const juce::String& tip, juce::Point<int> position,
                                             juce::Rectangle<int> parentArea)
{
    const auto layout = layoutTooltip (tip, current.text);
    const auto width = static_cast<int> (layout.getWidth()) + 18,
               height = static_cast<int> (layout.getHeight()) + 12;
    return juce::Rectangle<int> (
               position.x > parentArea.getCentreX() ? position.x - (width + 12) : position.x + 24,
               position.y > parentArea.getCentreY() ? position.y - (height + 6) : position.y + 6, width,
               height)
        .constrainedWithin (parentArea);
}

void Look::drawScrollbar (juce::Graphics& g, juce::ScrollBar& bar, int x, int y, int width, int height,
                          bool isVertical, int thumbStart, int thumbSize, bool isOver, bool isDown)
{
    if (thumbSize <= 0)
        return;
    const auto thumb = (isVertical ? juce::Rectangle<int> (x, thumbStart, width, thumbSize)
                                   : juce::Rectangle<int> (thumbStart, y, thumbSize, height))
                           .toFloat()
                           .reduced (2.0f);
    g.setColour (isOver || isDown ? current.muted : bar.findColour (juce::ScrollBar::thumbColourId));
    g.fillRoundedRectangle (thumb, 2.0f);
}

const Theme& themeOf (const juce::Component& component)
{
    if (const auto* look = dynamic_cast<const Look*> (&component.getLookAndFeel()))
        return look->theme();
    static const auto theme = Theme::dark();
    return theme;
}

juce::Colour colourOf (SignalKind kind, const Theme& theme)
{
    switch (kind)
    {
        case SignalKind::spikes:
            return theme.spikes;
        case SignalKind::control:
            return theme.rate;
        case SignalKind::midi:
            return theme.midi;
        case SignalKind::audio:
            break;
    }
    return theme.audio;
}

void drawFocus (juce::Graphics& graphics, juce::Rectangle<float> bounds, const Theme& theme)
{
    graphics.setColour (theme.text.withAlpha (0.8f));
    graphics.drawRoundedRectangle (bounds, measures::corner - 2.0f, 1.5f);
}

} // namespace spikegraph

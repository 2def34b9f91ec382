#include "Gui/ScopeControls.h"

#include "Gui/Look.h"
#include "Gui/ScopePicture.h"

namespace spikegraph
{
namespace
{

void paintWord (juce::Graphics& g, const juce::Component& component, const juce::String& text,
                const juce::Font& font, bool isOn, bool isOver, bool isDown)
{
    const auto& theme = themeOf (component);
    const auto bounds = component.getLocalBounds().toFloat().reduced (0.5f);
    if (isOn || isOver || isDown)
    {
        g.setColour (isDown ? theme.line : theme.raised);
        g.fillRoundedRectangle (bounds, measures::corner - 2.0f);
    }
    if (isOn)
    {
        g.setColour (theme.line);
        g.drawRoundedRectangle (bounds, measures::corner - 2.0f, 1.0f);
    }
    g.setFont (font);
    g.setColour ((isOn || isOver ? theme.text : theme.muted)
                     .withMultipliedAlpha (component.isEnabled() ? 1.0f : 0.4f));
    g.drawText (text, component.getLocalBounds(), juce::Justification::centred, false);
    if (component.hasKeyboardFocus (true))
        drawFocus (g, bounds, theme);
}

} // namespace

QuietButton::QuietButton (const juce::String& word, const juce::String& tip, const juce::String& spokenTitle)
    : juce::TextButton (word)
{
    setTooltip (tip);
    setTitle (spokenTitle);
    setWantsKeyboardFocus (true);
    setMouseClickGrabsKeyboardFocus (false);
}

void QuietButton::paintButton (juce::Graphics& g, bool isOver, bool isDown)
{
    paintWord (g, *this, getButtonText(), textFont (measures::text), getToggleState(), isOver, isDown);
}

WindowLength::WindowLength()
    : juce::Slider (juce::Slider::RotaryHorizontalVerticalDrag, juce::Slider::NoTextBox)
{
    const auto logarithmic = [] (double low, double high, double share)
    { return low * std::pow (high / low, share); };
    const auto share = [] (double low, double high, double value)
    { return std::log (value / low) / std::log (high / low); };
    setNormalisableRange (
        { ScopePicture::shortestSeconds, ScopePicture::longestSeconds, logarithmic, share });
    setValue (1.8, juce::dontSendNotification);
    setTooltip ("How much time is shown, 0.05 to 10 s: turn the wheel, drag, or click for a choice.");
    setTitle ("Shown time");
    setWantsKeyboardFocus (true);
    setMouseClickGrabsKeyboardFocus (false);
}

juce::String WindowLength::getTextFromValue (double seconds)
{
    return seconds < 0.9995 ? juce::String (juce::roundToInt (seconds * 1000.0)) + " ms"
                            : juce::String (seconds, seconds < 9.95 ? 1 : 0) + " s";
}

double WindowLength::getValueFromText (const juce::String& text)
{
    return text.getDoubleValue() * (text.containsIgnoreCase ("ms") ? 0.001 : 1.0);
}

void WindowLength::paint (juce::Graphics& g)
{
    paintWord (g, *this, getTextFromValue (getValue()), numberFont (measures::text - 0.5f), false,
               isMouseOverOrDragging(), isMouseButtonDown());
}

void WindowLength::mouseUp (const juce::MouseEvent& event)
{
    juce::Slider::mouseUp (event);
    repaint();
    if (event.mouseWasClicked())
        showChoice();
}

bool WindowLength::keyPressed (const juce::KeyPress& key)
{
    const auto step = [this] (double direction)
    {
        setValue (proportionOfLengthToValue (
            juce::jlimit (0.0, 1.0, valueToProportionOfLength (getValue()) + 0.04 * direction)));
        return true;
    };
    if (key == juce::KeyPress::returnKey || key == juce::KeyPress::spaceKey)
    {
        showChoice();
        return true;
    }
    if (key == juce::KeyPress::upKey || key == juce::KeyPress::rightKey)
        return step (1.0);
    if (key == juce::KeyPress::downKey || key == juce::KeyPress::leftKey)
        return step (-1.0);
    return false;
}

void WindowLength::showChoice()
{
    static constexpr double choices[] = { 0.05, 0.1, 0.2, 0.5, 1.0, 1.8, 5.0, 10.0 };
    juce::PopupMenu menu;
    int number = 0;
    for (const auto choice : choices)
        menu.addItem (++number, getTextFromValue (choice), true,
                      getTextFromValue (choice) == getTextFromValue (getValue()));
    menu.showMenuAsync (juce::PopupMenu::Options().withTargetComponent (this),
                        [self = SafePointer<WindowLength> (this)] (int chosen)
                        {
                            if (self != nullptr && chosen > 0)
                                self->setValue (choices[chosen - 1]);
                        });
}

} // namespace spikegraph

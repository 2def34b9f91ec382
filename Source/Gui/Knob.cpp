#include "Gui/Knob.h"

#include <algorithm>

namespace spikegraph
{

Knob::Knob (const juce::String& knobName, const juce::String& tip)
    : name (knobName)
    , dial (*this)
    , slider (dial)
{
    slider.setSliderStyle (juce::Slider::RotaryHorizontalVerticalDrag);
    slider.setTextBoxStyle (juce::Slider::NoTextBox, true, 0, 0);
    slider.setRange (0.0, 1.0);
    slider.setRotaryParameters (juce::MathConstants<float>::pi * 1.2f, juce::MathConstants<float>::pi * 2.8f,
                                true);
    slider.setMouseDragSensitivity (260);
    slider.setVelocityModeParameters (0.25, 1, 0.0, true, juce::ModifierKeys::shiftModifier);
    slider.setScrollWheelEnabled (false);
    slider.setWantsKeyboardFocus (true);
    slider.setTitle (name);
    slider.setTooltip (tip);
    slider.onValueChange = [this]
    {
        if (onTurn)
            onTurn (slider.getValue());
        repaint();
    };
    slider.onDragStart = [this]
    {
        if (onBegin)
            onBegin();
    };
    slider.onDragEnd = [this]
    {
        if (onEnd)
            onEnd();
    };
    addAndMakeVisible (slider);
}

Knob::~Knob() = default;

void Knob::setStyle (Style newStyle)
{
    style = newStyle;
    resized();
}

void Knob::setColour (juce::Colour newColour)
{
    slider.setColour (juce::Slider::rotarySliderFillColourId, newColour);
}

void Knob::setKnobName (const juce::String& newName)
{
    if (name == newName)
        return;
    name = newName;
    slider.setTitle (name);
    repaint();
}

void Knob::showPosition (double position)
{
    slider.setValue (position, juce::dontSendNotification);
    repaint();
}

void Knob::resized()
{
    auto area = getLocalBounds();
    if (style == Style::nameBelow)
    {
        slider.setBounds (
            area.removeFromTop (std::max (24, area.getHeight() - 36)).withSizeKeepingCentre (52, 52));
        valueArea = area.removeFromTop (18);
        nameArea = area.removeFromTop (17);
    }
    else
    {
        slider.setBounds (area.removeFromLeft (area.getHeight()).reduced (2));
        area.removeFromLeft (4);
        const auto rows = area.withSizeKeepingCentre (area.getWidth(), 38);
        nameArea = rows.withHeight (19);
        valueArea = rows.withTop (nameArea.getBottom());
    }
    if (typing != nullptr)
        typing->setBounds (valueArea.withSizeKeepingCentre (valueArea.getWidth(), 22));
}

void Knob::paint (juce::Graphics& graphics)
{
    const auto& theme = themeOf (*this);
    const auto justification =
        style == Style::nameBelow ? juce::Justification::centred : juce::Justification::centredLeft;
    graphics.setFont (style == Style::nameBelow ? textFont (measures::smallText)
                                                : headingFont (measures::text));
    graphics.setColour (style == Style::nameBelow ? theme.muted : theme.text);
    graphics.drawFittedText (name, nameArea, justification, 1, 0.8f);
    graphics.setFont (numberFont (measures::smallText));
    graphics.setColour (style == Style::nameBelow ? theme.text : theme.muted);
    graphics.drawFittedText (slider.getTextFromValue (slider.getValue()), valueArea, justification, 1, 0.8f);
}

void Knob::mouseDown (const juce::MouseEvent& event)
{
    if (event.mods.isPopupMenu())
        openMenu();
}

void Knob::mouseDoubleClick (const juce::MouseEvent&)
{
    typeValue();
}

void Knob::openMenu()
{
    if (!menu)
        return;
    auto items = menu();
    items.setLookAndFeel (&getLookAndFeel());
    items.showMenuAsync (juce::PopupMenu::Options().withTargetComponent (slider));
}

void Knob::turnBy (double amount)
{
    const auto step = numSteps > 1 ? std::max (std::abs (amount), 1.0 / (numSteps - 1)) : std::abs (amount);
    if (onBegin)
        onBegin();
    slider.setValue (slider.getValue() + (amount < 0.0 ? -step : step), juce::sendNotificationSync);
    if (onEnd)
        onEnd();
}

void Knob::typeValue()
{
    typing = std::make_unique<juce::TextEditor>();
    typing->setTitle (name + " value");
    typing->setFont (numberFont (measures::text));
    typing->setJustification (juce::Justification::centred);
    typing->setText (slider.getTextFromValue (slider.getValue()), false);
    typing->selectAll();
    addAndMakeVisible (*typing);
    resized();
    const auto finish = [safe = juce::Component::SafePointer<Knob> (this)] (bool isTaken)
    {
        juce::MessageManager::callAsync (
            [safe, isTaken]
            {
                if (safe != nullptr)
                    safe->finishTyping (isTaken);
            });
    };
    typing->onReturnKey = [finish] { finish (true); };
    typing->onEscapeKey = [finish] { finish (false); };
    typing->onFocusLost = [finish] { finish (true); };
    typing->grabKeyboardFocus();
}

void Knob::finishTyping (bool isTaken)
{
    if (typing == nullptr)
        return;
    const auto editor = std::move (typing);
    const auto typed = editor->getText();
    slider.grabKeyboardFocus();
    if (!isTaken || !onType || typed == slider.getTextFromValue (slider.getValue()))
        return;
    try
    {
        onType (typed);
        repaint();
    }
    catch (const std::exception& error)
    {
        if (onRefused)
            onRefused (juce::String::fromUTF8 (error.what()));
    }
}

//==================================================================================================

juce::String Knob::Dial::getTextFromValue (double value)
{
    return owner.textOf ? owner.textOf (value) : juce::String (value, 2);
}

void Knob::Dial::mouseDown (const juce::MouseEvent& event)
{
    if (event.mods.isPopupMenu())
        return owner.openMenu();
    if (event.mods.isAltDown())
    {
        if (owner.onReset)
            owner.onReset();
        return;
    }
    grabKeyboardFocus();
    Slider::mouseDown (event);
}

bool Knob::Dial::keyPressed (const juce::KeyPress& key)
{
    using Key = juce::KeyPress;
    const auto modifiers = key.getModifiers();
    if (modifiers.isCommandDown() || modifiers.isAltDown() || modifiers.isCtrlDown())
        return false;
    const auto step = modifiers.isShiftDown() ? 0.001 : 0.01;
    const auto code = key.getKeyCode();
    if (code == Key::upKey || code == Key::rightKey)
        owner.turnBy (step);
    else if (code == Key::downKey || code == Key::leftKey)
        owner.turnBy (-step);
    else if (code == Key::pageUpKey)
        owner.turnBy (0.1);
    else if (code == Key::pageDownKey)
        owner.turnBy (-0.1);
    else if (code == Key::homeKey)
        owner.turnBy (-1.0);
    else if (code == Key::endKey)
        owner.turnBy (1.0);
    else if (code == Key::returnKey)
        owner.typeValue();
    else if ((code == Key::deleteKey || code == Key::backspaceKey) && owner.onReset)
        owner.onReset();
    else if (code == Key::F10Key && modifiers.isShiftDown())
        owner.openMenu();
    else
        return false;
    return true;
}

} // namespace spikegraph

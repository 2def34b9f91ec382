#include "Gui/AskPanel.h"

namespace spikegraph
{

AskPanel::AskPanel (Question questionToAsk)
    : question (std::move (questionToAsk))
{
    setTitle (question.title);
    setDescription (question.text);
    field.setTitle (question.title);
    field.setFont (textFont (measures::text));
    field.setIndents (10, 6);
    field.setEscapeAndReturnKeysConsumed (false);
    field.onReturnKey = [this] { acceptAnswer(); };
    addChildComponent (field);
    field.setVisible (question.answer.has_value());
    if (question.answer)
        field.setText (*question.answer, false);
    accept.setButtonText (question.accept);
    accept.onClick = [this] { acceptAnswer(); };
    cancel.onClick = [this] { onDone(); };
    for (auto* button : { &accept, &cancel })
    {
        button->setTitle (button->getButtonText());
        addAndMakeVisible (button);
    }
}

void AskPanel::begin()
{
    if (!question.answer)
        return accept.grabKeyboardFocus();
    field.grabKeyboardFocus();
    field.selectAll();
}

void AskPanel::acceptAnswer()
{
    // Closing comes first, as what is done then may ask again.
    onDone();
    question.onAccept (field.getText().trim());
}

void AskPanel::paint (juce::Graphics& graphics)
{
    paintPanel (graphics, *this);
    const auto& theme = themeOf (*this);
    auto area = getLocalBounds().reduced (16, 12);
    graphics.setColour (theme.text);
    graphics.setFont (headingFont (measures::headingText));
    graphics.drawText (question.title, area.removeFromTop (24), juce::Justification::centredLeft, true);
    graphics.setColour (theme.muted);
    graphics.setFont (textFont (measures::text));
    graphics.drawFittedText (question.text, area.removeFromTop (22), juce::Justification::centredLeft, 1);
}

void AskPanel::resized()
{
    auto area = getLocalBounds().reduced (16, 14);
    auto buttons = area.removeFromBottom (30);
    accept.setBounds (buttons.removeFromRight (96));
    buttons.removeFromRight (8);
    cancel.setBounds (buttons.removeFromRight (80));
    area.removeFromBottom (12);
    field.setBounds (area.removeFromBottom (32));
}

} // namespace spikegraph

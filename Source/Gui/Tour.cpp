#include "Gui/Tour.h"

namespace spikegraph
{

Tour::Tour (std::vector<Step> stepsToShow)
    : steps (std::move (stepsToShow))
{
    setTitle ("Tour");
    setFocusContainerType (FocusContainerType::keyboardFocusContainer);
    skip.setButtonText ("Skip");
    skip.setTitle ("Skip the tour");
    skip.setTooltip ("Closes the tour for good. The menu shows it again.");
    skip.onClick = [this] { onDone(); };
    next.onClick = [this]
    {
        if (current + 1 == static_cast<int> (steps.size()))
            onDone();
        else
            show (current + 1);
    };
    addAndMakeVisible (skip);
    addAndMakeVisible (next);
}

void Tour::show (int step)
{
    current = step;
    const bool isLast = current + 1 == static_cast<int> (steps.size());
    next.setButtonText (isLast ? "Done" : "Next");
    next.setTitle (isLast ? "End the tour" : "Next step of the tour");
    skip.setVisible (!isLast);
    const auto target = steps[static_cast<std::size_t> (current)].target();
    const auto size = juce::Rectangle<int> (300, 132);
    // Beside, above or below, where there is room.
    const auto area = getLocalBounds().reduced (12);
    auto place = size.withPosition (target.getCentreX() - size.getWidth() / 2, target.getBottom() + 14);
    if (place.getBottom() > area.getBottom())
        place.setY (target.getY() - size.getHeight() - 14);
    if (place.getY() < area.getY())
        place = size.withCentre (target.getCentre());
    card = place.constrainedWithin (area);
    auto buttons = card.reduced (14).removeFromBottom (28);
    next.setBounds (buttons.removeFromRight (76));
    buttons.removeFromRight (8);
    skip.setBounds (buttons.removeFromRight (60));
    setDescription (steps[static_cast<std::size_t> (current)].text);
    repaint();
}

void Tour::resized()
{
    show (current);
}

bool Tour::keyPressed (const juce::KeyPress& key)
{
    if (key != juce::KeyPress::escapeKey)
        return false;
    onDone();
    return true;
}

void Tour::paint (juce::Graphics& graphics)
{
    const auto& theme = themeOf (*this);
    const auto& step = steps[static_cast<std::size_t> (current)];
    graphics.setColour (theme.spikes);
    graphics.drawRoundedRectangle (step.target().toFloat().reduced (1.0f), measures::corner, 2.0f);
    graphics.setColour (theme.raised);
    graphics.fillRoundedRectangle (card.toFloat(), measures::corner);
    graphics.setColour (theme.spikes);
    graphics.drawRoundedRectangle (card.toFloat().reduced (0.5f), measures::corner, 1.0f);
    auto area = card.reduced (16, 14);
    graphics.setColour (theme.text);
    graphics.setFont (headingFont (measures::headingText));
    graphics.drawText (step.title, area.removeFromTop (22), juce::Justification::centredLeft, true);
    juce::AttributedString text;
    text.append (step.text, textFont (measures::text), theme.text);
    text.draw (graphics, area.withTrimmedBottom (34).toFloat());
    graphics.setColour (theme.muted);
    graphics.setFont (numberFont (measures::smallText));
    graphics.drawText (juce::String (current + 1) + " / " + juce::String (steps.size()),
                       area.removeFromBottom (28), juce::Justification::centredLeft, false);
}

} // namespace spikegraph

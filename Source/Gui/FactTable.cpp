#include "Gui/FactTable.h"

#include "Gui/SpokenText.h"

namespace spikegraph
{

FactTable::FactTable()
{
    setTitle ("Figures");
}

void FactTable::show (std::vector<Fact> newFacts)
{
    for (std::size_t i = 0; i < std::max (facts.size(), newFacts.size()); ++i)
        if (i >= facts.size() || i >= newFacts.size() || !(facts[i] == newFacts[i]))
            repaint (0, static_cast<int> (i) * rowHeight, getWidth(), rowHeight);
    facts = std::move (newFacts);
}

void FactTable::paint (juce::Graphics& graphics)
{
    const auto& theme = themeOf (*this);
    auto area = getLocalBounds();
    for (const auto& fact : facts)
    {
        auto row = area.removeFromTop (rowHeight);
        graphics.setColour (theme.line.withAlpha (0.6f));
        graphics.fillRect (row.removeFromBottom (1));
        graphics.setColour (theme.text);
        graphics.setFont (numberFont (measures::smallText));
        const auto width =
            std::min (row.getWidth() * 2 / 3,
                      juce::roundToInt (widthOf (numberFont (measures::smallText), fact.value)) + 6);
        graphics.drawFittedText (fact.value, row.removeFromRight (width), juce::Justification::centredRight,
                                 1, 0.8f);
        graphics.setColour (theme.muted);
        graphics.setFont (textFont (measures::smallText));
        graphics.drawFittedText (fact.name, row, juce::Justification::centredLeft, 1, 0.8f);
    }
}

std::unique_ptr<juce::AccessibilityHandler> FactTable::createAccessibilityHandler()
{
    return SpokenText::of (*this, juce::AccessibilityRole::staticText,
                           [this]
                           {
                               juce::StringArray lines;
                               for (const auto& fact : facts)
                                   lines.add (fact.name + " " + fact.value);
                               return lines.joinIntoString (", ");
                           });
}

} // namespace spikegraph

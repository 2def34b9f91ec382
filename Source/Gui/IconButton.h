#pragma once

#include "Gui/Look.h"

namespace spikegraph
{

/// A button with a drawn icon and a name that screen readers and tooltips say. [message thread]
class IconButton final : public juce::Button
{
public:
    /// The icon lies in a square of 24 by 24.
    IconButton (const juce::String& buttonName, const juce::String& tip, const juce::Path& iconToDraw,
                bool isFilled = false);

    void setIconColour (std::optional<juce::Colour> newColour);
    void paintButton (juce::Graphics& graphics, bool isOver, bool isDown) override;

private:
    juce::Path icon;
    bool filled;
    std::optional<juce::Colour> colour;
};

namespace icons
{
juce::Path previous();
juce::Path next();
juce::Path star();
juce::Path undo();
juce::Path redo();
juce::Path menu();
juce::Path plus();
juce::Path sidebar (bool isRight);
/// The product's own: a spike on a line.
juce::Path spike();
} // namespace icons

} // namespace spikegraph

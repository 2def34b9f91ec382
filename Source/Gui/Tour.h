#pragma once

#include "Gui/Look.h"

#include <functional>

namespace spikegraph
{

/// Three cards that point at what to try first. [message thread]
class Tour final : public juce::Component
{
public:
    struct Step
    {
        juce::String title, text;
        /// What it points at, in the parent.
        std::function<juce::Rectangle<int>()> target;
    };

    explicit Tour (std::vector<Step> stepsToShow);

    /// Whether it is not to be shown again.
    std::function<void()> onDone;

    void paint (juce::Graphics& graphics) override;
    void resized() override;
    bool hitTest (int x, int y) override { return card.contains (x, y); }
    bool keyPressed (const juce::KeyPress& key) override;

private:
    void show (int step);

    std::vector<Step> steps;
    int current = 0;
    juce::Rectangle<int> card;
    juce::TextButton next, skip;
};

} // namespace spikegraph

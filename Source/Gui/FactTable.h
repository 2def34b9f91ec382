#pragma once

#include "Gui/Look.h"

#include <vector>

namespace spikegraph
{

/// Names and values in rows, such as "Measured rate 41.3 Hz". [message thread]
class FactTable final : public juce::Component
{
public:
    struct Fact
    {
        juce::String name, value;
        bool operator== (const Fact&) const = default;
    };

    static constexpr int rowHeight = 22;

    FactTable();
    /// Repaints the rows that have changed.
    void show (std::vector<Fact> newFacts);
    int wantedHeight() const { return static_cast<int> (facts.size()) * rowHeight; }

    void paint (juce::Graphics& graphics) override;
    std::unique_ptr<juce::AccessibilityHandler> createAccessibilityHandler() override;

private:
    std::vector<Fact> facts;
};

} // namespace spikegraph

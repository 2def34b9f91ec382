#pragma once

#include "Plot/SpikeSummary.h"
#include "Plot/Theme.h"

#include <vector>

namespace spikegraph
{

/// Bars side by side, with an axis below.
struct BarChart
{
    struct Mark
    {
        double position = 0.0; ///< in bars from the left
        juce::String label{};
    };

    juce::String title{}, axis{}, unit{}; ///< unit is the bars'
    std::vector<double> bars{};
    std::vector<Mark> marks{};
    juce::Colour Theme::*colour = &Theme::rate;
};

BarChart chartOfUnitRates (const SpikeSummary& summary);
BarChart chartOfIntervals (const SpikeSummary& summary);
/// How many of the values lie where, in equal parts from the lowest (not below 0) to the highest.
BarChart chartOfValues (const juce::String& title, const juce::String& axis,
                        const std::vector<double>& values);
/// A bar with a name each.
BarChart chartOfNames (const juce::String& title, const juce::String& unit,
                       const std::vector<std::pair<juce::String, double>>& values);

/// Draws a chart with all that belongs to it into an area.
void drawBarChart (juce::Graphics& g, juce::Rectangle<float> area, const BarChart& chart, const Theme& theme);

/// Charts in two columns under a title, one picture.
juce::Image drawCharts (const juce::String& title, const std::vector<BarChart>& charts, const Theme& theme,
                        int widthPixels, float scale);

} // namespace spikegraph

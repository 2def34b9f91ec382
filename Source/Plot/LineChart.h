#pragma once

#include "Plot/Theme.h"

#include <vector>

namespace spikegraph
{

/// Values over an axis that other charts share, as a line.
struct LineChart
{
    juce::String title{}, unit{}; ///< unit is the values'
    std::vector<juce::Point<double>> points{};
    juce::Colour Theme::*colour = &Theme::rate;
};

/// Charts below one another, under a title and on one axis, one picture.
juce::Image drawLineCharts (const juce::String& title, const std::vector<LineChart>& charts,
                            const juce::String& axis, const Theme& theme, int widthPixels, float scale);

} // namespace spikegraph

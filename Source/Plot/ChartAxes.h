#pragma once

#include "Plot/Axis.h"
#include "Plot/Theme.h"

namespace spikegraph
{

/// Left of a chart's panel, for the labels of its values.
constexpr float chartMargin = 76.0f;

/// The distance of tick marks.
double stepOf (const std::vector<double>& marks, double otherwise);

/// A chart's ground, with lines at round values and their labels left of it.
void drawValueAxis (juce::Graphics& g, juce::Rectangle<float> panel, const Axis& axis,
                    const juce::String& unit, const Theme& theme);

/// Draws the labels below a panel, from left to right, and leaves out those that would touch.
class AxisLabels
{
public:
    AxisLabels (juce::Graphics& graphics, juce::Rectangle<float> panelAbove, const Theme& themeToUse)
        : g (graphics)
        , panel (panelAbove)
        , theme (themeToUse)
        , free (panel.getX() - chartMargin)
    {
    }

    void draw (float x, const juce::String& label);

private:
    juce::Graphics& g;
    juce::Rectangle<float> panel;
    const Theme& theme;
    float free; ///< where a label does not touch the one before
};

} // namespace spikegraph

#include "Plot/ChartAxes.h"

#include "Plot/Fonts.h"

namespace spikegraph
{
namespace
{

constexpr float labelSize = 12.0f, labelHeight = 16.0f;

} // namespace

double stepOf (const std::vector<double>& marks, double otherwise)
{
    return marks.size() > 1 ? marks[1] - marks[0] : otherwise;
}

void drawValueAxis (juce::Graphics& g, juce::Rectangle<float> panel, const Axis& axis,
                    const juce::String& unit, const Theme& theme)
{
    g.setColour (theme.panel);
    g.fillRect (panel);
    const auto values = ticks (axis.minimum, axis.maximum, 4);
    g.setFont (numberFont (labelSize));
    for (const auto mark : values)
    {
        const auto y = axis.pixelOf (mark);
        g.setColour (theme.line);
        g.fillRect (panel.getX(), y, panel.getWidth(), 0.5f);
        g.setColour (theme.muted);
        const auto middle = juce::jlimit (panel.getY() + 6.0f, panel.getBottom() - 6.0f, y);
        g.drawText (tickLabel (mark, stepOf (values, axis.maximum - axis.minimum)) + " " + unit,
                    juce::Rectangle<float> (panel.getX() - chartMargin, middle - labelHeight / 2.0f,
                                            chartMargin - 8.0f, labelHeight),
                    juce::Justification::centredRight);
    }
}

void AxisLabels::draw (float x, const juce::String& label)
{
    const auto half = widthOf (numberFont (labelSize), label) / 2.0f + 2.0f;
    if (x - half < free || x > panel.getRight() + 1.0f)
        return;
    free = x + half + 4.0f;
    g.setColour (theme.line);
    g.fillRect (x, panel.getBottom(), 1.0f, 5.0f);
    g.setColour (theme.muted);
    g.setFont (numberFont (labelSize));
    g.drawText (label, juce::Rectangle<float> (x - half, panel.getBottom() + 6.0f, 2.0f * half, labelHeight),
                juce::Justification::centred, false);
}

} // namespace spikegraph

#include "Plot/LineChart.h"

#include "Plot/ChartAxes.h"
#include "Plot/Fonts.h"

#include <algorithm>

namespace spikegraph
{
namespace
{

constexpr float chartsTop = 56.0f, lineChartHeight = 170.0f, chartGap = 12.0f, chartsFooter = 52.0f,
                chartsRightMargin = 24.0f;

struct Range
{
    double lowest = 0.0, highest = 0.0;

    /// By shares of it on either side; one value becomes a range.
    Range widened (double below, double above) const
    {
        const auto width = std::max (highest - lowest, 1e-9 + 1e-6 * std::abs (highest));
        return { lowest - below * width, highest + above * width };
    }
};

Range rangeOf (const std::vector<juce::Point<double>>& points, double juce::Point<double>::*coordinate)
{
    if (points.empty())
        return {};
    const auto [lowest, highest] = std::minmax_element (points.begin(), points.end(),
                                                        [coordinate] (const auto& a, const auto& b)
                                                        { return a.*coordinate < b.*coordinate; });
    return { (*lowest).*coordinate, (*highest).*coordinate };
}

void drawLine (juce::Graphics& g, juce::Rectangle<float> panel, const LineChart& chart, const Axis& across,
               const Theme& theme)
{
    constexpr float dot = 4.0f;
    const auto values =
        rangeOf (chart.points, &juce::Point<double>::y).widened (0.1, 0.3); // room for the title
    const Axis value{ values.lowest, values.highest, panel.getBottom(), panel.getY() };
    drawValueAxis (g, panel, value, chart.unit, theme);
    juce::Path line;
    g.setColour (theme.*chart.colour);
    for (const auto& point : chart.points)
    {
        const juce::Point<float> place (across.pixelOf (point.x), value.pixelOf (point.y));
        if (&point == &chart.points.front())
            line.startNewSubPath (place);
        else
            line.lineTo (place);
        g.fillEllipse (juce::Rectangle<float> (dot, dot).withCentre (place));
    }
    g.strokePath (line, juce::PathStrokeType (1.5f));
    g.setColour (theme.muted);
    g.setFont (textFont (13.0f));
    g.drawText (chart.title, panel.reduced (8.0f, 4.0f), juce::Justification::topRight);
}

} // namespace

juce::Image drawLineCharts (const juce::String& heading, const std::vector<LineChart>& charts,
                            const juce::String& axis, const Theme& theme, int widthPixels, float scale)
{
    const auto width = static_cast<float> (widthPixels),
               height = chartsTop + static_cast<float> (charts.size()) * (lineChartHeight + chartGap) +
                        chartsFooter;
    juce::Image image (juce::Image::RGB, static_cast<int> (width * scale), static_cast<int> (height * scale),
                       false, juce::SoftwareImageType());
    juce::Graphics g (image);
    g.addTransform (juce::AffineTransform::scale (scale));
    g.fillAll (theme.ground);
    g.setColour (theme.text);
    g.setFont (textFont (20.0f));
    g.drawText (heading,
                juce::Rectangle<float> (chartMargin, 14.0f, width - chartMargin - chartsRightMargin, 28.0f),
                juce::Justification::centredLeft);

    std::vector<juce::Point<double>> all;
    for (const auto& chart : charts)
        all.insert (all.end(), chart.points.begin(), chart.points.end());
    const auto range = rangeOf (all, &juce::Point<double>::x).widened (0.0, 0.0);
    const Axis across{ range.lowest, std::max (range.highest, range.lowest + 1.0), chartMargin + 8.0f,
                       width - chartsRightMargin - 8.0f };
    juce::Rectangle<float> panel (chartMargin, chartsTop, width - chartMargin - chartsRightMargin,
                                  lineChartHeight);
    for (const auto& chart : charts)
    {
        drawLine (g, panel, chart, across, theme);
        panel.translate (0.0f, lineChartHeight + chartGap);
    }

    panel.translate (0.0f, -lineChartHeight - chartGap); // the last one
    AxisLabels labels (g, panel, theme);
    const auto marks = ticks (across.minimum, across.maximum, 10);
    for (const auto mark : marks)
        labels.draw (across.pixelOf (mark), tickLabel (mark, stepOf (marks, 1.0)));
    g.setFont (textFont (13.0f));
    g.drawText (axis, panel.withY (panel.getBottom() + 26.0f).withHeight (20.0f),
                juce::Justification::centred);
    return image;
}

} // namespace spikegraph

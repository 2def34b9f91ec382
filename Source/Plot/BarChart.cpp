#include "Plot/BarChart.h"

#include "Plot/ChartAxes.h"
#include "Plot/Fonts.h"
#include "Plot/IntervalBins.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace spikegraph
{
namespace
{

constexpr float footer = 48.0f, titleHeight = 56.0f, chartHeight = 200.0f, columnGap = 24.0f;

/// Marks at round values of a linear axis.
std::vector<BarChart::Mark> marksOf (double minimum, double maximum, double bars)
{
    std::vector<BarChart::Mark> marks;
    const auto values = ticks (minimum, maximum, 6);
    marks.reserve (values.size());
    for (const auto value : values)
        marks.push_back ({ (value - minimum) / (maximum - minimum) * bars,
                           tickLabel (value, stepOf (values, maximum - minimum)) });
    return marks;
}

} // namespace

BarChart chartOfUnitRates (const SpikeSummary& summary)
{
    BarChart chart{ .title = "Mean firing rate of each unit", .axis = "Unit", .unit = "Hz" };
    chart.bars = summary.unitRatesHz();
    const auto units = summary.units();
    for (const auto value : units > 1 ? ticks (1.0, units, 8) : std::vector<double>{ 1.0 })
        if (std::abs (value - std::round (value)) < 1e-9)
            chart.marks.push_back ({ value - 0.5, juce::String (static_cast<int> (std::round (value))) });
    if (units > 1 && (chart.marks.empty() || chart.marks.front().position > 0.5))
        chart.marks.insert (chart.marks.begin(), { 0.5, "1" });
    return chart;
}

BarChart chartOfIntervals (const SpikeSummary& summary)
{
    BarChart chart{ .title = "Time between two spikes of a unit", .unit = "%", .colour = &Theme::spikes };
    const auto total = std::accumulate (summary.intervals.begin(), summary.intervals.end(), 0.0);
    for (const auto count : summary.intervals)
        chart.bars.push_back (total > 0.0 ? 100.0 * count / total : 0.0);
    for (const auto& [seconds, label] : { std::pair{ 1e-4, "0.1 ms" },
                                          { 1e-3, "1 ms" },
                                          { 1e-2, "10 ms" },
                                          { 0.1, "100 ms" },
                                          { 1.0, "1 s" } })
        chart.marks.push_back ({ IntervalBins::positionOf (seconds), label });
    const auto median = summary.medianIntervalSeconds() * 1000.0;
    chart.axis = total > 0.0
                     ? "Interval; the median is " + tickLabel (median, median < 10.0 ? 0.01 : 1.0) + " ms"
                     : juce::String ("No unit spikes twice");
    return chart;
}

BarChart chartOfValues (const juce::String& name, const juce::String& axis, const std::vector<double>& values)
{
    constexpr int parts = 24;
    BarChart chart{ .title = name, .axis = axis, .unit = "files", .colour = &Theme::audio };
    chart.bars.assign (parts, 0.0);
    if (values.empty())
        return chart;
    const auto [lowest, highest] = std::minmax_element (values.begin(), values.end());
    const auto minimum = *lowest > *highest / 2.0 ? std::floor (*lowest * 10.0) / 10.0 : 0.0,
               maximum = std::max (*highest, minimum + 1e-6);
    for (const auto value : values)
        chart.bars[static_cast<std::size_t> (std::clamp (
            static_cast<int> ((value - minimum) / (maximum - minimum) * parts), 0, parts - 1))] += 1.0;
    chart.marks = marksOf (minimum, maximum, parts);
    return chart;
}

BarChart chartOfNames (const juce::String& name, const juce::String& unit,
                       const std::vector<std::pair<juce::String, double>>& values)
{
    BarChart chart{ .title = name, .unit = unit };
    for (const auto& [label, value] : values)
    {
        chart.marks.push_back ({ static_cast<double> (chart.bars.size()) + 0.5, label });
        chart.bars.push_back (value);
    }
    return chart;
}

void drawBarChart (juce::Graphics& g, juce::Rectangle<float> area, const BarChart& chart, const Theme& theme)
{
    const auto panel = area.withTrimmedLeft (chartMargin).withTrimmedBottom (footer);
    const auto most = chart.bars.empty() ? 0.0 : *std::max_element (chart.bars.begin(), chart.bars.end());
    const auto highest = std::max (1e-3, most) * 1.25; // room for the title
    const Axis value{ 0.0, highest, panel.getBottom(), panel.getY() };
    drawValueAxis (g, panel, value, chart.unit, theme);

    const Axis across{ 0.0, std::max (1.0, static_cast<double> (chart.bars.size())), panel.getX(),
                       panel.getRight() };
    const auto width = (panel.getWidth()) / static_cast<float> (across.maximum);
    const auto space = width > 3.0f ? std::min (width * 0.2f, 4.0f) : 0.0f;
    g.setColour (theme.*chart.colour);
    for (std::size_t i = 0; i < chart.bars.size(); ++i)
    {
        const auto top = value.pixelOf (chart.bars[i]);
        g.fillRect (across.pixelOf (static_cast<double> (i)) + space / 2.0f, top, width - space,
                    panel.getBottom() - top);
    }

    AxisLabels labels (g, panel, theme);
    for (const auto& mark : chart.marks)
        labels.draw (across.pixelOf (mark.position), mark.label);
    g.setFont (textFont (13.0f));
    g.drawText (chart.axis, panel.withY (panel.getBottom() + 22.0f).withHeight (20.0f),
                juce::Justification::centred);
    g.drawText (chart.title, panel.reduced (8.0f, 4.0f), juce::Justification::topLeft);
}

juce::Image drawCharts (const juce::String& heading, const std::vector<BarChart>& charts, const Theme& theme,
                        int widthPixels, float scale)
{
    const auto rows = (charts.size() + 1) / 2;
    const auto top = heading.isEmpty() ? 8.0f : titleHeight;
    const auto height = top + static_cast<float> (rows) * chartHeight + 8.0f,
               width = static_cast<float> (widthPixels);
    juce::Image image (juce::Image::RGB, static_cast<int> (width * scale), static_cast<int> (height * scale),
                       false, juce::SoftwareImageType());
    juce::Graphics g (image);
    g.addTransform (juce::AffineTransform::scale (scale));
    g.fillAll (theme.ground);
    g.setColour (theme.text);
    g.setFont (textFont (20.0f));
    g.drawText (heading, juce::Rectangle<float> (chartMargin, 14.0f, width - chartMargin - columnGap, 28.0f),
                juce::Justification::centredLeft);
    const auto column = (width - columnGap) / 2.0f;
    for (std::size_t i = 0; i < charts.size(); ++i)
    {
        const auto row = i / 2;
        drawBarChart (g,
                      { static_cast<float> (i % 2) * column, top + static_cast<float> (row) * chartHeight,
                        column, chartHeight },
                      charts[i], theme);
    }
    return image;
}

} // namespace spikegraph

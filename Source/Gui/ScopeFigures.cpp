#include "Gui/ScopeFigures.h"

#include "Gui/Look.h"

#include <cmath>

namespace spikegraph
{
namespace
{

using measures::smallText;

constexpr int lineHeight = 18;

void drawLine (juce::Graphics& g, juce::Rectangle<int> line, const Theme& theme, const juce::String& name,
               const juce::String& value, juce::Colour colour)
{
    g.setFont (textFont (smallText));
    g.setColour (theme.muted);
    g.drawText (name, line, juce::Justification::centredLeft, false);
    g.setFont (numberFont (smallText));
    g.setColour (colour);
    g.drawText (value, line, juce::Justification::centredRight, false);
}

void drawHistogram (juce::Graphics& g, juce::Rectangle<int> area, const Theme& theme,
                    const IntervalHistogram& intervals)
{
    auto labels = area.removeFromBottom (14);
    const auto xOf = [&] (double bin)
    {
        return static_cast<float> (area.getX()) +
               static_cast<float> (bin / IntervalHistogram::bins) * static_cast<float> (area.getWidth());
    };
    const auto bottom = static_cast<float> (area.getBottom());
    g.setColour (theme.line);
    g.fillRect (area.getX(), area.getBottom() - 1, area.getWidth(), 1);
    g.setColour (theme.spikes);
    if (const auto most = intervals.most(); most > 0)
        for (int bin = 0; bin < IntervalHistogram::bins; ++bin)
            if (const auto count = intervals.counts()[static_cast<std::size_t> (bin)]; count > 0)
            {
                const auto height =
                    std::max (1.0f, static_cast<float> (area.getHeight() - 1) * static_cast<float> (count) /
                                        static_cast<float> (most));
                g.fillRect (xOf (bin), bottom - 1.0f - height, xOf (bin + 1) - xOf (bin) - 1.0f, height);
            }
    g.setFont (numberFont (smallText - 1.5f));
    g.setColour (theme.muted);
    static constexpr std::pair<double, const char*> marks[] = {
        { 1e-4, "0.1" }, { 1e-3, "1" }, { 1e-2, "10 ms" }, { 1e-1, "100" }, { 1.0, "1 s" }
    };
    for (const auto& [seconds, name] : marks)
        g.drawText (name,
                    juce::Rectangle<float> (48.0f, 12.0f)
                        .withCentre ({ xOf (IntervalHistogram::positionOf (seconds)),
                                       static_cast<float> (labels.getCentreY()) + 2.0f }),
                    juce::Justification::centred, false);
}

} // namespace

juce::String rateText (double hz)
{
    if (hz < 100.0)
        return juce::String (hz, 1) + " Hz";
    return hz < 10000.0 ? juce::String (juce::roundToInt (hz)) + " Hz"
                        : juce::String (hz / 1000.0, 1) + " kHz";
}

juce::String sparsityText (double sparsity)
{
    return juce::String (sparsity * 100.0, 2) + " %";
}

juce::String intervalText (double seconds)
{
    if (seconds >= 1.0)
        return juce::String (seconds, 2) + " s";
    const auto milliseconds = seconds * 1000.0;
    return (milliseconds < 100.0 ? juce::String (milliseconds, milliseconds < 1.0 ? 2 : 1)
                                 : juce::String (juce::roundToInt (milliseconds))) +
           " ms";
}

void drawScopeFigures (juce::Graphics& g, juce::Rectangle<int> bounds, const Theme& theme,
                       const ScopeFeed& feed, std::int64_t first, std::int64_t last)
{
    const auto figures = feed.figures (first, last);
    drawLine (g, bounds.removeFromTop (lineHeight), theme, "Measured rate", rateText (figures.meanRateHz),
              theme.rate);
    if (feed.knowsAskedRate())
    {
        const auto asked = feed.askedRateHz (std::max (first, feed.begin()), last);
        drawLine (g, bounds.removeFromTop (lineHeight), theme, "Asked rate",
                  asked < 0.0 ? juce::String ("-") : rateText (asked), theme.text);
    }
    drawLine (g, bounds.removeFromTop (lineHeight), theme, "Sparsity", sparsityText (figures.sparsity),
              theme.text);
    bounds.removeFromTop (bounds.getHeight() > 100 ? 8 : 0);
    if (bounds.getHeight() < lineHeight + 32)
        return;
    const auto intervals = feed.intervals (first, last);
    drawLine (g, bounds.removeFromTop (lineHeight), theme, "Median interval",
              intervals.intervals() > 0 ? intervalText (intervals.medianSeconds()) : juce::String ("-"),
              theme.spikes);
    drawHistogram (g, bounds.withTrimmedTop (2).removeFromTop (96), theme, intervals);
}

} // namespace spikegraph

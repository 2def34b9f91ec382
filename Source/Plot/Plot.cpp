#include "Plot/Plot.h"

#include "Plot/BarChart.h"
#include "Plot/Counted.h"
#include "Plot/Fonts.h"
#include "Plot/Spectrogram.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{
namespace
{

constexpr float leftMargin = 76.0f, rightMargin = 24.0f, headerHeight = 56.0f, gap = 12.0f,
                footerHeight = 48.0f;
constexpr double spectrogramFloor = -90.0, spectrogramTop = -20.0;

/// Draws the panels of one plot, from top to bottom.
class Drawing
{
public:
    Drawing (juce::Graphics& graphicsToUse, const PlotData& dataToShow, const PlotOptions& optionsToUse)
        : g (graphicsToUse)
        , data (dataToShow)
        , theme (optionsToUse.theme)
        , layout (dataToShow, optionsToUse.widthPixels)
        , scale (optionsToUse.scale)
    {
    }

    void drawAll()
    {
        g.fillAll (theme.ground);
        drawHeader();
        if (!layout.waveform.isEmpty())
        {
            const auto mono = monoMix();
            drawWaveform (mono);
            drawSpectrogram (mono);
        }
        if (!layout.raster.isEmpty())
        {
            drawRaster();
            drawRates();
            const SpikeSummary summary (data);
            drawBarChart (g, layout.unitRates, chartOfUnitRates (summary), theme);
            drawBarChart (g, layout.intervals, chartOfIntervals (summary), theme);
        }
        drawTimeAxis();
    }

private:
    void drawHeader()
    {
        g.setColour (theme.text);
        g.setFont (textFont (20.0f));
        g.drawText (data.title,
                    juce::Rectangle<float> (leftMargin, 14.0f, layout.time.to - leftMargin, 28.0f),
                    juce::Justification::centredLeft);
        g.setColour (theme.muted);
        g.setFont (numberFont (13.0f));
        juce::String facts;
        if (data.audio.getNumSamples() > 0)
            facts << juce::String (data.sampleRateHz / 1000.0, 1) << " kHz";
        if (data.units > 0)
            facts << (facts.isEmpty() ? "" : "   ") << counted (data.spikes.size(), "spike") << "   "
                  << counted (data.units, "unit");
        g.drawText (facts, juce::Rectangle<float> (leftMargin, 14.0f, layout.time.to - leftMargin, 28.0f),
                    juce::Justification::centredRight);
    }

    void beginPanel (juce::Rectangle<float> panel, const juce::String& label)
    {
        g.setColour (theme.panel);
        g.fillRect (panel);
        g.setColour (theme.muted);
        g.setFont (textFont (13.0f));
        g.drawText (label, panel.reduced (8.0f, 4.0f), juce::Justification::topLeft);
    }

    /// A label at the left of a panel, level with a pixel row.
    void drawValueLabel (const juce::String& label, float y)
    {
        g.setColour (theme.muted);
        g.setFont (numberFont (12.0f));
        g.drawText (label, juce::Rectangle<float> (0.0f, y - 8.0f, leftMargin - 8.0f, 16.0f),
                    juce::Justification::centredRight);
    }

    std::vector<float> monoMix() const
    {
        std::vector<float> mono (static_cast<std::size_t> (data.audio.getNumSamples()), 0.0f);
        for (int channel = 0; channel < data.audio.getNumChannels(); ++channel)
            juce::FloatVectorOperations::addWithMultiply (
                mono.data(), data.audio.getReadPointer (channel),
                1.0f / static_cast<float> (data.audio.getNumChannels()), static_cast<int> (mono.size()));
        return mono;
    }

    void drawWaveform (const std::vector<float>& mono)
    {
        const auto panel = layout.waveform;
        beginPanel (panel, "Waveform");
        const auto loudest =
            juce::FloatVectorOperations::findMinAndMax (mono.data(), static_cast<int> (mono.size()));
        const auto top =
            std::max (1e-4, static_cast<double> (std::max (-loudest.getStart(), loudest.getEnd())));
        const Axis level{ -top, top, panel.getBottom() - 4.0f, panel.getY() + 4.0f };
        g.setColour (theme.audio);
        const auto columnWidth = 1.0f / scale;
        for (int column = 0; static_cast<float> (column) * columnWidth < panel.getWidth(); ++column)
        {
            const auto x = panel.getX() + static_cast<float> (column) * columnWidth;
            const auto first =
                static_cast<std::size_t> (std::max (0.0, layout.time.valueOf (x) * data.sampleRateHz));
            const auto last = std::min (
                mono.size(),
                std::max (first + 1, static_cast<std::size_t> (layout.time.valueOf (x + columnWidth) *
                                                               data.sampleRateHz)));
            if (first >= mono.size())
                break;
            const auto [low, high] = std::minmax_element (mono.begin() + static_cast<std::ptrdiff_t> (first),
                                                          mono.begin() + static_cast<std::ptrdiff_t> (last));
            const auto y = level.pixelOf (static_cast<double> (*high));
            g.fillRect (x, y, columnWidth,
                        std::max (columnWidth, level.pixelOf (static_cast<double> (*low)) - y));
        }
        drawValueLabel (juce::String (top, 2), level.pixelOf (top) + 4.0f);
        drawValueLabel ("0", level.pixelOf (0.0));
        drawValueLabel (juce::String (-top, 2), level.pixelOf (-top) - 4.0f);
    }

    void drawSpectrogram (const std::vector<float>& mono)
    {
        const auto panel = layout.spectrogram;
        const auto top = std::min (16000.0, data.sampleRateHz / 2.0);
        const Axis mel{ 0.0, melOfHz (top), panel.getBottom(), panel.getY() };
        const auto width = static_cast<int> (panel.getWidth() * scale),
                   height = static_cast<int> (panel.getHeight() * scale);
        const Spectrogram spectrogram (mono.data(), static_cast<int> (mono.size()), data.sampleRateHz, width);
        juce::Image picture (juce::Image::RGB, width, height, false);
        for (int row = 0; row < height; ++row)
        {
            const auto hz = hzOfMel (mel.valueOf (panel.getY() + (static_cast<float> (row) + 0.5f) / scale));
            for (int column = 0; column < width; ++column)
                picture.setPixelAt (column, row,
                                    heat (static_cast<double> (spectrogram.decibelsAt (column, hz))));
        }
        g.drawImage (picture, panel);
        g.setColour (theme.muted);
        g.setFont (textFont (13.0f));
        g.drawText ("Spectrogram", panel.reduced (8.0f, 4.0f), juce::Justification::topLeft);
        for (const auto hz : { 0.0, 500.0, 1000.0, 2000.0, 4000.0, 8000.0, 16000.0 })
            if (hz <= top)
                drawValueLabel (
                    hz < 1000.0 ? juce::String (static_cast<int> (hz)) + (hz > 0.0 ? " Hz" : "")
                                : juce::String (static_cast<int> (hz / 1000.0)) + " kHz",
                    juce::jlimit (panel.getY() + 6.0f, panel.getBottom() - 6.0f, mel.pixelOf (melOfHz (hz))));
    }

    /// From the panel through the sound's colour to the text's, by level.
    juce::Colour heat (double decibels) const
    {
        const auto level = static_cast<float> (
            std::clamp ((decibels - spectrogramFloor) / (spectrogramTop - spectrogramFloor), 0.0, 1.0));
        return level < 0.7f ? theme.panel.interpolatedWith (theme.audio, level * level / 0.49f * 0.85f)
                            : theme.panel.interpolatedWith (theme.audio, 0.85f)
                                  .interpolatedWith (theme.text, (level - 0.7f) / 0.3f);
    }

    void drawRaster()
    {
        const auto panel = layout.raster;
        beginPanel (panel, {});
        const auto row = panel.getHeight() / static_cast<float> (data.units);
        const auto tickHeight = std::max (1.0f / scale, std::min (row * 0.8f, 14.0f)),
                   tickWidth = std::max (1.0f / scale, std::min (1.5f, row * 0.3f));
        g.setColour (theme.spikes);
        for (const auto& spike : data.spikes)
        {
            const auto centre = panel.getBottom() - (static_cast<float> (spike.unit) + 0.5f) * row;
            g.fillRect (std::min (layout.time.pixelOf (spike.timeSeconds), panel.getRight() - tickWidth),
                        centre - tickHeight / 2.0f, tickWidth, tickHeight);
        }
        drawValueLabel ("unit 1", std::min (panel.getBottom() - row / 2.0f, panel.getBottom() - 6.0f));
        if (data.units > 1)
            drawValueLabel (juce::String (data.units),
                            std::max (panel.getY() + row / 2.0f, panel.getY() + 6.0f));
    }

    void drawRates()
    {
        const auto panel = layout.rates;
        beginPanel (panel, "Mean firing rate of a unit");
        const auto parts = std::max (8, static_cast<int> (panel.getWidth() / 3.0f));
        const auto values = meanRatesHz (data, parts);
        const auto highest = std::max (1e-3, *std::max_element (values.begin(), values.end())) * 1.15;
        const Axis rate{ 0.0, highest, panel.getBottom(), panel.getY() };
        juce::Path line;
        for (int i = 0; i < parts; ++i)
        {
            const juce::Point<float> point (layout.time.pixelOf ((i + 0.5) * data.durationSeconds / parts),
                                            rate.pixelOf (values[static_cast<std::size_t> (i)]));
            i == 0 ? line.startNewSubPath (point) : line.lineTo (point);
        }
        juce::Path area (line);
        area.lineTo (line.getCurrentPosition().x, panel.getBottom());
        area.lineTo (line.getBounds().getX(), panel.getBottom());
        area.closeSubPath();
        g.setColour (theme.rate.withAlpha (0.25f));
        g.fillPath (area);
        g.setColour (theme.rate);
        g.strokePath (line, juce::PathStrokeType (1.5f));
        const auto marks = ticks (0.0, highest, 3);
        for (const auto mark : marks)
            drawValueLabel (
                tickLabel (mark, marks.size() > 1 ? marks[1] : highest) + " Hz",
                juce::jlimit (panel.getY() + 6.0f, panel.getBottom() - 6.0f, rate.pixelOf (mark)));
    }

    void drawTimeAxis()
    {
        const auto y = layout.timeAxis;
        const bool milliseconds = data.durationSeconds < 0.5;
        const auto factor = milliseconds ? 1000.0 : 1.0;
        const auto marks =
            ticks (0.0, data.durationSeconds * factor,
                   std::max (2, static_cast<int> ((layout.time.to - layout.time.from) / 90.0f)));
        const auto step = marks.size() > 1 ? marks[1] - marks[0] : 1.0;
        g.setFont (numberFont (12.0f));
        for (const auto mark : marks)
        {
            const auto x = layout.time.pixelOf (mark / factor);
            g.setColour (theme.line);
            g.fillRect (x, y, 1.0f, 6.0f);
            g.setColour (theme.muted);
            g.drawText (tickLabel (mark, step), juce::Rectangle<float> (x - 40.0f, y + 6.0f, 80.0f, 16.0f),
                        juce::Justification::centred);
        }
        g.setFont (textFont (13.0f));
        g.drawText (
            milliseconds ? "Time (ms)" : "Time (s)",
            juce::Rectangle<float> (layout.time.from, y + 22.0f, layout.time.to - layout.time.from, 20.0f),
            juce::Justification::centred);
    }

    juce::Graphics& g;
    const PlotData& data;
    const Theme& theme;
    PlotLayout layout;
    float scale;
};

} // namespace

PlotLayout::PlotLayout (const PlotData& data, int widthPixels)
    : time{ 0.0, std::max (1e-6, data.durationSeconds), leftMargin,
            static_cast<float> (widthPixels) - rightMargin }
{
    auto y = headerHeight;
    const auto panel = [&] (float panelHeight)
    {
        const juce::Rectangle<float> area (time.from, y, time.to - time.from, panelHeight);
        y += panelHeight + gap;
        return area;
    };
    if (data.audio.getNumSamples() > 0)
    {
        waveform = panel (110.0f);
        spectrogram = panel (190.0f);
    }
    if (data.units > 0)
    {
        raster = panel (juce::jlimit (60.0f, 320.0f, 12.0f * static_cast<float> (data.units)));
        rates = panel (90.0f);
    }
    timeAxis = y - gap + 4.0f;
    y = timeAxis + footerHeight;
    if (data.units > 0)
    {
        const auto half = static_cast<float> (widthPixels - static_cast<int> (rightMargin)) / 2.0f;
        unitRates = { 0.0f, y + gap, half, 180.0f };
        intervals = unitRates.translated (half, 0.0f);
        y = unitRates.getBottom();
    }
    height = static_cast<int> (y);
}

std::vector<double> meanRatesHz (const PlotData& data, int parts)
{
    std::vector<double> counts (static_cast<std::size_t> (parts), 0.0), smooth (counts.size(), 0.0);
    for (const auto& spike : data.spikes)
        counts[static_cast<std::size_t> (std::clamp (
            static_cast<int> (spike.timeSeconds / data.durationSeconds * parts), 0, parts - 1))] += 1.0;
    const auto hertz = parts / data.durationSeconds / std::max (1, data.units);
    constexpr int reach = 6;
    for (int i = 0; i < parts; ++i)
    {
        double weights = 0.0;
        for (int k = std::max (0, i - reach); k <= std::min (parts - 1, i + reach); ++k)
        {
            const auto weight = std::exp (-0.125 * (k - i) * (k - i));
            smooth[static_cast<std::size_t> (i)] += weight * counts[static_cast<std::size_t> (k)] * hertz;
            weights += weight;
        }
        smooth[static_cast<std::size_t> (i)] /= weights;
    }
    return smooth;
}

juce::Image drawPlot (const PlotData& data, const PlotOptions& options)
{
    const PlotLayout layout (data, options.widthPixels);
    juce::Image image (juce::Image::RGB,
                       static_cast<int> (static_cast<float> (options.widthPixels) * options.scale),
                       static_cast<int> (static_cast<float> (layout.height) * options.scale), false,
                       juce::SoftwareImageType());
    juce::Graphics graphics (image);
    graphics.addTransform (juce::AffineTransform::scale (options.scale));
    Drawing (graphics, data, options).drawAll();
    return image;
}

} // namespace spikegraph

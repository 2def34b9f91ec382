#include "Gui/NodePictures.h"

#include "Plot/Fonts.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{
namespace
{

/// Frames that a level is the peak of: a twentieth of a second.
constexpr Index levelFrames = 10;

float decibels (float magnitude) noexcept
{
    return 20.0f * std::log10 (std::max (1.0e-6f, magnitude));
}

float farthest (const float* frame, Index units) noexcept
{
    float value = 0.0f;
    for (Index unit = 0; unit < units; ++unit)
        if (std::abs (frame[unit]) > std::abs (value))
            value = frame[unit];
    return value;
}

} // namespace

float shareOfMeter (float magnitude) noexcept
{
    return std::clamp (1.0f + decibels (magnitude) / 60.0f, 0.0f, 1.0f);
}

void drawTrace (juce::Graphics& graphics, juce::Rectangle<float> area, const LiveSignals::History& history,
                juce::Colour colour)
{
    const auto points =
        std::min<Index> (static_cast<Index> (area.getWidth()), LiveSignals::History::capacityFrames);
    if (points < 2)
        return;
    float largest = 1.0e-3f;
    for (Index i = 0; i < points; ++i)
        largest = std::max (largest, std::abs (farthest (history.frame (i), history.units())));
    juce::Path line;
    for (Index i = 0; i < points; ++i)
    {
        const auto value = farthest (history.frame (points - 1 - i), history.units()) / largest;
        const auto x =
            area.getX() + area.getWidth() * static_cast<float> (i) / static_cast<float> (points - 1);
        const auto y = area.getCentreY() - value * area.getHeight() * 0.46f;
        if (i == 0)
            line.startNewSubPath (x, y);
        else
            line.lineTo (x, y);
    }
    graphics.setColour (colour);
    graphics.strokePath (line, juce::PathStrokeType (1.2f));
}

void drawRaster (juce::Graphics& graphics, juce::Rectangle<float> area, const LiveSignals::History& history,
                 juce::Colour colour)
{
    constexpr Index columns = 96, mostRows = 48;
    const auto units = history.units();
    const auto rows = std::min (units, mostRows);
    if (rows == 0)
        return;
    juce::Image image (juce::Image::ARGB, static_cast<int> (columns), static_cast<int> (rows), true);
    {
        const juce::Image::BitmapData pixels (image, juce::Image::BitmapData::writeOnly);
        for (Index column = 0; column < columns; ++column)
        {
            const auto* frame = history.frame (columns - 1 - column);
            for (Index unit = 0; unit < units; ++unit)
                if (frame[unit] > 0.0f)
                {
                    // Several units may share a row.
                    const auto row = rows - 1 - unit * rows / units;
                    const auto share =
                        std::min (1.0f, frame[unit] / static_cast<float> (history.samplesPerFrame()) * 4.0f);
                    pixels.setPixelColour (static_cast<int> (column), static_cast<int> (row),
                                           colour.withAlpha (0.55f + 0.45f * share));
                }
        }
    }
    graphics.setImageResamplingQuality (juce::Graphics::lowResamplingQuality);
    graphics.drawImage (image, area);
}

void drawBands (juce::Graphics& graphics, juce::Rectangle<float> area, const LiveSignals::History& history,
                juce::Colour colour)
{
    const auto units = history.units();
    const auto step = area.getWidth() / static_cast<float> (units);
    const auto gap = step > 3.0f ? 1.0f : 0.0f;
    juce::RectangleList<float> bars;
    for (Index unit = 0; unit < units; ++unit)
    {
        const auto height =
            std::max (1.0f, area.getHeight() * shareOfMeter (history.peak (unit, levelFrames)));
        bars.addWithoutMerging ({ area.getX() + step * static_cast<float> (unit), area.getBottom() - height,
                                  step - gap, height });
    }
    graphics.setColour (colour);
    graphics.fillRectList (bars);
}

void drawMeters (juce::Graphics& graphics, juce::Rectangle<float> area, const LiveSignals::History& history,
                 const Theme& theme)
{
    const auto units = std::min<Index> (history.units(), 16);
    auto figures = area.removeFromRight (48.0f);
    float loudest = 0.0f;
    const auto step = std::min (14.0f, area.getWidth() / static_cast<float> (units));
    for (Index unit = 0; unit < units; ++unit)
    {
        const auto level = history.peak (unit, levelFrames);
        loudest = std::max (loudest, level);
        const auto whole = area.removeFromLeft (step).reduced (step * 0.15f, 0.0f);
        const auto share = std::clamp ((decibels (level) + 60.0f) / 66.0f, 0.0f, 1.0f);
        graphics.setColour (theme.line);
        graphics.fillRoundedRectangle (whole, 2.0f);
        graphics.setColour (level > 1.0f ? theme.error : theme.midi);
        graphics.fillRoundedRectangle (whole.withTrimmedTop (whole.getHeight() * (1.0f - share)), 2.0f);
    }
    graphics.setColour (theme.muted);
    graphics.setFont (numberFont (11.5f));
    graphics.drawText (loudest < 1.0e-5f ? juce::String ("-inf") : juce::String (decibels (loudest), 1),
                       figures, juce::Justification::bottomRight, false);
}

void drawCurve (juce::Graphics& graphics, juce::Rectangle<float> area, const Curve& curve,
                juce::Colour colour, const Theme& theme)
{
    if (curve.values.size() < 2)
        return;
    auto lowest = 0.0f, highest = 0.0f;
    for (const auto value : curve.values)
        if (std::isfinite (value))
        {
            lowest = std::min (lowest, value);
            highest = std::max (highest, value);
        }
    const auto range = std::max (1.0e-9f, highest - lowest);
    const auto inner = area.reduced (0.0f, 5.0f);
    const auto pointAt = [&] (float place)
    {
        const auto index = place * static_cast<float> (curve.values.size() - 1);
        const auto first = std::min (static_cast<std::size_t> (index), curve.values.size() - 2);
        const auto value =
            std::lerp (curve.values[first], curve.values[first + 1], index - static_cast<float> (first));
        return juce::Point<float> (inner.getX() + inner.getWidth() * place,
                                   inner.getBottom() - inner.getHeight() *
                                                           ((std::isfinite (value) ? value : 0.0f) - lowest) /
                                                           range);
    };
    graphics.setColour (theme.line);
    graphics.fillRect (inner.getX(), inner.getBottom() + inner.getHeight() * lowest / range, inner.getWidth(),
                       1.0f);
    graphics.fillRect (inner.getX() + inner.getWidth() * curve.zeroAt, area.getY(), 1.0f, area.getHeight());
    juce::Path line;
    constexpr int points = 64;
    for (int i = 0; i <= points; ++i)
    {
        const auto point = pointAt (static_cast<float> (i) / points);
        if (i == 0)
            line.startNewSubPath (point);
        else
            line.lineTo (point);
    }
    graphics.setColour (colour);
    graphics.strokePath (line, juce::PathStrokeType (1.6f, juce::PathStrokeType::curved));
    if (curve.dotAt)
    {
        graphics.setColour (theme.text);
        graphics.fillEllipse (
            juce::Rectangle<float> (7.0f, 7.0f).withCentre (pointAt (std::clamp (*curve.dotAt, 0.0f, 1.0f))));
    }
}

void drawWeights (juce::Graphics& graphics, juce::Rectangle<float> area,
                  const std::vector<std::vector<float>>& rows, const Theme& theme)
{
    if (rows.empty() || rows.front().empty())
        return;
    float largest = 1.0e-9f;
    for (const auto& row : rows)
        for (const auto weight : row)
            largest = std::max (largest, std::abs (weight));
    juce::Image image (juce::Image::ARGB, static_cast<int> (rows.front().size()),
                       static_cast<int> (rows.size()), true);
    for (std::size_t y = 0; y < rows.size(); ++y)
        for (std::size_t x = 0; x < rows[y].size(); ++x)
        {
            const auto weight = rows[y][x] / largest;
            image.setPixelAt (static_cast<int> (x), static_cast<int> (y),
                              (weight < 0.0f ? theme.spikes : theme.rate).withAlpha (std::abs (weight)));
        }
    graphics.setColour (theme.ground);
    graphics.fillRect (area);
    graphics.setImageResamplingQuality (juce::Graphics::lowResamplingQuality);
    graphics.drawImage (image, area);
}

} // namespace spikegraph

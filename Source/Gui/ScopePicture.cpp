#include "Gui/ScopePicture.h"

#include "Gui/Look.h"
#include "Gui/ScopeFigures.h"

#include <algorithm>

namespace spikegraph
{
namespace
{

using measures::smallText;

juce::String seconds (double value, double ofSeconds)
{
    return ofSeconds < 0.5 ? juce::String (value * 1000.0, ofSeconds < 0.1 ? 2 : 1) + " ms"
                           : juce::String (value, 3) + " s";
}

float textWidth (const juce::Font& font, const juce::String& text)
{
    juce::GlyphArrangement glyphs;
    glyphs.addLineOfText (font, text, 0.0f, 0.0f);
    return glyphs.getBoundingBox (0, -1, true).getWidth();
}

} // namespace

void ScopePicture::setTheme (const Theme& newTheme)
{
    theme = newTheme;
    for (auto* strip : std::initializer_list<ColumnStrip*>{ &spectrogram, &waveform, &raster, &rate })
        strip->setTheme (theme);
}

void ScopePicture::forget()
{
    for (auto* strip : std::initializer_list<ColumnStrip*>{ &spectrogram, &waveform, &raster, &rate })
        strip->forget();
}

void ScopePicture::setLayout (juce::Rectangle<int> bounds, float pixelScale, const ScopeFeed& feed)
{
    scale = pixelScale;
    units = feed.units();
    rateOfSamplesHz = feed.sampleRateHz();
    gutter = bounds.removeFromLeft (gutterWidth);
    figures = feed.hasSpikes() ? bounds.removeFromRight (figuresWidth) : juce::Rectangle<int>();
    if (feed.hasSpikes())
        figures = figures.withTrimmedLeft (16).withTrimmedRight (16);
    else
        bounds.removeFromRight (16);
    timeScale = bounds.getHeight() >= 150 ? bounds.removeFromBottom (16) : juce::Rectangle<int>();
    strips = bounds;

    placed.clear();
    if (feed.hasSound())
        placed.push_back ({ &spectrogram, {} });
    if (feed.hasSpikes())
    {
        placed.push_back ({ &raster, {} });
        placed.push_back ({ &rate, {} });
    }
    else if (feed.hasSound())
        placed.push_back ({ &waveform, {} });

    // The last strip is smaller, and the spectrogram a little larger than the raster.
    const auto gap = bounds.getHeight() >= 200 ? 8 : 4;
    const auto number = static_cast<int> (placed.size());
    const auto room = bounds.getHeight() - gap * std::max (0, number - 1);
    const auto last = number == 1 ? room : juce::roundToInt (room * (number == 2 ? 0.4 : 0.24));
    for (int i = 0; i < number; ++i)
    {
        const bool isLast = i == number - 1;
        auto& item = placed[static_cast<std::size_t> (i)];
        item.bounds = isLast ? bounds
                             : bounds.removeFromTop (number == 2 ? room - last
                                                     : i == 0    ? (room - last) * 54 / 100
                                                                 : (room - last) - (room - last) * 54 / 100);
        bounds.removeFromTop (gap);
        item.strip->setSize (juce::roundToInt (static_cast<float> (item.bounds.getWidth()) * scale),
                             juce::roundToInt (static_cast<float> (item.bounds.getHeight()) * scale), scale);
    }
}

std::int64_t ScopePicture::newest (const ScopeFeed& feed) const
{
    auto newestMoment = feed.end();
    for (const auto& item : placed)
        newestMoment = std::min (newestMoment, feed.end() - item.strip->lookahead (feed.sampleRateHz()));
    return std::max (std::int64_t (0), newestMoment);
}

bool ScopePicture::update (const ScopeFeed& feed, const ScopeWindow& window)
{
    if (placed.empty())
        return false;
    const auto columns = placed.front().strip->columns();
    const auto hadTop = rate.topHz();
    const auto hadSeconds = shown.seconds;
    shown = window;
    map.samplesPerColumn = shown.seconds * feed.sampleRateHz() / columns;
    endColumn = map.columnOf (shown.end);
    for (const auto& item : placed)
        item.strip->update (feed, map, endColumn);
    return !juce::approximatelyEqual (hadTop, rate.topHz()) ||
           !juce::approximatelyEqual (hadSeconds, shown.seconds);
}

void ScopePicture::paintStrips (juce::Graphics& g) const
{
    for (const auto& item : placed)
        item.strip->paint (g, item.bounds.getPosition());
}

void ScopePicture::excludeStrips (juce::Graphics& g) const
{
    for (const auto& item : placed)
        g.excludeClipRegion (item.bounds);
}

void ScopePicture::paintScales (juce::Graphics& g) const
{
    g.setFont (numberFont (smallText));
    g.setColour (theme.muted);
    const auto label = [&] (const juce::String& text, float y, juce::Rectangle<int> strip)
    {
        const auto height = smallText + 2.0f;
        y = juce::jlimit (static_cast<float> (strip.getY()), static_cast<float> (strip.getBottom()) - height,
                          y - height / 2.0f);
        g.drawText (
            text, juce::Rectangle<float> (static_cast<float> (gutter.getX()), y, gutterWidth - 8.0f, height),
            juce::Justification::centredRight, false);
    };
    for (const auto& item : placed)
    {
        const auto strip = item.bounds;
        const auto top = static_cast<float> (strip.getY()), bottom = static_cast<float> (strip.getBottom());
        if (item.strip == &spectrogram)
        {
            const auto highest = SpectrogramStrip::topHz (rateOfSamplesHz);
            const Axis mel{ 0.0, melOfHz (highest), bottom, top };
            label (highest < 8000.0 ? juce::String (highest / 1000.0, 1) + " k" : "8 k", top, strip);
            if (strip.getHeight() >= 56)
                label ("1 k", mel.pixelOf (melOfHz (1000.0)), strip);
            if (strip.getHeight() >= 88)
                label ("3 k", mel.pixelOf (melOfHz (3000.0)), strip);
            label ("0 Hz", bottom, strip);
        }
        else if (item.strip == &raster)
        {
            if (units > 1)
                label (juce::String (units), top, strip);
            label (units > 1 ? "1" : "unit 1", units > 1 ? bottom : (top + bottom) / 2.0f, strip);
        }
        else if (item.strip == &rate)
        {
            label (rate.topHz() < 1000.0 ? juce::String (juce::roundToInt (rate.topHz())) + " Hz"
                                         : juce::String (juce::roundToInt (rate.topHz() / 1000.0)) + " kHz",
                   top, strip);
            if (strip.getHeight() >= 2 * static_cast<int> (smallText) + 4)
                label ("0", bottom, strip);
        }
        else
            label ("0", (top + bottom) / 2.0f, strip);
    }
    if (timeScale.isEmpty() || placed.empty())
        return;
    const bool isShort = shown.seconds < 0.5;
    const auto factor = isShort ? 1000.0 : 1.0;
    const Axis time{ 0.0, shown.seconds * factor, static_cast<float> (strips.getX()),
                     static_cast<float> (strips.getRight()) };
    const auto marks = ticks (0.0, shown.seconds * factor, std::max (2, strips.getWidth() / 96));
    for (const auto mark : marks)
    {
        const auto text =
            (mark > 0.0 ? tickLabel (mark, marks[1]) : juce::String ("0")) + (isShort ? " ms" : " s");
        const auto x = juce::jlimit (time.from, time.to - 56.0f, time.pixelOf (mark) - 28.0f);
        g.drawText (text,
                    juce::Rectangle<float> (x, static_cast<float> (timeScale.getY()) + 2.0f, 56.0f, 14.0f),
                    mark <= 0.0                             ? juce::Justification::centredLeft
                    : time.pixelOf (mark) + 28.0f > time.to ? juce::Justification::centredRight
                                                            : juce::Justification::centred,
                    false);
    }
}

void ScopePicture::paintFigures (juce::Graphics& g, const ScopeFeed& feed) const
{
    if (!figures.isEmpty())
        drawScopeFigures (g, figures, theme, feed, firstMoment(), lastMoment());
}

double ScopePicture::secondsAt (int x) const noexcept
{
    return shown.seconds * (x - strips.getX()) / std::max (1, strips.getWidth());
}

juce::String ScopePicture::cursorText (int x) const
{
    auto text = seconds (secondsAt (x), shown.seconds);
    if (placed.empty() || placed.back().strip != &rate)
        return text;
    const auto column = std::min (
        endColumn - 1, endColumn - rate.columns() +
                           static_cast<std::int64_t> (static_cast<float> (x - strips.getX()) * scale));
    if (const auto measured = rate.rateHz (column); measured >= 0.0)
        text << "  " << rateText (measured);
    if (const auto asked = rate.askedHz (column); asked >= 0.0)
        text << "  asked " << rateText (asked);
    return text;
}

void ScopePicture::paintCursor (juce::Graphics& g, int x) const
{
    if (placed.empty() || x < strips.getX() || x >= strips.getRight())
        return;
    g.setColour (theme.text.withAlpha (0.75f));
    g.fillRect (x, strips.getY(), 1, strips.getHeight());

    const auto font = numberFont (smallText);
    const auto text = cursorText (x);
    const auto width = static_cast<int> (std::ceil (textWidth (font, text))) + 16;
    auto box = juce::Rectangle<int> (x + 8, strips.getY() + 4, width, 20);
    if (box.getRight() > strips.getRight() - 4)
        box.setX (x - 8 - width);
    g.setColour (theme.raised.withAlpha (0.94f));
    g.fillRoundedRectangle (box.toFloat(), 4.0f);
    g.setColour (theme.line);
    g.drawRoundedRectangle (box.toFloat().reduced (0.5f), 4.0f, 1.0f);
    g.setColour (theme.text);
    g.setFont (font);
    g.drawText (text, box, juce::Justification::centred, false);
}

} // namespace spikegraph

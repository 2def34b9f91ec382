#pragma once

#include "Gui/RasterStrip.h"
#include "Gui/RateStrip.h"
#include "Gui/SpectrogramStrip.h"
#include "Gui/WaveformStrip.h"

namespace spikegraph
{

/// The stretch of time that a scope shows.
struct ScopeWindow
{
    double seconds = 1.8;
    std::int64_t end = 0; ///< a moment of the feed's
};

/// The strips of a scope under each other, with what is written beside them: the same on screen and in a
/// file. [message thread]
class ScopePicture
{
public:
    static constexpr int gutterWidth = 56, figuresWidth = 184;
    static constexpr double shortestSeconds = 0.05, longestSeconds = ScopeFeed::historySeconds;

    /// Where it lies, and how many pixels the screen has for each of it.
    void setLayout (juce::Rectangle<int> bounds, float pixelScale, const ScopeFeed& feed);
    void setTheme (const Theme& newTheme);

    /// Brings the strips up to date. Whether what is written beside them has changed.
    bool update (const ScopeFeed& feed, const ScopeWindow& window);
    /// The newest moment for which all strips can be drawn.
    std::int64_t newest (const ScopeFeed& feed) const;
    /// Draws all of it anew with the next update.
    void forget();

    /// Where the strips are, with the gaps between them.
    juce::Rectangle<int> stripBounds() const noexcept { return strips; }
    juce::Rectangle<int> figuresBounds() const noexcept { return figures; }

    void paintStrips (juce::Graphics& graphics) const;
    /// Leaves out, of what is painted next, what paintStrips covers.
    void excludeStrips (juce::Graphics& graphics) const;
    /// What each strip's height means, and the time.
    void paintScales (juce::Graphics& graphics) const;
    /// Measured and asked rate, sparsity and intervals, of the window.
    void paintFigures (juce::Graphics& graphics, const ScopeFeed& feed) const;
    /// A line through all strips, and what is there.
    void paintCursor (juce::Graphics& graphics, int x) const;
    /// "0.412 s  41.3 Hz".
    juce::String cursorText (int x) const;

    /// Seconds after the left edge.
    double secondsAt (int x) const noexcept;
    /// The first and the last moment that is shown, and one more.
    std::int64_t firstMoment() const noexcept { return map.momentOf (endColumn - spectrogram.columns()); }
    std::int64_t lastMoment() const noexcept { return map.momentOf (endColumn); }

private:
    struct Placed
    {
        ColumnStrip* strip;
        juce::Rectangle<int> bounds;
    };

    Theme theme = Theme::dark();
    juce::Rectangle<int> strips, gutter, timeScale, figures;
    SpectrogramStrip spectrogram;
    WaveformStrip waveform;
    RasterStrip raster;
    RateStrip rate;
    std::vector<Placed> placed; ///< what is shown, from top to bottom
    float scale = 1.0f;
    int units = 0;
    double rateOfSamplesHz = 48000.0;
    ScopeWindow shown;
    ColumnMap map;
    std::int64_t endColumn = 0;
};

} // namespace spikegraph

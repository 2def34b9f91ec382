#pragma once

#include "Gui/ScopeFeed.h"
#include "Plot/Theme.h"

#include <cmath>

namespace spikegraph
{

/// How moments become columns of pixels. All strips of a scope share it, and so stay aligned.
struct ColumnMap
{
    double samplesPerColumn = 1.0;

    std::int64_t columnOf (std::int64_t moment) const noexcept
    {
        return static_cast<std::int64_t> (std::floor (static_cast<double> (moment) / samplesPerColumn));
    }
    /// The first moment of a column.
    std::int64_t momentOf (std::int64_t column) const noexcept
    {
        return static_cast<std::int64_t> (std::ceil (static_cast<double> (column) * samplesPerColumn));
    }
    bool operator== (const ColumnMap&) const = default;
};

/// A picture of a history that moves on: columns are drawn once, when they come, into a ring of pixels, and
/// shown from there. Pixels are the screen's, whatever the scale.
class ColumnStrip
{
public:
    virtual ~ColumnStrip() = default;

    void setSize (int columnsToShow, int rowsToShow, float pixelsPerUnit);
    void setTheme (const Theme& newTheme);
    /// Draws all of it anew with the next update.
    void forget() noexcept { isDrawn = false; }

    /// Brings the columns before `end` up to date.
    void update (const ScopeFeed& feed, const ColumnMap& map, std::int64_t end);
    /// Where its top left corner is.
    void paint (juce::Graphics& graphics, juce::Point<int> position) const;

    int columns() const noexcept { return numColumns; }
    int rows() const noexcept { return numRows; }

    /// Samples after a column that its picture needs.
    virtual int lookahead (double sampleRateHz) const
    {
        juce::ignoreUnused (sampleRateHz);
        return 0;
    }

protected:
    /// Draws the columns [first, last), which are those before `last` that have changed.
    virtual void draw (const ScopeFeed& feed, const ColumnMap& map, std::int64_t first,
                       std::int64_t last) = 0;
    /// How many of the columns that were there change when new ones come.
    virtual int unsettledColumns() const { return 0; }
    virtual void sizeChanged() {}
    virtual void themeChanged() {}

    std::size_t slotOf (std::int64_t column) const noexcept
    {
        const auto slot = column % numColumns;
        return static_cast<std::size_t> (slot < 0 ? slot + numColumns : slot);
    }
    std::int64_t firstShown() const noexcept { return drawnEnd - numColumns; }
    const Theme& theme() const noexcept { return colours; }
    float scale() const noexcept { return pixelScale; }
    /// A length in pixels, at least one.
    int lengthOf (float length) const noexcept
    {
        return std::max (1, juce::roundToInt (length * pixelScale));
    }

    /// The pixels of the ring, to write to.
    class Pixels
    {
    public:
        explicit Pixels (ColumnStrip& strip)
            : data (strip.image, juce::Image::BitmapData::readWrite)
        {
        }
        void set (std::size_t slot, int row, juce::PixelARGB colour) noexcept { at (slot, row).set (colour); }
        void blend (std::size_t slot, int row, juce::PixelARGB colour, float amount) noexcept
        {
            at (slot, row).blend (colour, static_cast<juce::uint32> (juce::roundToInt (amount * 255.0f)));
        }
        void fill (std::size_t slot, juce::PixelARGB colour) noexcept
        {
            for (int row = 0; row < data.height; ++row)
                set (slot, row, colour);
        }

    private:
        juce::PixelRGB& at (std::size_t slot, int row) noexcept
        {
            return *reinterpret_cast<juce::PixelRGB*> (data.getPixelPointer (static_cast<int> (slot), row));
        }
        juce::Image::BitmapData data;
    };

private:
    Theme colours = Theme::dark();
    int numColumns = 0, numRows = 0;
    float pixelScale = 1.0f;
    juce::Image image;
    bool isDrawn = false;
    ColumnMap drawnMap;
    std::int64_t drawnEnd = 0;
};

} // namespace spikegraph

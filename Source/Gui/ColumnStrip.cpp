#include "Gui/ColumnStrip.h"

#include <algorithm>

namespace spikegraph
{

void ColumnStrip::setSize (int columnsToShow, int rowsToShow, float pixelsPerUnit)
{
    columnsToShow = std::max (1, columnsToShow);
    rowsToShow = std::max (1, rowsToShow);
    if (columnsToShow == numColumns && rowsToShow == numRows &&
        juce::approximatelyEqual (pixelsPerUnit, pixelScale))
        return;
    numColumns = columnsToShow;
    numRows = rowsToShow;
    pixelScale = pixelsPerUnit;
    image = juce::Image (juce::Image::RGB, numColumns, numRows, true, juce::SoftwareImageType());
    isDrawn = false;
    sizeChanged();
}

void ColumnStrip::setTheme (const Theme& newTheme)
{
    if (newTheme == colours)
        return;
    colours = newTheme;
    isDrawn = false;
    themeChanged();
}

void ColumnStrip::update (const ScopeFeed& feed, const ColumnMap& map, std::int64_t end)
{
    const auto start = end - numColumns;
    const bool goesOn = isDrawn && map == drawnMap && drawnEnd <= end && drawnEnd > start;
    if (goesOn && drawnEnd == end)
        return;
    const auto first = goesOn ? std::max (start, drawnEnd - unsettledColumns()) : start;
    isDrawn = true;
    drawnMap = map;
    drawnEnd = end;
    draw (feed, map, first, end);
}

void ColumnStrip::paint (juce::Graphics& graphics, juce::Point<int> position) const
{
    const juce::Graphics::ScopedSaveState saved (graphics);
    graphics.addTransform (juce::AffineTransform::scale (1.0f / pixelScale).translated (position.toFloat()));
    graphics.setImageResamplingQuality (juce::Graphics::lowResamplingQuality);
    const auto newest = static_cast<int> (slotOf (drawnEnd));
    graphics.drawImageAt (image.getClippedImage ({ newest, 0, numColumns - newest, numRows }), 0, 0);
    if (newest > 0)
        graphics.drawImageAt (image.getClippedImage ({ 0, 0, newest, numRows }), numColumns - newest, 0);
}

} // namespace spikegraph

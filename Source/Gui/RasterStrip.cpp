#include "Gui/RasterStrip.h"

#include <algorithm>

namespace spikegraph
{

void RasterStrip::draw (const ScopeFeed& feed, const ColumnMap& map, std::int64_t first, std::int64_t last)
{
    Pixels pixels (*this);
    const auto ground = theme().ground.getPixelARGB();
    for (auto column = first; column < last; ++column)
        pixels.fill (slotOf (column), ground);
    if (feed.units() == 0)
        return;

    const auto rowHeight = static_cast<float> (rows()) / static_cast<float> (feed.units());
    const auto full = std::min (rowHeight * 0.85f, 14.0f * scale());
    const auto markHeight = std::max (lengthOf (1.5f), juce::roundToInt (full));
    const auto markWidth = lengthOf (std::clamp (rowHeight / scale() * 0.5f, 1.0f, 2.0f));
    const bool isTall = full >= 8.0f * scale();
    // Where rows are narrower than a mark, marks lie over each other: let that be seen.
    const auto opacity = std::clamp (0.35f + 0.65f * rowHeight / static_cast<float> (markHeight), 0.0f, 1.0f);
    const auto up = theme().spikes.getPixelARGB(),
               down = theme().spikes.interpolatedWith (theme().ground, 0.45f).getPixelARGB();

    for (const auto& spike : feed.spikes (map.momentOf (first - markWidth + 1), map.momentOf (last)))
    {
        const auto centre =
            static_cast<float> (rows()) - (static_cast<float> (spike.unit) + 0.5f) * rowHeight;
        auto top = juce::roundToInt (centre - static_cast<float> (markHeight) / 2.0f);
        auto bottom = top + markHeight;
        if (isTall)
            (spike.polarity > 0 ? bottom : top) = juce::roundToInt (centre);
        const auto column = map.columnOf (spike.moment);
        for (auto x = std::max (first, column); x < std::min (last, column + markWidth); ++x)
            for (auto y = std::max (0, top); y < std::min (rows(), bottom); ++y)
                pixels.blend (slotOf (x), y, spike.polarity > 0 ? up : down, opacity);
    }
}

} // namespace spikegraph

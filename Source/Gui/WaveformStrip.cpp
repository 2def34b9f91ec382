#include "Gui/WaveformStrip.h"

#include <algorithm>

namespace spikegraph
{

void WaveformStrip::sizeChanged()
{
    extremes.assign (static_cast<std::size_t> (columns()), {});
}

void WaveformStrip::draw (const ScopeFeed& feed, const ColumnMap& map, std::int64_t first, std::int64_t last)
{
    for (auto column = first; column < last; ++column)
    {
        // One sample of the column before, so that steep sound has no holes.
        const auto from = map.momentOf (column) - 1;
        const auto count = std::max<std::int64_t> (2, map.momentOf (column + 1) - from);
        piece.resize (static_cast<std::size_t> (count));
        feed.copySound (from, static_cast<int> (count), piece.data());
        const auto [low, high] = std::minmax_element (piece.begin(), piece.end());
        extremes[slotOf (column)] = { *low, *high };
    }
    float highest = 0.0f;
    for (const auto& column : extremes)
        highest = std::max ({ highest, -column.low, column.high });
    const auto wanted = std::max (0.001f, std::pow (2.0f, std::ceil (std::log2 (std::max (1e-6f, highest)))));
    const bool isOther = wanted > height || wanted < height / 2.0f;
    if (isOther)
        height = wanted;
    drawSound (isOther ? firstShown() : first, last);
}

void WaveformStrip::drawSound (std::int64_t first, std::int64_t last)
{
    Pixels pixels (*this);
    const auto ground = theme().ground.getPixelARGB(), sound = theme().audio.getPixelARGB();
    const auto middle = static_cast<float> (rows()) / 2.0f;
    const auto yOf = [&] (float value) { return middle - value / height * (middle - scale()); };
    for (auto column = first; column < last; ++column)
    {
        const auto slot = slotOf (column);
        pixels.fill (slot, ground);
        const auto high = yOf (extremes[slot].high) - 0.5f * scale(),
                   low = yOf (extremes[slot].low) + 0.5f * scale();
        for (auto row = std::max (0, static_cast<int> (high));
             row < std::min (rows(), static_cast<int> (low) + 1); ++row)
        {
            const auto covered =
                std::min (low, static_cast<float> (row + 1)) - std::max (high, static_cast<float> (row));
            if (covered > 0.0f)
                pixels.blend (slot, row, sound, std::min (1.0f, covered));
        }
    }
}

} // namespace spikegraph

#include "Gui/RateStrip.h"

#include <algorithm>

namespace spikegraph
{
namespace
{

/// The next of 1, 2, 5, 10, 20, ... at or above a value.
double roundUp (double value)
{
    const auto power = std::pow (10.0, std::floor (std::log10 (value)));
    for (const auto factor : { 1.0, 2.0, 5.0 })
        if (value <= factor * power)
            return factor * power;
    return 10.0 * power;
}

} // namespace

void RateStrip::sizeChanged()
{
    measured.assign (static_cast<std::size_t> (columns()), 0.0);
    asked.assign (measured.size(), -1.0);
    kernel.clear();
    for (int i = 0; i <= reach(); ++i)
    {
        const auto z = static_cast<double> (static_cast<float> (i) / deviation());
        kernel.push_back (std::exp (-0.5 * z * z));
    }
}

/// Values of the columns from first - reach() to last + reach(), of which those below 0 are not known.
void RateStrip::smooth (const std::vector<double>& values, std::vector<double>& into, std::int64_t first,
                        std::int64_t last) const
{
    const auto width = reach();
    for (auto column = first; column < last; ++column)
    {
        const auto* here = values.data() + (column - first) + width;
        double sum = 0.0, weights = 0.0;
        for (int k = -width; k <= width; ++k)
            if (here[k] >= 0.0)
            {
                const auto weight = kernel[static_cast<std::size_t> (std::abs (k))];
                sum += weight * here[k];
                weights += weight;
            }
        into[slotOf (column)] = here[0] >= 0.0 ? sum / weights : -1.0;
    }
}

void RateStrip::draw (const ScopeFeed& feed, const ColumnMap& map, std::int64_t first, std::int64_t last)
{
    const auto from = first - reach(), to = last + reach();
    const auto known = feed.begin(), end = feed.end();
    std::vector<double> values (static_cast<std::size_t> (to - from), -1.0);
    for (auto column = from; column < to; ++column)
        if (map.momentOf (column) >= known && map.momentOf (column + 1) <= end)
            values[static_cast<std::size_t> (column - from)] = 0.0;
    const auto hertz = feed.sampleRateHz() / (map.samplesPerColumn * std::max (1, feed.units()));
    for (const auto& spike : feed.spikes (map.momentOf (from), map.momentOf (to)))
        if (auto& value = values[static_cast<std::size_t> (
                std::clamp (map.columnOf (spike.moment), from, to - 1) - from)];
            value >= 0.0)
            value += hertz * spike.count;
    smooth (values, measured, first, last);

    if (feed.knowsAskedRate())
    {
        for (auto column = from; column < to; ++column)
            values[static_cast<std::size_t> (column - from)] = feed.askedRateHz (
                map.momentOf (column), std::max (map.momentOf (column) + 1, map.momentOf (column + 1)));
        smooth (values, asked, first, last);
    }
    else
        std::fill (asked.begin(), asked.end(), -1.0);

    const auto oldTop = top;
    followHighest();
    drawLine (juce::approximatelyEqual (top, oldTop) ? first : firstShown(), last);
}

/// Up at once, and down only where most of the height is unused: so that it does not flicker.
void RateStrip::followHighest()
{
    const auto highest = std::max (*std::max_element (measured.begin(), measured.end()),
                                   *std::max_element (asked.begin(), asked.end()));
    const auto wanted = roundUp (std::max (1.0, highest * 1.08));
    if (wanted > top || highest < 0.3 * top)
        top = wanted;
}

void RateStrip::drawLine (std::int64_t first, std::int64_t last)
{
    Pixels pixels (*this);
    const auto ground = theme().ground.getPixelARGB(), line = theme().rate.getPixelARGB(),
               dots = theme().text.getPixelARGB(),
               area = theme().ground.interpolatedWith (theme().rate, 0.28f).getPixelARGB();
    const auto height = static_cast<float> (rows());
    const auto half = 0.75f * scale();
    const auto yOf = [&] (double hz)
    { return height - half - static_cast<float> (hz / top) * (height - 2.0f * half); };
    /// A stroke from one column's value to the next's, as much of each pixel as it covers.
    const auto stroke =
        [&] (std::size_t slot, float from, float to, juce::PixelARGB colour, float thickness, float opacity)
    {
        const auto high = std::min (from, to) - thickness, low = std::max (from, to) + thickness;
        for (auto row = std::max (0, static_cast<int> (high));
             row < std::min (rows(), static_cast<int> (low) + 1); ++row)
        {
            const auto covered =
                std::min (low, static_cast<float> (row + 1)) - std::max (high, static_cast<float> (row));
            if (covered > 0.0f)
                pixels.blend (slot, row, colour, opacity * std::min (1.0f, covered));
        }
    };
    const auto dot = lengthOf (2.0f), gap = lengthOf (3.0f);
    for (auto column = first; column < last; ++column)
    {
        const auto slot = slotOf (column);
        pixels.fill (slot, ground);
        const auto before = slotOf (std::max (column - 1, firstShown()));
        if (const auto now = measured[slot]; now >= 0.0)
        {
            const auto y = yOf (now), yBefore = measured[before] >= 0.0 ? yOf (measured[before]) : y;
            for (auto row = std::max (0, static_cast<int> (std::ceil (y))); row < rows(); ++row)
                pixels.set (slot, row, area);
            stroke (slot, y, (y + yBefore) * 0.5f, line, half, 1.0f);
        }
        if (const auto now = asked[slot];
            now >= 0.0 && ((column % (dot + gap)) + dot + gap) % (dot + gap) < dot)
            stroke (slot, yOf (now), yOf (asked[before] >= 0.0 ? asked[before] : now), dots, 0.5f * scale(),
                    0.8f);
    }
}

} // namespace spikegraph

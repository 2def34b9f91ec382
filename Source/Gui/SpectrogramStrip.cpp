#include "Gui/SpectrogramStrip.h"

#include <algorithm>

namespace spikegraph
{
namespace
{

constexpr float quietest = -127.5f;                     ///< decibels, of the byte 0
constexpr float shownRange = 60.0f;                     ///< decibels
constexpr float loudestTop = 0.0f, softestTop = -66.0f; ///< so that noise stays dark
constexpr float topStep = 6.0f;
/// Closer together, spectra of 20 ms do not differ.
constexpr double spectraPerSecond = 600.0;

std::uint8_t byteOf (float decibels) noexcept
{
    return static_cast<std::uint8_t> (juce::jlimit (0, 255, juce::roundToInt ((decibels - quietest) * 2.0f)));
}

float decibelsOf (std::uint8_t byte) noexcept
{
    return quietest + 0.5f * static_cast<float> (byte);
}

std::int64_t hopFor (double sampleRateHz) noexcept
{
    return std::max<std::int64_t> (1, std::llround (sampleRateHz / spectraPerSecond));
}

} // namespace

int SpectrogramStrip::lookahead (double sampleRateHz) const
{
    return ShortSpectrum::samplesFor (sampleRateHz) / 2 + static_cast<int> (hopFor (sampleRateHz));
}

void SpectrogramStrip::sizeChanged()
{
    shown.assign (static_cast<std::size_t> (columns()) * static_cast<std::size_t> (rows()), 0);
    loudest.assign (static_cast<std::size_t> (columns()), 0);
    rateHz = 0.0;
    makeColours();
}

void SpectrogramStrip::prepare (double sampleRateHz)
{
    if (juce::approximatelyEqual (sampleRateHz, rateHz))
        return;
    rateHz = sampleRateHz;
    spectrum = std::make_unique<ShortSpectrum> (rateHz);
    piece.resize (static_cast<std::size_t> (spectrum->samples()));
    latest = {};
    const Axis mel{ 0.0, melOfHz (topHz (rateHz)), static_cast<float> (rows()), 0.0f };
    rowBins.clear();
    for (int row = 0; row < rows(); ++row)
    {
        const auto binAt = [&] (float y) { return hzOfMel (mel.valueOf (y)) / spectrum->binHz(); };
        const auto low = binAt (static_cast<float> (row) + 1.0f), high = binAt (static_cast<float> (row)),
                   centre = binAt (static_cast<float> (row) + 0.5f);
        const auto last = spectrum->bins() - 1;
        if (high - low > 1.0)
            rowBins.push_back ({ std::min (last, static_cast<int> (std::ceil (low))),
                                 std::min (last, static_cast<int> (std::floor (high))), -1.0f });
        else
            rowBins.push_back ({ std::min (last - 1, static_cast<int> (centre)), 0,
                                 static_cast<float> (centre - std::floor (centre)) });
    }
}

const std::vector<float>& SpectrogramStrip::levelsAround (const ScopeFeed& feed, std::int64_t moment)
{
    for (const auto& known : latest)
        if (known.moment == moment && !known.levels.empty())
            return known.levels;
    newest = 1 - newest;
    auto& made = latest[newest];
    made.moment = moment;
    made.levels.clear();
    feed.copySound (moment - spectrum->samples() / 2, spectrum->samples(), piece.data());
    const auto& amplitudes = spectrum->amplitudes (piece.data());
    for (const auto& row : rowBins)
    {
        const auto* bins = amplitudes.data() + row.first;
        const auto amplitude = row.fraction < 0.0f
                                   ? *std::max_element (bins, amplitudes.data() + row.last + 1)
                                   : bins[0] + row.fraction * (bins[1] - bins[0]);
        made.levels.push_back (20.0f * std::log10 (std::max (amplitude, 1e-9f)));
    }
    return made.levels;
}

void SpectrogramStrip::draw (const ScopeFeed& feed, const ColumnMap& map, std::int64_t first,
                             std::int64_t last)
{
    prepare (feed.sampleRateHz());
    latest = {}; // the sound after them may not have been there
    const auto hop = hopFor (rateHz);
    const bool isFine = map.samplesPerColumn < static_cast<double> (hop);
    for (auto column = first; column < last; ++column)
    {
        const auto centre = (static_cast<double> (column) + 0.5) * map.samplesPerColumn;
        const auto slot = slotOf (column);
        const auto number = static_cast<std::int64_t> (std::floor (centre / static_cast<double> (hop)));
        const auto& before = levelsAround (feed, isFine ? number * hop : static_cast<std::int64_t> (centre));
        const auto& after = isFine ? levelsAround (feed, (number + 1) * hop) : before;
        const auto way =
            static_cast<float> (centre / static_cast<double> (hop) - static_cast<double> (number));
        std::uint8_t most = 0;
        for (std::size_t row = 0; row < rowBins.size(); ++row)
        {
            const auto byte = byteOf (before[row] + way * (after[row] - before[row]));
            shown[row * static_cast<std::size_t> (columns()) + slot] = byte;
            most = std::max (most, byte);
        }
        loudest[slot] = most;
    }
    const auto oldTop = top;
    followLoudness();
    if (juce::approximatelyEqual (top, oldTop))
        colour (first, last);
    else
    {
        makeColours();
        colour (firstShown(), last);
    }
}

/// Up at once, and down only where much of the brightness is unused: so that it does not flicker.
void SpectrogramStrip::followLoudness()
{
    const auto most = decibelsOf (*std::max_element (loudest.begin(), loudest.end()));
    const auto wanted = std::clamp (topStep * std::ceil ((most - 2.0f) / topStep), softestTop, loudestTop);
    if (wanted > top || wanted < top - topStep)
        top = wanted;
}

/// From the ground through the sound's colour to the text's.
void SpectrogramStrip::makeColours()
{
    const auto& t = theme();
    const auto bright = t.ground.interpolatedWith (t.audio, 0.92f);
    for (std::size_t i = 0; i < colours.size(); ++i)
    {
        const auto level = std::clamp (
            (decibelsOf (static_cast<std::uint8_t> (i)) - (top - shownRange)) / shownRange, 0.0f, 1.0f);
        colours[i] = (level < 0.75f ? t.ground.interpolatedWith (bright, std::pow (level / 0.75f, 1.5f))
                                    : bright.interpolatedWith (t.text, (level - 0.75f) / 0.25f))
                         .getPixelARGB();
    }
}

void SpectrogramStrip::colour (std::int64_t first, std::int64_t last)
{
    Pixels pixels (*this);
    for (int row = 0; row < rows(); ++row)
    {
        const auto* levels = shown.data() + row * columns();
        for (auto column = first; column < last; ++column)
            pixels.set (slotOf (column), row, colours[levels[slotOf (column)]]);
    }
}

} // namespace spikegraph

#include "Plot/Spectrogram.h"

#include "Plot/ShortSpectrum.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{

Spectrogram::Spectrogram (const float* samples, int count, double sampleRateHz, int columnsWanted)
    : numColumns (columnsWanted)
{
    ShortSpectrum spectrum (sampleRateHz);
    numBins = spectrum.bins();
    hzPerBin = spectrum.binHz();
    levels.resize (static_cast<std::size_t> (numColumns) * static_cast<std::size_t> (numBins));
    std::vector<float> piece (static_cast<std::size_t> (spectrum.samples()));
    for (int column = 0; column < numColumns; ++column)
    {
        const auto centre = static_cast<int> ((column + 0.5) * count / numColumns);
        for (int i = 0; i < spectrum.samples(); ++i)
        {
            const auto at = centre - spectrum.samples() / 2 + i;
            piece[static_cast<std::size_t> (i)] = at >= 0 && at < count ? samples[at] : 0.0f;
        }
        const auto& amplitudes = spectrum.amplitudes (piece.data());
        for (int bin = 0; bin < numBins; ++bin)
            levels[placeOf (column, bin)] =
                20.0f * std::log10 (std::max (amplitudes[static_cast<std::size_t> (bin)], 1e-9f));
    }
}

float Spectrogram::decibelsAt (int column, double hz) const noexcept
{
    const auto position = std::clamp (hz / hzPerBin, 0.0, numBins - 1.001);
    const auto bin = static_cast<int> (position);
    const auto fraction = static_cast<float> (position - bin);
    const auto* level = &levels[placeOf (column, bin)];
    return level[0] + fraction * (level[1] - level[0]);
}

} // namespace spikegraph

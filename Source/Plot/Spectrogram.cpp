#include "Plot/Spectrogram.h"

#include <Eigen/Core>
#include <unsupported/Eigen/FFT>

#include <algorithm>
#include <cmath>
#include <complex>

namespace spikegraph
{

Spectrogram::Spectrogram (const float* samples, int count, double sampleRateHz, int columnsWanted)
    : numColumns (columnsWanted)
{
    int size = 64;
    while (size < 0.02 * sampleRateHz)
        size *= 2;
    numBins = size / 2 + 1;
    hzPerBin = sampleRateHz / size;
    levels.resize (static_cast<std::size_t> (numColumns) * static_cast<std::size_t> (numBins));

    std::vector<float> window (static_cast<std::size_t> (size)), frame (window.size());
    float sum = 0.0f;
    for (int i = 0; i < size; ++i)
    {
        auto& w = window[static_cast<std::size_t> (i)];
        w = 0.5f - 0.5f * static_cast<float> (std::cos (2.0 * juce::MathConstants<double>::pi * i / size));
        sum += w;
    }
    Eigen::FFT<float> fft;
    std::vector<std::complex<float>> spectrum;
    for (int column = 0; column < numColumns; ++column)
    {
        const auto centre = static_cast<int> ((column + 0.5) * count / numColumns);
        for (int i = 0; i < size; ++i)
        {
            const auto at = centre - size / 2 + i;
            frame[static_cast<std::size_t> (i)] =
                at >= 0 && at < count ? samples[at] * window[static_cast<std::size_t> (i)] : 0.0f;
        }
        fft.fwd (spectrum, frame);
        for (int bin = 0; bin < numBins; ++bin)
        {
            const auto amplitude = 2.0f * std::abs (spectrum[static_cast<std::size_t> (bin)]) / sum;
            levels[static_cast<std::size_t> (column * numBins + bin)] =
                20.0f * std::log10 (std::max (amplitude, 1e-9f));
        }
    }
}

float Spectrogram::decibelsAt (int column, double hz) const noexcept
{
    const auto position = std::clamp (hz / hzPerBin, 0.0, numBins - 1.001);
    const auto bin = static_cast<int> (position);
    const auto fraction = static_cast<float> (position - bin);
    const auto* level = &levels[static_cast<std::size_t> (column * numBins + bin)];
    return level[0] + fraction * (level[1] - level[0]);
}

} // namespace spikegraph

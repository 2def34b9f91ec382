#include "Plot/ShortSpectrum.h"

#include <Eigen/Core>
#include <unsupported/Eigen/FFT>

#include <cmath>
#include <complex>
#include <numbers>

namespace spikegraph
{
int ShortSpectrum::samplesFor (double sampleRateHz) noexcept
{
    int size = 64;
    while (size < 0.02 * sampleRateHz)
        size *= 2;
    return size;
}

struct ShortSpectrum::Transform
{
    Eigen::FFT<float> fft;
    std::vector<std::complex<float>> spectrum;
};

ShortSpectrum::ShortSpectrum (double sampleRateHz)
    : window (static_cast<std::size_t> (samplesFor (sampleRateHz)))
    , weighted (window.size())
    , result (window.size() / 2 + 1)
    , hzPerBin (sampleRateHz / static_cast<double> (window.size()))
    , transform (std::make_unique<Transform>())
{
    const auto size = static_cast<double> (window.size());
    for (std::size_t i = 0; i < window.size(); ++i)
    {
        window[i] = 0.5f - 0.5f * static_cast<float> (
                                      std::cos (2.0 * std::numbers::pi * static_cast<double> (i) / size));
        windowSum += window[i];
    }
}

ShortSpectrum::~ShortSpectrum() = default;

const std::vector<float>& ShortSpectrum::amplitudes (const float* piece)
{
    for (std::size_t i = 0; i < window.size(); ++i)
        weighted[i] = piece[i] * window[i];
    transform->fft.fwd (transform->spectrum, weighted);
    for (std::size_t bin = 0; bin < result.size(); ++bin)
        result[bin] = 2.0f * std::abs (transform->spectrum[bin]) / windowSum;
    return result;
}

} // namespace spikegraph

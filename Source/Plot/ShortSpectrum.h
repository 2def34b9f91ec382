#pragma once

#include <memory>
#include <vector>

namespace spikegraph
{

/// The spectrum of one short piece of sound under a Hann window: a column of a spectrogram.
class ShortSpectrum
{
public:
    /// Pieces of about 20 ms: the next power of two samples.
    static int samplesFor (double sampleRateHz) noexcept;
    explicit ShortSpectrum (double sampleRateHz);
    ~ShortSpectrum();

    int samples() const noexcept { return static_cast<int> (window.size()); }
    int bins() const noexcept { return samples() / 2 + 1; }
    double binHz() const noexcept { return hzPerBin; }

    /// The amplitude in each bin, of as many samples as samples(). A full-scale sine has 1. Valid until the
    /// next call.
    const std::vector<float>& amplitudes (const float* piece);

private:
    struct Transform;

    std::vector<float> window, weighted, result;
    float windowSum = 0.0f;
    double hzPerBin;
    std::unique_ptr<Transform> transform;
};

} // namespace spikegraph

#pragma once

#include <cstdint>

namespace spikegraph
{

/// Where the host's song is, and how fast it goes.
struct Transport
{
    double tempoBpm = 120.0;
    double positionQuarters = 0.0; ///< quarter notes since the song's start
    std::int64_t positionSamples = 0;
    bool isPlaying = false;

    /// The same some samples later.
    Transport after (std::int64_t samples, double sampleRateHz) const noexcept
    {
        auto later = *this;
        if (isPlaying)
        {
            later.positionSamples += samples;
            later.positionQuarters += static_cast<double> (samples) * tempoBpm / (60.0 * sampleRateHz);
        }
        return later;
    }
};

} // namespace spikegraph

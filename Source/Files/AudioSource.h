#pragma once

#include "Files/AudioFile.h"

#include <memory>

namespace spikegraph
{

/// An audio file read from start to end in blocks, at its own sample rate or, through libsoxr at its very
/// high quality, at another. The length is the input's duration at the new rate, rounded up; no delay is
/// added.
class AudioSource
{
public:
    /// A rate of 0 keeps the file's. Throws as AudioReader, and where the rate cannot be reached.
    explicit AudioSource (AudioReader& readerToUse, double sampleRateHz = 0.0);
    ~AudioSource();

    double sampleRateHz() const noexcept { return rateHz; }
    juce::int64 samples() const noexcept { return length; }

    /// Writes the next count samples to the buffer, from its sample 0 on. They must exist.
    void read (juce::AudioBuffer<float>& buffer, int count);

private:
    struct Resampler;

    AudioReader& reader;
    double rateHz;
    juce::int64 length, position = 0;
    std::unique_ptr<Resampler> resampler;
};

} // namespace spikegraph

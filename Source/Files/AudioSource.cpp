#include "Files/AudioSource.h"

#include <soxr.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace spikegraph
{

/// libsoxr's stream, fed with interleaved blocks of the file as it asks for them.
struct AudioSource::Resampler
{
    Resampler (AudioReader& readerToUse, double rateHz)
        : reader (readerToUse)
        , channels (readerToUse.facts().channels)
        , block (channels, blockSamples)
        , interleaved (indexOf (blockSamples))
    {
        const auto quality = soxr_quality_spec (SOXR_VHQ, 0);
        soxr_error_t error = nullptr;
        stream = soxr_create (reader.facts().sampleRateHz, rateHz, static_cast<unsigned> (channels), &error,
                              nullptr, &quality, nullptr);
        if (stream == nullptr)
            throw std::runtime_error (reader.path().string() + ": cannot be resampled: " + error);
        soxr_set_input_fn (stream, &Resampler::feed, this, blockSamples);
    }

    ~Resampler() { soxr_delete (stream); }

    Resampler (const Resampler&) = delete;
    Resampler& operator= (const Resampler&) = delete;

    /// Where a sample is among interleaved ones.
    std::size_t indexOf (int sample, int channel = 0) const noexcept
    {
        return static_cast<std::size_t> (sample) * static_cast<std::size_t> (channels) +
               static_cast<std::size_t> (channel);
    }

    static std::size_t feed (void* self, soxr_in_t* data, std::size_t wanted)
    {
        auto& r = *static_cast<Resampler*> (self);
        const auto left = r.reader.facts().samples - r.position;
        const auto count = static_cast<int> (
            std::min<juce::int64> ({ left, static_cast<juce::int64> (wanted), blockSamples }));
        if (count > 0)
            r.reader.read (r.block, r.position, count);
        r.position += count;
        for (int i = 0; i < count; ++i)
            for (int channel = 0; channel < r.channels; ++channel)
                r.interleaved[r.indexOf (i, channel)] = r.block.getSample (channel, i);
        *data = r.interleaved.data();
        return static_cast<std::size_t> (count);
    }

    static constexpr int blockSamples = 4096;

    AudioReader& reader;
    int channels;
    juce::AudioBuffer<float> block;
    std::vector<float> interleaved, output;
    soxr_t stream = nullptr;
    juce::int64 position = 0;
};

AudioSource::AudioSource (AudioReader& readerToUse, double wantedRateHz)
    : reader (readerToUse)
    , rateHz (wantedRateHz > 0.0 ? wantedRateHz : readerToUse.facts().sampleRateHz)
{
    const auto& facts = reader.facts();
    const bool same = std::abs (rateHz - facts.sampleRateHz) < 1e-9;
    length =
        same ? facts.samples : static_cast<juce::int64> (std::ceil (facts.durationSeconds() * rateHz - 1e-6));
    if (!same)
        resampler = std::make_unique<Resampler> (reader, rateHz);
}

AudioSource::~AudioSource() = default;

void AudioSource::read (juce::AudioBuffer<float>& buffer, int count)
{
    if (resampler == nullptr)
    {
        reader.read (buffer, position, count);
        position += count;
        return;
    }
    auto& output = resampler->output;
    output.assign (resampler->indexOf (count), 0.0f);
    // The stream may end a sample early, by rounding: the rest stays silent.
    soxr_output (resampler->stream, output.data(), static_cast<std::size_t> (count));
    for (int i = 0; i < count; ++i)
        for (int channel = 0; channel < resampler->channels; ++channel)
            buffer.setSample (channel, i, output[resampler->indexOf (i, channel)]);
    position += count;
}

} // namespace spikegraph

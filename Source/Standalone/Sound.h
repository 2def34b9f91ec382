#pragma once

#include <juce_audio_basics/juce_audio_basics.h>

#include <atomic>
#include <memory>

namespace spikegraph
{

/// Where a sound comes from: a file, or the speech that the app brings along.
struct SoundOrigin
{
    juce::File file{}; ///< none for the app's own

    bool isBundled() const { return file == juce::File(); }
    juce::String name() const;

    bool operator== (const SoundOrigin&) const = default;
};

/// A sound in memory, at the rate that it is played at: mono, or the first two channels of its file. Never
/// changed once it is made.
struct Sound
{
    SoundOrigin origin{};
    juce::AudioBuffer<float> samples{};
    double sampleRateHz = 0.0;

    double durationSeconds() const noexcept { return samples.getNumSamples() / sampleRateHz; }
};

/// Three quarters of an hour of stereo at 48 kHz.
constexpr juce::int64 mostSoundBytes = juce::int64{ 1 } << 30;

/// Reads all of it, resampled. Throws std::runtime_error, one line that names the file and the reason, as
/// AudioReader does, and where it is longer than mostSoundBytes. Null if it was told to give up.
/// [any thread but the audio thread]
std::shared_ptr<const Sound> readSound (const SoundOrigin& origin, double sampleRateHz,
                                        const std::atomic<bool>& shouldGiveUp);

} // namespace spikegraph

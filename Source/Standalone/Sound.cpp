#include "Standalone/Sound.h"

#include "Files/AudioSource.h"
#include "SpikegraphSounds.h"

#include <algorithm>
#include <stdexcept>

namespace spikegraph
{
namespace
{

constexpr int blockSamples = 16384;

AudioReader openReader (const SoundOrigin& origin)
{
    if (origin.isBundled())
        return { sounds::frontcenter_wav, static_cast<std::size_t> (sounds::frontcenter_wavSize),
                 origin.name().toStdString() };
    return AudioReader (origin.file.getFullPathName().toStdString());
}

} // namespace

juce::String SoundOrigin::name() const
{
    return isBundled() ? "Demo speech" : file.getFileName();
}

std::shared_ptr<const Sound> readSound (const SoundOrigin& origin, double sampleRateHz,
                                        const std::atomic<bool>& shouldGiveUp)
{
    auto reader = openReader (origin);
    AudioSource source (reader, sampleRateHz);
    const auto fileChannels = reader.facts().channels, channels = std::min (2, fileChannels);
    if (source.samples() > mostSoundBytes / channels / static_cast<juce::int64> (sizeof (float)))
        throw std::runtime_error (
            reader.path().string() + ": lasts " +
            std::to_string (static_cast<int> (reader.facts().durationSeconds() / 60.0)) +
            " minutes, too long to keep in memory");

    auto sound = std::make_shared<Sound>();
    sound->origin = origin;
    sound->sampleRateHz = sampleRateHz;
    const auto length = static_cast<int> (source.samples());
    sound->samples.setSize (channels, length);
    juce::AudioBuffer<float> block (fileChannels, blockSamples);
    for (int first = 0; first < length; first += blockSamples)
    {
        if (shouldGiveUp)
            return nullptr;
        const auto count = std::min (blockSamples, length - first);
        source.read (block, count);
        for (int channel = 0; channel < channels; ++channel)
            sound->samples.copyFrom (channel, first, block, channel, 0, count);
    }
    return sound;
}

} // namespace spikegraph

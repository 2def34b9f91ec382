#include "Cli/TrainSounds.h"

#include "Cli/CommandError.h"
#include "Cli/InputFiles.h"
#include "Core/Error.h"
#include "Files/AudioFile.h"

namespace spikegraph::cli
{
namespace
{

namespace fs = std::filesystem;

juce::AudioBuffer<float> readSound (const fs::path& path, double& sampleRateHz, int& channels)
{
    AudioReader reader (path);
    const auto& facts = reader.facts();
    if (sampleRateHz > 0.0 && (facts.sampleRateHz < sampleRateHz || facts.sampleRateHz > sampleRateHz))
        throw InvalidValue (path.string() + ": is at " + describe (facts.sampleRateHz) +
                            " Hz, the others at " + describe (sampleRateHz) + " Hz");
    if (channels > 0 && facts.channels != channels)
        throw InvalidValue (path.string() + ": has " + std::to_string (facts.channels) +
                            " channels, the others " + std::to_string (channels));
    constexpr juce::int64 mostSamples = 1 << 28;
    if (facts.samples * facts.channels > mostSamples)
        throw InvalidValue (path.string() + ": is too long to train on");
    sampleRateHz = facts.sampleRateHz;
    channels = facts.channels;
    juce::AudioBuffer<float> sound (facts.channels, static_cast<int> (facts.samples));
    reader.read (sound, 0, sound.getNumSamples());
    return sound;
}

} // namespace

SoundPairs readSounds (const std::vector<std::string>& inputs, const std::vector<std::string>& targets,
                       bool recursive, SoundForm& form)
{
    SoundPairs sounds;
    sounds.names = collectAudioFiles (inputs, recursive);
    const auto wanted = collectAudioFiles (targets, recursive);
    if (!targets.empty() && wanted.size() != sounds.names.size())
        throw CommandError (ExitCode::wrongArguments, "there are " + std::to_string (sounds.names.size()) +
                                                          " inputs and " + std::to_string (wanted.size()) +
                                                          " targets: they go in pairs");
    for (std::size_t k = 0; k < sounds.names.size(); ++k)
    {
        sounds.inputs.push_back (readSound (sounds.names[k], form.sampleRateHz, form.inputChannels));
        sounds.targets.push_back (targets.empty()
                                      ? sounds.inputs.back()
                                      : readSound (wanted[k], form.sampleRateHz, form.targetChannels));
        form.targetChannels = sounds.targets.back().getNumChannels();
    }
    return sounds;
}

std::vector<TrainingSound> play (const PatchGraph& graph, const SoundPairs& sounds)
{
    std::vector<TrainingSound> all;
    for (std::size_t k = 0; k < sounds.names.size(); ++k)
        all.push_back (trainingSound (graph, sounds.inputs[k], sounds.targets[k], sounds.names[k].string()));
    return all;
}

} // namespace spikegraph::cli

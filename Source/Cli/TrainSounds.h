#pragma once

#include "Training/Trainer.h"

#include <filesystem>
#include <string>
#include <vector>

namespace spikegraph::cli
{

/// Sounds and what should come out for each.
struct SoundPairs
{
    std::vector<std::filesystem::path> names;
    std::vector<juce::AudioBuffer<float>> inputs, targets;
};

/// What all sounds of a training have in common; 0 where none has been read yet.
struct SoundForm
{
    double sampleRateHz = 0.0;
    int inputChannels = 0, targetChannels = 0;
};

/// Reads files, folders or patterns; without targets each input is its own. The first sound says the form of
/// those after it. Throws CommandError (wrong arguments) where inputs and targets are no pairs, InvalidValue
/// for a sound of another form or too long, and what AudioReader throws.
SoundPairs readSounds (const std::vector<std::string>& inputs, const std::vector<std::string>& targets,
                       bool recursive, SoundForm& form);

/// What the graph's fixed part makes of them.
std::vector<TrainingSound> play (const PatchGraph& graph, const SoundPairs& sounds);

} // namespace spikegraph::cli

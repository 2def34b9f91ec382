#pragma once

#include "Graph/GraphModel.h"
#include "SpikeFiles/SpikeTrains.h"

#include <filesystem>
#include <functional>
#include <optional>

namespace spikegraph::cli
{

struct EncodeOptions
{
    juce::String tap;          ///< the node whose spikes are taken
    double sampleRateHz = 0.0; ///< of the patch; 0: as the input
    int blockSamples = 1024;
    bool measuresReconstruction = false;
};

/// What a file became.
struct Encoded
{
    SpikeTrains trains;
    std::optional<double> reconstructionSiSdrDecibels; ///< of the patch's output, if asked for
    double elapsedSeconds = 0.0;
    std::uint64_t replacedSamples = 0;
};

/// The node whose spikes a patch puts out: the one whose cable leads to Audio Out, or else the first that
/// spikes. Empty where none does.
juce::String spikeOutputOf (const GraphModel& patch);

/// The node whose spikes are taken: the wanted one, or where none is named that of spikeOutputOf. Throws
/// CommandError (wrong arguments) for a patch without one, and for a name that is none of its nodes.
juce::String spikeNodeOf (const GraphModel& patch, const juce::String& wanted);

/// The patch with each node's seed mixed with the file's name, so that a file's spikes depend on no other.
GraphModel withSeedsOf (const GraphModel& patch, const std::filesystem::path& file);

/// The spikes that a file makes in a patch, from its first sample to its last. Throws std::runtime_error or
/// InvalidValue with file and reason, and what `advance` throws, which is told the seconds done and those in
/// all. [any thread; many side by side]
Encoded encodeFile (const GraphModel& patch, const std::filesystem::path& input, const EncodeOptions& options,
                    const std::function<void (double, double)>& advance);

} // namespace spikegraph::cli

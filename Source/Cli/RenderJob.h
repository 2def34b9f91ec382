#pragma once

#include "Cli/Automation.h"
#include "Cli/Meters.h"
#include "Cli/Song.h"
#include "Files/AudioFile.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace spikegraph::cli
{

/// How files are rendered: the same for every file of a command.
struct RenderOptions
{
    std::optional<SampleFormat> sampleFormat; ///< none: as the input
    int channels = 0;                         ///< of the output; 0: as the input
    double sampleRateHz = 0.0;                ///< of the render and its output; 0: as the input
    int blockSamples = 1024;
    /// Seconds that the output goes on after the input and the song; none: until it stays below -90 dB, 30 s
    /// at most.
    std::optional<double> tailSeconds;
    bool overwrite = false;
    Song song;
    std::vector<AutomationPoint> automation;
};

struct RenderFiles
{
    std::filesystem::path input, output;
    std::filesystem::path midiOutput; ///< empty: none
};

/// What rendering one file came to.
struct RenderResult
{
    std::filesystem::path output;
    AudioFacts facts;
    double outputSeconds = 0.0, elapsedSeconds = 0.0;
    Level inputLevel, outputLevel;
    std::vector<SpikeCount> spikes;
    juce::int64 clippedSamples = 0;
    std::uint64_t replacedSamples = 0;
};

/// Sends a file through a patch, in blocks: memory does not grow with its length. The output appears whole or
/// not at all. Throws std::runtime_error or InvalidValue with file and reason, and what `advance` throws,
/// which is told the seconds done and those in all. [any thread; many side by side]
RenderResult renderFile (const GraphModel& patch, const RenderFiles& files, const RenderOptions& options,
                         const std::function<void (double, double)>& advance);

} // namespace spikegraph::cli

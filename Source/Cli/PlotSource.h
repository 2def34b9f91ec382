#pragma once

#include "Graph/GraphModel.h"
#include "Plot/PlotData.h"

#include <filesystem>
#include <functional>

namespace spikegraph::cli
{

/// Where the spikes of a picture come from: sound through a patch, or an array of them.
class PlotSource
{
public:
    /// The patch must be runnable. The tap is the node whose spikes are shown; that of spikeOutputOf where
    /// it is empty. dtSeconds is what a step of an array stands for. Throws InvalidValue.
    PlotSource (const GraphModel& patchToRun, juce::String tapToShow, double dtSeconds);

    /// An audio file of an hour at most, or a .npy of spikes of shape (steps, units) or (1, steps, units).
    /// Throws std::runtime_error or InvalidValue with file and reason, and what `advance` throws, which is
    /// told the seconds done and those in all. [any thread; many side by side]
    PlotData read (
        const std::filesystem::path& file,
        const std::function<void (double, double)>& advance = [] (double, double) {}) const;

private:
    PlotData readAudio (const std::filesystem::path& file,
                        const std::function<void (double, double)>& advance) const;
    PlotData readArray (const std::filesystem::path& file) const;

    const GraphModel& patch;
    juce::String tap;
    double dt;
};

} // namespace spikegraph::cli

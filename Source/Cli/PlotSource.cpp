#include "Cli/PlotSource.h"

#include "Cli/EncodeJob.h"
#include "Core/Error.h"
#include "Files/AudioFile.h"
#include "Files/NpyFile.h"
#include "Graph/GraphEngine.h"

#include <algorithm>
#include <cmath>

namespace spikegraph::cli
{
namespace
{

/// A picture holds no more than some hundred thousand columns of any sound.
constexpr double longestSeconds = 3600.0;

juce::String nameOf (const std::filesystem::path& file)
{
    return juce::String (file.filename().string());
}

} // namespace

PlotSource::PlotSource (const GraphModel& patchToRun, juce::String tapToShow, double dtSeconds)
    : patch (patchToRun)
    , tap (std::move (tapToShow))
    , dt (dtSeconds)
{
    requirePositive ("--dt", dt);
    if (tap.isEmpty())
        tap = spikeOutputOf (patch);
    if (tap.isNotEmpty())
        GraphEngine<float> (patch).keepOutput (tap); // throws where there is no such node
}

PlotData PlotSource::read (const std::filesystem::path& file,
                           const std::function<void (double, double)>& advance) const
{
    return nameOf (file).endsWithIgnoreCase (".npy") ? readArray (file) : readAudio (file, advance);
}

PlotData PlotSource::readAudio (const std::filesystem::path& file,
                                const std::function<void (double, double)>& advance) const
{
    AudioReader reader (file);
    const auto& facts = reader.facts();
    if (facts.durationSeconds() > longestSeconds)
        throw std::runtime_error (file.string() + ": is longer than an hour, too long for one picture");

    PlotData data;
    data.sampleRateHz = facts.sampleRateHz;
    data.durationSeconds = facts.durationSeconds();
    data.audio.setSize (facts.channels, static_cast<int> (facts.samples));
    reader.read (data.audio, 0, static_cast<int> (facts.samples));
    if (tap.isNotEmpty())
    {
        const auto trains = encodeFile (patch, file, { tap }, advance).trains;
        data.units = trains.units;
        for (const auto& event : trains.events)
            data.spikes.insert (data.spikes.end(), static_cast<std::size_t> (std::abs (event.count)),
                                { static_cast<double> (event.step) / trains.stepsPerSecond, event.unit });
    }
    data.title = nameOf (file) + " through " + patch.name();
    return data;
}

PlotData PlotSource::readArray (const std::filesystem::path& file) const
{
    const auto array = readNpy<double> (file);
    auto shape = array.shape();
    if (shape.size() == 3 && shape[0] == 1)
        shape.erase (shape.begin());
    if (shape.size() != 2 || array.size() == 0)
        throw std::runtime_error (file.string() +
                                  ": must have shape (steps, units) or (1, steps, units), not " +
                                  describe (array.shape()));
    PlotData data;
    data.units = static_cast<int> (shape[1]);
    data.durationSeconds = static_cast<double> (shape[0]) * dt;
    for (Index step = 0; step < shape[0]; ++step)
        for (Index unit = 0; unit < shape[1]; ++unit)
            if (std::abs (array[step * shape[1] + unit]) > 0.0)
                data.spikes.push_back ({ static_cast<double> (step) * dt, static_cast<int> (unit) });
    data.title = nameOf (file);
    return data;
}

} // namespace spikegraph::cli

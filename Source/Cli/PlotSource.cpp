#include "Cli/PlotSource.h"

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
    const auto spiking = GraphEngine<float> (patch).spikeNodes();
    if (tap.isEmpty() && !spiking.isEmpty())
        tap = spiking[0];
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

    GraphEngine<float> engine (patch);
    if (tap.isNotEmpty())
        engine.keepOutput (tap);
    constexpr int block = 4096;
    engine.prepare ({ facts.sampleRateHz, block, facts.channels, facts.channels });

    PlotData data;
    data.sampleRateHz = facts.sampleRateHz;
    data.durationSeconds = facts.durationSeconds();
    data.audio.setSize (facts.channels, static_cast<int> (facts.samples));
    reader.read (data.audio, 0, static_cast<int> (facts.samples));

    juce::AudioBuffer<float> work (facts.channels, block);
    for (int first = 0; first < data.audio.getNumSamples(); first += block)
    {
        const auto count = std::min (block, data.audio.getNumSamples() - first);
        for (int channel = 0; channel < facts.channels; ++channel)
            work.copyFrom (channel, 0, data.audio, channel, first, count);
        juce::AudioBuffer<float> part (work.getArrayOfWritePointers(), facts.channels, count);
        engine.process (part);
        advance (first / facts.sampleRateHz, data.durationSeconds);
        if (tap.isEmpty())
            continue;
        const auto view = engine.output (tap);
        data.units = static_cast<int> (view.units);
        for (Index t = 0; t < view.steps; ++t)
            for (Index unit = 0; unit < view.units; ++unit)
                if (std::abs (view (t, unit)) > 0.0f)
                    data.spikes.push_back (
                        { static_cast<double> (first + t) / facts.sampleRateHz, static_cast<int> (unit) });
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

#include "Cli/EncodeJob.h"

#include "Cli/Command.h"
#include "Cli/ContentHash.h"
#include "Files/AudioSource.h"
#include "Graph/GraphEngine.h"

#include <chrono>
#include <cmath>

namespace spikegraph::cli
{
namespace
{

/// What one spike of a node is in its output, and how many samples a time step of it lasts.
struct SpikeForm
{
    SpikeForm (const GraphModel& patch, const juce::String& nodeId, double sampleRateHz)
    {
        const auto* type = patch.catalogue().find (patch.node (nodeId)["type"]);
        const auto number = [&] (const char* id) { return patch.number ({ nodeId, id }); };
        if (type->findParameter ("step") != nullptr)
            stepSamples = static_cast<juce::int64> (number ("step"));
        // integral: 1/(dt * rate); the choices are counted from 0, and unit is the second.
        if (type->findParameter ("height") != nullptr && number ("height") < 0.5)
            height = sampleRateHz / (static_cast<double> (stepSamples) * number ("rate"));
    }

    int countOf (float sample) const
    {
        const auto spikes =
            std::max<long> (1, std::lround (std::abs (static_cast<double> (sample)) / height));
        return static_cast<int> (sample < 0.0f ? -spikes : spikes);
    }

    double height = 1.0;
    juce::int64 stepSamples = 1;
};

} // namespace

juce::String spikeNodeOf (const GraphModel& patch, const juce::String& wanted)
{
    const auto spiking = GraphEngine<float> (patch).spikeNodes();
    const auto name = patch.name().toStdString();
    if (spiking.isEmpty())
        throw CommandError (ExitCode::wrongArguments, name + ": has no node that spikes");
    if (wanted.isEmpty())
        return spiking[0];
    if (!spiking.contains (wanted))
        throw CommandError (ExitCode::wrongArguments, "--tap " + wanted.toStdString() +
                                                          ": the spike nodes of " + name + " are " +
                                                          spiking.joinIntoString (", ").toStdString());
    return wanted;
}

GraphModel withSeedsOf (const GraphModel& patch, const std::filesystem::path& file)
{
    constexpr std::uint64_t seeds = 4294967296ull;
    Fnv1a name;
    name.add (file.filename().string());
    LiveNumbers numbers;
    for (const auto node : patch.nodes())
    {
        const ParameterAddress address{ node["id"], "seed" };
        const auto* type = patch.catalogue().find (node["type"]);
        if (type != nullptr && type->findParameter ("seed") != nullptr)
            numbers[address] = static_cast<double> (
                (static_cast<std::uint64_t> (patch.number (address)) + name.value()) % seeds);
    }
    return patch.withNumbers (numbers, {});
}

Encoded encodeFile (const GraphModel& patch, const std::filesystem::path& input, const EncodeOptions& options,
                    const std::function<void (double, double)>& advance)
{
    const auto start = std::chrono::steady_clock::now();
    AudioReader reader (input);
    AudioSource source (reader, options.sampleRateHz);
    const auto channels = reader.facts().channels;
    const auto rateHz = source.sampleRateHz();
    GraphEngine<float> engine (patch);
    engine.keepOutput (options.tap);
    engine.prepare ({ rateHz, options.blockSamples, channels, channels });
    const SpikeForm form (patch, options.tap, rateHz);

    Encoded result;
    auto& trains = result.trains;
    trains.stepsPerSecond = rateHz / static_cast<double> (form.stepSamples);
    juce::AudioBuffer<float> audio (channels, options.blockSamples);
    for (juce::int64 position = 0; position < source.samples();)
    {
        const auto count =
            static_cast<int> (std::min<juce::int64> (options.blockSamples, source.samples() - position));
        juce::AudioBuffer<float> block (audio.getArrayOfWritePointers(), channels, count);
        source.read (block, count);
        engine.process (block);
        const auto spikes = engine.output (options.tap);
        trains.units = static_cast<int> (spikes.units);
        for (Index t = 0; t < spikes.steps; ++t)
        {
            // A step's spikes last for all of it.
            if ((position + t) % form.stepSamples != 0)
                continue;
            for (Index unit = 0; unit < spikes.units; ++unit)
                if (const auto sample = spikes (t, unit); sample < 0.0f || sample > 0.0f)
                    trains.events.push_back ({ (position + t) / form.stepSamples, static_cast<int> (unit),
                                               form.countOf (sample) });
        }
        position += count;
        advance (static_cast<double> (position) / rateHz, static_cast<double> (source.samples()) / rateHz);
    }
    trains.steps = (source.samples() + form.stepSamples - 1) / form.stepSamples;
    result.replacedSamples = engine.replacedSamples();
    result.elapsedSeconds = std::chrono::duration<double> (std::chrono::steady_clock::now() - start).count();
    return result;
}

} // namespace spikegraph::cli

#include "Cli/EncodeJob.h"

#include "Cli/CommandError.h"
#include "Cli/ContentHash.h"
#include "Cli/ReconstructionMeter.h"
#include "Cli/UnitFrequencies.h"
#include "Files/AudioSource.h"
#include "Graph/GraphEngine.h"

#include <chrono>

namespace spikegraph::cli
{

juce::String spikeOutputOf (const GraphModel& patch)
{
    const auto spiking = GraphEngine<float> (patch).spikeNodes();
    const auto nodeOf = [] (const juce::var& port)
    { return port.toString().upToLastOccurrenceOf (".", false, false); };
    for (const auto cable : patch.cables())
        if (const auto* heardBy = patch.catalogue().find (patch.node (nodeOf (cable["to"]))["type"]);
            heardBy != nullptr && heardBy->hostBus == HostBus::output &&
            spiking.contains (nodeOf (cable["from"])))
            return nodeOf (cable["from"]);
    return spiking.isEmpty() ? juce::String() : spiking[0];
}

juce::String spikeNodeOf (const GraphModel& patch, const juce::String& wanted)
{
    const auto spiking = GraphEngine<float> (patch).spikeNodes();
    const auto name = patch.name().toStdString();
    if (spiking.isEmpty())
        throw CommandError (ExitCode::wrongArguments, name + ": has no node that spikes");
    if (wanted.isEmpty())
        return spikeOutputOf (patch);
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
    const auto form = engine.spikeForm (options.tap);
    const juce::int64 stepSamples = form.stepSamples();

    Encoded result;
    auto& trains = result.trains;
    trains.centreHz = unitFrequenciesOf (patch, engine, options.tap);
    // What a bypassed node lets pass is not its own.
    trains.mayHaveNegative = form.mayBeNegative() || patch.node (options.tap)["bypassed"];
    trains.stepsPerSecond = rateHz / static_cast<double> (stepSamples);
    std::optional<ReconstructionMeter> reconstruction;
    if (options.measuresReconstruction)
        reconstruction.emplace (channels, engine.latencySamples());
    juce::AudioBuffer<float> audio (channels, options.blockSamples);
    for (juce::int64 position = 0; position < source.samples();)
    {
        const auto count =
            static_cast<int> (std::min<juce::int64> (options.blockSamples, source.samples() - position));
        juce::AudioBuffer<float> block (audio.getArrayOfWritePointers(), channels, count);
        source.read (block, count);
        if (reconstruction)
            reconstruction->add (block);
        engine.process (block);
        if (reconstruction)
            reconstruction->added (block);
        const auto spikes = engine.output (options.tap);
        trains.units = static_cast<int> (spikes.units);
        for (Index t = 0; t < spikes.steps; ++t)
        {
            // A step's spikes last for all of it.
            if ((position + t) % stepSamples != 0)
                continue;
            for (Index unit = 0; unit < spikes.units; ++unit)
                if (const auto sample = spikes (t, unit); sample < 0.0f || sample > 0.0f)
                    trains.events.push_back (
                        { (position + t) / stepSamples, static_cast<int> (unit), form.countOf (sample) });
        }
        position += count;
        advance (static_cast<double> (position) / rateHz, static_cast<double> (source.samples()) / rateHz);
    }
    trains.steps = (source.samples() + stepSamples - 1) / stepSamples;
    if (reconstruction)
        result.reconstructionSiSdrDecibels = reconstruction->siSdrDecibels();
    result.replacedSamples = engine.replacedSamples();
    result.elapsedSeconds = std::chrono::duration<double> (std::chrono::steady_clock::now() - start).count();
    return result;
}

} // namespace spikegraph::cli

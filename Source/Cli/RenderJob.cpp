#include "Cli/RenderJob.h"

#include "Core/Error.h"
#include "Files/AudioSource.h"
#include "Files/PendingFile.h"
#include "Graph/GraphEngine.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace spikegraph::cli
{
namespace
{

constexpr double automaticTailLimitSeconds = 30.0;

class LevelMeter
{
public:
    void add (const juce::AudioBuffer<float>& audio, int channels, int count)
    {
        for (int channel = 0; channel < channels; ++channel)
        {
            const auto* samples = audio.getReadPointer (channel);
            for (int i = 0; i < count; ++i)
            {
                peak = std::max (peak, std::abs (static_cast<double> (samples[i])));
                sum += static_cast<double> (samples[i]) * static_cast<double> (samples[i]);
            }
        }
        samplesSeen += static_cast<double> (channels) * count;
    }

    Level level() const { return { peak, samplesSeen > 0.0 ? std::sqrt (sum / samplesSeen) : 0.0 }; }

private:
    double peak = 0.0, sum = 0.0, samplesSeen = 0.0;
};

/// Counts the samples of a spike node that hold spikes. Spikes last for a step where that is longer than a
/// sample.
class SpikeMeter
{
public:
    SpikeMeter (const GraphEngine<float>& engineToMeter, const juce::String& nodeId)
        : engine (engineToMeter)
        , id (nodeId)
    {
    }

    void add()
    {
        const auto view = engine.output (id);
        units = static_cast<int> (view.units);
        steps += static_cast<double> (view.steps);
        for (Index unit = 0; unit < view.units; ++unit)
        {
            const auto* samples = view.unit (unit);
            int found = 0;
            for (Index t = 0; t < view.steps; ++t)
                found += samples[t] != 0.0f;
            spikes += found;
        }
    }

    SpikeCount count (double sampleRateHz) const
    {
        return { id.toStdString(), units, spikes,
                 steps > 0.0 ? spikes / units / (steps / sampleRateHz) : 0.0 };
    }

private:
    const GraphEngine<float>& engine;
    juce::String id;
    int units = 0;
    double spikes = 0.0, steps = 0.0;
};

/// Where the input's rate, width and depth are asked of the output.
AudioWriter::Options writerOptions (const AudioFacts& facts, double sampleRateHz,
                                    const RenderOptions& options, const std::filesystem::path& output)
{
    AudioWriter::Options writer;
    writer.sampleRateHz = sampleRateHz;
    writer.channels = options.channels > 0 ? options.channels : facts.channels;
    const bool isFlac = juce::String (output.extension().string()).equalsIgnoreCase (".flac");
    if (options.sampleFormat)
        writer.sampleFormat = *options.sampleFormat;
    else if (facts.isFloat && !isFlac)
        writer.sampleFormat = { 32, true };
    else
        writer.sampleFormat = { facts.bits <= 16 && !facts.isFloat ? 16 : 24, false };
    // What the engine computes has more bits than any integer format holds: rounding it is a reduction.
    writer.dither = !writer.sampleFormat.isFloat;
    return writer;
}

} // namespace

RenderResult renderFile (const GraphModel& patch, const std::filesystem::path& input,
                         const std::filesystem::path& output, const RenderOptions& options,
                         const std::function<void (double, double)>& advance)
{
    const auto start = std::chrono::steady_clock::now();
    RenderResult result;
    result.input = input;
    result.output = output;

    AudioReader reader (input);
    const auto& facts = result.facts = reader.facts();
    AudioSource source (reader, options.sampleRateHz);
    const auto sampleRateHz = source.sampleRateHz();
    const auto writerSettings = writerOptions (facts, sampleRateHz, options, output);

    GraphEngine<float> engine (patch);
    for (const auto& id : engine.spikeNodes())
        engine.keepOutput (id);
    engine.prepare ({ sampleRateHz, options.blockSamples, facts.channels, writerSettings.channels });
    std::vector<SpikeMeter> spikeMeters;
    for (const auto& id : engine.spikeNodes())
        spikeMeters.emplace_back (engine, id);

    PendingFile pending (output, options.overwrite);
    AudioWriter writer (pending.path(), output, writerSettings);
    LevelMeter inputMeter, outputMeter;
    juce::AudioBuffer<float> audio (std::max (facts.channels, writerSettings.channels), options.blockSamples);
    juce::AudioBuffer<float> channelsRead (audio.getArrayOfWritePointers(), facts.channels,
                                           options.blockSamples);

    const auto tailSeconds = options.tailSeconds < 0.0
                                 ? std::min (engine.tailSeconds(), automaticTailLimitSeconds)
                                 : options.tailSeconds;
    // What comes out late is rendered on past the end, and left out at the start.
    const auto latency = static_cast<juce::int64> (engine.latencySamples());
    const auto total =
        source.samples() + static_cast<juce::int64> (std::ceil (tailSeconds * sampleRateHz)) + latency;
    Transport transport; // a song of 120 bpm that begins with the file
    transport.isPlaying = true;
    juce::int64 position = 0;
    while (position < total)
    {
        const auto end = position < source.samples() ? source.samples() : total;
        const auto count = static_cast<int> (std::min<juce::int64> (options.blockSamples, end - position));
        audio.clear();
        if (position < source.samples())
            source.read (channelsRead, count);
        inputMeter.add (audio, facts.channels, position < source.samples() ? count : 0);

        juce::AudioBuffer<float> block (audio.getArrayOfWritePointers(), audio.getNumChannels(), count);
        engine.process (block, {}, transport.after (position, sampleRateHz));
        for (auto& meter : spikeMeters)
            meter.add();
        const auto late = static_cast<int> (std::clamp<juce::int64> (latency - position, 0, count));
        juce::AudioBuffer<float> heard (audio.getArrayOfWritePointers(), audio.getNumChannels(), late,
                                        count - late);
        outputMeter.add (heard, writerSettings.channels, count - late);
        writer.write (heard, 0, count - late);
        position += count;
        advance (static_cast<double> (position) / sampleRateHz, static_cast<double> (total) / sampleRateHz);
    }
    writer.close();
    pending.commit();

    result.outputSeconds = static_cast<double> (position - latency) / sampleRateHz;
    result.inputLevel = inputMeter.level();
    result.outputLevel = outputMeter.level();
    for (const auto& meter : spikeMeters)
        result.spikes.push_back (meter.count (sampleRateHz));
    result.clippedSamples = writer.clippedSamples();
    result.replacedSamples = engine.replacedSamples();
    result.elapsedSeconds = std::chrono::duration<double> (std::chrono::steady_clock::now() - start).count();
    return result;
}

} // namespace spikegraph::cli

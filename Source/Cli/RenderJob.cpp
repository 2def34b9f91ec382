#include "Cli/RenderJob.h"

#include "Cli/MidiOutput.h"
#include "Cli/OutputEnd.h"
#include "Files/AudioSource.h"
#include "Files/PendingFile.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace spikegraph::cli
{
namespace
{

constexpr double automaticTailLimitSeconds = 30.0;
/// An output that was quiet for so long, or for the patch's own tail where that is longer, stays so.
constexpr double shortestQuietSeconds = 0.1;
/// Longer blocks are cut: the engine has room for the MIDI events of a second.
constexpr double longestBlockSeconds = 0.5;

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

/// One file on its way through a patch. Samples are counted from the input's first.
class Rendering
{
public:
    Rendering (const GraphModel& patch, const RenderFiles& files, const RenderOptions& optionsToUse)
        : options (optionsToUse)
        , reader (files.input)
        , source (reader, options.sampleRateHz)
        , sampleRateHz (source.sampleRateHz())
        , settings (writerOptions (reader.facts(), sampleRateHz, options, files.output))
        , engine (patch)
        , pending (files.output, options.overwrite)
        , writer (pending.path(), files.output, settings)
    {
        if (!files.midiOutput.empty())
            midiOutput.emplace (files.midiOutput, options.overwrite, sampleRateHz);
        for (const auto& id : engine.spikeNodes())
            engine.keepOutput (id);
        engine.setLiveNumbers (numbersAtStart());
        mostSamples = std::clamp (options.blockSamples, 1,
                                  static_cast<int> (std::max (1.0, longestBlockSeconds * sampleRateHz)));
        engine.prepare ({ sampleRateHz, mostSamples, reader.facts().channels, settings.channels });
        for (const auto& id : engine.spikeNodes())
            spikeMeters.emplace_back (engine, id);
        audio.setSize (std::max (reader.facts().channels, settings.channels), mostSamples);
        held.setSize (settings.channels, 0);
        latency = engine.latencySamples();
        inputEnd = std::max (source.samples(), sampleAt (options.song.endSeconds()));
    }

    void run (const std::function<void (double, double)>& advance)
    {
        const auto inputSeconds = static_cast<double> (inputEnd) / sampleRateHz;
        while (!end || !end->isOver())
        {
            applyAutomation();
            if (position >= inputEnd && !end)
                end.emplace (endOfOutput());
            renderBlock (static_cast<int> (std::min<juce::int64> (mostSamples, nextCut() - position)));
            advance (std::min (static_cast<double> (position) / sampleRateHz, inputSeconds), inputSeconds);
        }
        writer.close();
        if (midiOutput)
        {
            midiOutput->close (samplesWritten);
            midiOutput->commit();
        }
        pending.commit();
    }

    RenderResult result() const
    {
        RenderResult result;
        result.output = pending.target();
        result.facts = reader.facts();
        result.outputSeconds = static_cast<double> (samplesWritten) / sampleRateHz;
        result.inputLevel = inputMeter.level();
        result.outputLevel = outputMeter.level();
        for (const auto& meter : spikeMeters)
            result.spikes.push_back (meter.count (sampleRateHz));
        result.clippedSamples = writer.clippedSamples();
        result.replacedSamples = engine.replacedSamples();
        return result;
    }

private:
    juce::int64 sampleAt (double seconds) const { return std::llround (seconds * sampleRateHz); }

    /// What is automated at the first sample stands from the start, without a ramp.
    LiveNumbers numbersAtStart()
    {
        LiveNumbers numbers;
        for (; nextPoint < options.automation.size(); ++nextPoint)
        {
            const auto& point = options.automation[nextPoint];
            if (sampleAt (point.timeSeconds) > 0)
                break;
            for (const auto& [address, value] : point.numbers)
                numbers[address] = value;
        }
        return numbers;
    }

    void applyAutomation()
    {
        for (; nextPoint < options.automation.size(); ++nextPoint)
        {
            const auto& point = options.automation[nextPoint];
            if (sampleAt (point.timeSeconds) > position)
                break;
            for (const auto& [address, value] : point.numbers)
                engine.setNumber (address.nodeId, address.parameterId, value);
        }
    }

    /// The next sample at which something happens that a block must not reach over.
    juce::int64 nextCut() const
    {
        auto cut = std::numeric_limits<juce::int64>::max();
        const auto take = [&] (juce::int64 sample)
        {
            if (sample > position)
                cut = std::min (cut, sample);
        };
        take (source.samples());
        take (inputEnd);
        if (nextPoint < options.automation.size())
            take (sampleAt (options.automation[nextPoint].timeSeconds));
        for (const auto& tempo : options.song.tempos())
            take (sampleAt (tempo.timeSeconds));
        return cut;
    }

    /// Asked for once the input is over: what is automated may change the patch's tail.
    OutputEnd endOfOutput()
    {
        // What is late has been left out, so that the output lags behind the input's end.
        const auto written = std::max<juce::int64> (0, position - latency);
        const auto atLeast = inputEnd + sampleAt (options.tailSeconds.value_or (0.0)) - written;
        if (options.tailSeconds)
            return { atLeast, 0, atLeast };
        const auto quiet = std::clamp (engine.tailSeconds(), shortestQuietSeconds, automaticTailLimitSeconds);
        return { atLeast, sampleAt (quiet), atLeast + sampleAt (automaticTailLimitSeconds) };
    }

    void renderBlock (int count)
    {
        audio.clear();
        if (position < source.samples())
        {
            juce::AudioBuffer<float> channels (audio.getArrayOfWritePointers(), reader.facts().channels,
                                               count);
            source.read (channels, count);
            inputMeter.add (audio, reader.facts().channels, 0, count);
        }
        midi.clear();
        for (const auto& events = options.song.events(); nextEvent < events.size(); ++nextEvent)
        {
            const auto sample = sampleAt (events[nextEvent].timeSeconds);
            // One at the very end sounds in the tail.
            if (sample >= position + count)
                break;
            midi.addEvent (events[nextEvent].message, static_cast<int> (sample - position));
        }
        juce::AudioBuffer<float> block (audio.getArrayOfWritePointers(), audio.getNumChannels(), count);
        engine.process (block, midi, options.song.transportAt (position, sampleRateHz));
        takeOutput (count);
        position += count;
    }

    /// Writes what belongs to the output, and holds back what belongs to it only if something follows.
    void takeOutput (int count)
    {
        const auto late = static_cast<int> (std::clamp<juce::int64> (latency - position, 0, count));
        OutputEnd::Part part{ count - late, count - late };
        if (end)
            part = end->examine (audio, settings.channels, late, count - late);
        if (midiOutput)
            midiOutput->write (engine.midiOut(), position - latency, late + part.examined);

        const auto rest = part.examined - part.kept;
        for (auto& meter : spikeMeters)
        {
            if (part.kept > 0 || !end)
                meter.keep (0, late + part.kept);
            meter.hold (part.kept > 0 || !end ? late + part.kept : 0, rest);
        }
        if (part.kept > 0)
        {
            write (held, 0, heldSamples);
            heldSamples = 0;
            write (audio, late, part.kept);
        }
        hold (late + part.kept, rest);
    }

    void write (const juce::AudioBuffer<float>& samples, int first, int count)
    {
        if (count == 0)
            return; // of a buffer that may be empty
        outputMeter.add (samples, settings.channels, first, count);
        writer.write (samples, first, count);
        samplesWritten += count;
    }

    void hold (int first, int count)
    {
        if (held.getNumSamples() < heldSamples + count)
            held.setSize (settings.channels, 2 * (heldSamples + count), true);
        for (int channel = 0; channel < settings.channels && count > 0; ++channel)
            held.copyFrom (channel, heldSamples, audio, channel, first, count);
        heldSamples += count;
    }

    const RenderOptions& options;
    AudioReader reader;
    AudioSource source;
    double sampleRateHz;
    AudioWriter::Options settings;
    GraphEngine<float> engine;
    PendingFile pending;
    AudioWriter writer;
    std::optional<MidiOutput> midiOutput;
    LevelMeter inputMeter, outputMeter;
    std::vector<SpikeMeter> spikeMeters;
    juce::AudioBuffer<float> audio, held;
    juce::MidiBuffer midi;
    int mostSamples = 1, heldSamples = 0;
    std::size_t nextPoint = 0, nextEvent = 0;
    juce::int64 latency = 0, inputEnd = 0, position = 0, samplesWritten = 0;
    std::optional<OutputEnd> end; ///< once the input is over
};

} // namespace

RenderResult renderFile (const GraphModel& patch, const RenderFiles& files, const RenderOptions& options,
                         const std::function<void (double, double)>& advance)
{
    const auto start = std::chrono::steady_clock::now();
    Rendering rendering (patch, files, options);
    rendering.run (advance);
    auto result = rendering.result();
    result.elapsedSeconds = std::chrono::duration<double> (std::chrono::steady_clock::now() - start).count();
    return result;
}

} // namespace spikegraph::cli

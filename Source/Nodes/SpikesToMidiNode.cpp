#include "Graph/NodeParameters.h"
#include "Nodes/DurationInSamples.h"

#include <algorithm>
#include <array>
#include <limits>

namespace spikegraph
{
namespace
{

struct Scale
{
    const char* name;
    std::vector<int> semitones; ///< of an octave's degrees
};

/// In the order of the parameter's choices.
const std::array<Scale, 5>& scales()
{
    static const std::array<Scale, 5> all{ { { "chromatic", { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 } },
                                             { "major", { 0, 2, 4, 5, 7, 9, 11 } },
                                             { "minor", { 0, 2, 3, 5, 7, 8, 10 } },
                                             { "pentatonic", { 0, 2, 4, 7, 9 } },
                                             { "whole-tone", { 0, 2, 4, 6, 8, 10 } } } };
    return all;
}

constexpr int numNotes = 128;

/// How many notes may begin: one a millisecond, about what a MIDI cable carries, and a chord of all notes at
/// once before. So the events of a block of up to a second have room in MidiEvents, and no note off is lost.
/// (The generic cell rate algorithm: ITU-T I.371, 2004.)
class NoteLimit
{
public:
    explicit NoteLimit (double sampleRateHz)
        : interval (sampleRateHz * 0.001)
    {
    }

    void reset() noexcept { nextDue = 0.0; }

    /// Whether a note may begin now, which then counts.
    bool admits (std::int64_t now) noexcept
    {
        const auto time = static_cast<double> (now);
        if (nextDue - time > (numNotes - 1) * interval)
            return false;
        nextDue = std::max (nextDue, time) + interval;
        return true;
    }

private:
    double interval, nextDue = 0.0; ///< samples
};

template <typename T>
class SpikesToMidiKernel final : public NodeKernel<T>
{
public:
    explicit SpikesToMidiKernel (const NodeSetup& setup)
        : base (setup.parameters.number ("base"))
        , scale (setup.parameters.number ("scale"))
        , velocity (setup.parameters.number ("velocity"))
        , channel (setup.parameters.number ("channel"))
        , gate (setup.parameters.number ("gate"))
        , threshold (setup.parameters.number ("threshold"))
        , limit (setup.sampleRateHz)
        , sampleRateHz (setup.sampleRateHz)
        // No scale is denser than the chromatic one: further units have no note.
        , wasAbove (static_cast<std::size_t> (std::min (setup.inputUnits.front(), numNotes)))
    {
    }

    /// Notes that sound are let go at the next sample: whoever plays them knows nothing of the reset.
    void reset() noexcept override
    {
        std::fill (wasAbove.begin(), wasAbove.end(), false);
        for (auto& note : notes)
            note.end = note.end == silent ? silent : 0;
        nextEnd = 0;
        now = 0;
        limit.reset();
    }

    void process (const NodeBlock<T>& block) noexcept override
    {
        const auto in = block.in();
        readParameters();
        for (Index t = 0; t < block.samples; ++t, ++now)
        {
            if (now >= nextEnd)
                endNotes (*block.midiOut, static_cast<int> (t));
            for (std::size_t unit = 0; unit < wasAbove.size(); ++unit)
            {
                const bool isAbove = in (t, static_cast<Index> (unit)) > spikeThreshold;
                if (isAbove && !wasAbove[unit] && noteOfUnit[unit] < numNotes && limit.admits (now))
                    begin (noteOfUnit[unit], *block.midiOut, static_cast<int> (t));
                wasAbove[unit] = isAbove;
            }
        }
    }

    double tailSeconds() const noexcept override { return gate.load (std::memory_order_relaxed) * 0.001; }

private:
    /// A note sounds where end is not silent: until that sample, on that channel.
    struct Note
    {
        std::int64_t end = silent;
        int channel = 0;
    };

    static constexpr auto silent = std::numeric_limits<std::int64_t>::max();

    void readParameters() noexcept
    {
        const auto read = [] (const std::atomic<double>& number)
        { return static_cast<int> (number.load (std::memory_order_relaxed)); };
        const auto& degrees = scales()[static_cast<std::size_t> (read (scale))].semitones;
        for (std::size_t unit = 0; unit < wasAbove.size(); ++unit)
            noteOfUnit[unit] =
                read (base) + 12 * static_cast<int> (unit / degrees.size()) + degrees[unit % degrees.size()];
        noteVelocity = read (velocity);
        noteChannel = read (channel) - 1;
        spikeThreshold = static_cast<T> (threshold.load (std::memory_order_relaxed));
        gateSamples = std::max<Index> (1, samplesOf (gate.load (std::memory_order_relaxed), sampleRateHz));
    }

    void begin (int number, MidiEvents& midi, int sample) noexcept
    {
        auto& note = notes[static_cast<std::size_t> (number)];
        if (note.end != silent)
            send (midi, 0x80, note.channel, number, 0, sample);
        send (midi, 0x90, noteChannel, number, noteVelocity, sample);
        note = { now + gateSamples, noteChannel };
        nextEnd = std::min (nextEnd, note.end);
    }

    void endNotes (MidiEvents& midi, int sample) noexcept
    {
        nextEnd = silent;
        for (int number = 0; number < numNotes; ++number)
        {
            auto& note = notes[static_cast<std::size_t> (number)];
            if (note.end <= now)
            {
                send (midi, 0x80, note.channel, number, 0, sample);
                note.end = silent;
            }
            nextEnd = std::min (nextEnd, note.end);
        }
    }

    static void send (MidiEvents& midi, int status, int channelIndex, int number, int value,
                      int sample) noexcept
    {
        const juce::uint8 bytes[] = { static_cast<juce::uint8> (status | channelIndex),
                                      static_cast<juce::uint8> (number), static_cast<juce::uint8> (value) };
        midi.add (bytes, 3, sample);
    }

    const std::atomic<double>&base, &scale, &velocity, &channel, &gate, &threshold;
    NoteLimit limit;
    double sampleRateHz;
    std::vector<char> wasAbove; ///< of a unit
    std::array<Note, numNotes> notes{};
    std::int64_t now = 0, nextEnd = silent; ///< samples since the reset

    // Of a block.
    std::array<int, numNotes> noteOfUnit{};
    int noteVelocity = 0, noteChannel = 0;
    T spikeThreshold = T (0);
    Index gateSamples = 1;
};

ParameterType scaleParameter()
{
    ParameterType parameter{ .id = "scale",
                             .name = "Scale",
                             .description = "The steps from one unit's note to the next's.",
                             .kind = ParameterKind::choice,
                             .defaultText = scales().front().name };
    for (const auto& scale : scales())
        parameter.choices.add (scale.name);
    return parameter;
}

} // namespace

NodeType describeSpikesToMidiNode()
{
    return { .id = "spikes-to-midi",
             .name = "Spikes to MIDI",
             .category = "MIDI",
             .description =
                 "A spike of a unit plays the unit's note: as the input rises above the threshold. Units "
                 "whose note would be above 127 play none.",
             .inputs = { { "spikes", "Spikes", SignalKind::spikes } },
             .outputs = { { "midi", "MIDI", SignalKind::midi } },
             .parameters = { { .id = "base",
                               .name = "Base note",
                               .description = "The note of the first unit; 60 is middle C.",
                               .kind = ParameterKind::integer,
                               .minimum = 0.0,
                               .maximum = 127.0,
                               .defaultValue = 36.0 },
                             scaleParameter(),
                             { .id = "velocity",
                               .name = "Velocity",
                               .description = "Of every note.",
                               .kind = ParameterKind::integer,
                               .minimum = 1.0,
                               .maximum = 127.0,
                               .defaultValue = 100.0 },
                             { .id = "channel",
                               .name = "Channel",
                               .description = "The MIDI channel that the notes are played on.",
                               .kind = ParameterKind::integer,
                               .minimum = 1.0,
                               .maximum = 16.0,
                               .defaultValue = 1.0 },
                             { .id = "gate",
                               .name = "Gate",
                               .unit = "ms",
                               .description = "How long a note is held; a spike before that strikes it anew.",
                               .minimum = 0.1,
                               .maximum = 10000.0,
                               .defaultValue = 50.0,
                               .logarithmic = true },
                             { .id = "threshold",
                               .name = "Threshold",
                               .description =
                                   "What a sample must be above, and the one before it not, to be a spike.",
                               .minimum = 0.0,
                               .maximum = 1000000.0,
                               .defaultValue = 0.5 } },
             .picture = NodePictureKind::none,
             .kernels = kernelsOf<SpikesToMidiKernel>() };
}

} // namespace spikegraph

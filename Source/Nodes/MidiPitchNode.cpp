#include "Graph/NodeParameters.h"
#include "Nodes/DurationInSamples.h"
#include "Nodes/NumberRamp.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace spikegraph
{
namespace
{

/// What a voice plays, and still puts out the pitch of when it is released.
struct Voice
{
    double velocity = 0.0;
    int note = -1;          ///< -1 where there has been none
    bool isOn = false;      ///< by its key, or by the pedal after it
    bool isKeyDown = false; ///< else the pedal alone holds it
    std::int64_t turn = 0;  ///< when it was struck or let go, in events; 0: never
};

/// Several voices: a note takes the one that has been silent for longest, else that of the oldest note.
class VoicePool
{
public:
    explicit VoicePool (int count)
        : voices (static_cast<std::size_t> (count))
    {
    }

    const std::vector<Voice>& all() const noexcept { return voices; }

    // [audio thread, all that follow]

    void strike (int note, double velocity) noexcept
    {
        auto& voice = voiceFor (note);
        voice = { velocity, note, true, true, ++turns };
    }

    void letGo (int note, bool isPedalDown) noexcept
    {
        for (auto& voice : voices)
            if (voice.note == note && voice.isKeyDown)
            {
                voice.isKeyDown = false;
                if (!isPedalDown)
                    silence (voice);
            }
    }

    void liftPedal() noexcept
    {
        for (auto& voice : voices)
            if (voice.isOn && !voice.isKeyDown)
                silence (voice);
    }

    void silenceAll() noexcept
    {
        for (auto& voice : voices)
            if (voice.isOn)
                silence (voice);
    }

    void reset() noexcept
    {
        std::fill (voices.begin(), voices.end(), Voice{});
        turns = 0;
    }

private:
    Voice& voiceFor (int note) noexcept
    {
        const auto comesBefore = [note] (const Voice& left, const Voice& right)
        {
            const auto rank = [note] (const Voice& voice) {
                return voice.isOn && voice.note == note ? 0 : !voice.isOn ? 1 : 2;
            };
            return rank (left) != rank (right) ? rank (left) < rank (right) : left.turn < right.turn;
        };
        return *std::min_element (voices.begin(), voices.end(), comesBefore);
    }

    void silence (Voice& voice) noexcept
    {
        voice.isOn = voice.isKeyDown = false;
        voice.turn = ++turns;
    }

    std::vector<Voice> voices;
    std::int64_t turns = 0;
};

/// One voice: the key that was struck last and is held. As it goes, the one before it is heard again.
class KeyStack
{
public:
    const Voice& voice() const noexcept { return heard; }

    // [audio thread, all that follow]

    void strike (int note, double velocity) noexcept
    {
        remove ([note] (const Voice& key) { return key.note == note; });
        keys[count++] = heard = { velocity, note, true, true };
    }

    void letGo (int note, bool isPedalDown) noexcept
    {
        for (auto key = keys.begin(); key != keys.begin() + count; ++key)
            if (key->note == note)
                key->isKeyDown = false;
        if (!isPedalDown)
            liftPedal();
    }

    void liftPedal() noexcept
    {
        remove ([] (const Voice& key) { return !key.isKeyDown; });
        if (count > 0)
            heard = keys[count - 1];
        else
            heard.isOn = false;
    }

    void silenceAll() noexcept
    {
        count = 0;
        heard.isOn = false;
    }

    void reset() noexcept
    {
        count = 0;
        heard = {};
    }

private:
    template <typename Condition>
    void remove (Condition&& condition) noexcept
    {
        count = static_cast<std::size_t> (std::remove_if (keys.begin(), keys.begin() + count, condition) -
                                          keys.begin());
    }

    std::array<Voice, 128> keys{}; ///< a note is among them at most once
    std::size_t count = 0;
    Voice heard{};
};

/// A pitch in semitones that goes to the next in a straight line, a sample at a time.
class Glide
{
public:
    double semitones() const noexcept { return now; }

    void jumpTo (double target) noexcept
    {
        now = to = target;
        left = 0;
    }

    void goTo (double target, Index samples) noexcept
    {
        from = now;
        to = target;
        left = length = samples;
        if (samples == 0)
            now = target;
    }

    void advance() noexcept
    {
        if (left == 0)
            return;
        --left;
        now = to + (from - to) * (static_cast<double> (left) / static_cast<double> (length));
    }

private:
    double now = 0.0, from = 0.0, to = 0.0;
    Index left = 0, length = 0;
};

/// The pitch is tuning * 2^((note + bend - 69) / 12), in double until it is put out.
template <typename T>
class MidiPitchKernel final : public NodeKernel<T>
{
public:
    explicit MidiPitchKernel (const NodeSetup& setup)
        : pool (setup.outputUnits.front())
        , outlets (static_cast<std::size_t> (setup.outputUnits.front()))
        , glide (setup.parameters.number ("glide"))
        , tuning (setup.parameters.number ("tuning"), setup.sampleRateHz)
        , bendRange (setup.parameters.number ("bendRange"), setup.sampleRateHz)
        , tunings (static_cast<std::size_t> (setup.maximumBlockSamples))
        , bendRanges (tunings.size())
        , sampleRateHz (setup.sampleRateHz)
        , idleNote (setup.parameters.integer ("idleNote"))
        , isIdleGateOpen (setup.parameters.value ("idleGate") > 0.5)
    {
        reset();
    }

    void reset() noexcept override
    {
        pool.reset();
        stack.reset();
        tuning.reset();
        bendRange.reset();
        bend = 0.0;
        isPedalDown = false;
        isIdle = true;
        for (auto& outlet : outlets)
        {
            outlet = {};
            outlet.note = idleNote;
            outlet.glide.jumpTo (idleNote);
        }
        if (isIdleGateOpen)
            outlets.front().gate = outlets.front().velocity = T (1);
    }

    void process (const NodeBlock<T>& block) noexcept override
    {
        tuning.forEach (block.samples,
                        [this] (Index t, double hz) { tunings[static_cast<std::size_t> (t)] = hz; });
        bendRange.forEach (block.samples, [this] (Index t, double semitones)
                           { bendRanges[static_cast<std::size_t> (t)] = semitones; });
        Index first = 0;
        for (const auto event : block.midiIn->buffer())
        {
            const auto at = std::clamp<Index> (event.samplePosition, first, block.samples);
            putOut (block, first, at);
            first = at;
            if (event.numBytes == 3)
                hear (event.data[0] & 0xf0, event.data[1] & 0x7f, event.data[2] & 0x7f);
        }
        putOut (block, first, block.samples);
    }

private:
    /// What is put out of a voice, until the next event.
    struct Outlet
    {
        int note = -1;
        T gate = T (0), velocity = T (0);
        Glide glide{};
        double ratioSemitones = 0.0, ratio = 1.0; ///< 2^(semitones / 12), computed last
    };

    bool isMono() const noexcept { return outlets.size() == 1; }

    /// All channels are heard as one.
    void hear (int status, int data1, int data2) noexcept
    {
        const bool isNoteOn = status == 0x90 && data2 > 0;
        isIdle = isIdle && !isNoteOn;
        if (isNoteOn)
            isMono() ? stack.strike (data1, data2 / 127.0) : pool.strike (data1, data2 / 127.0);
        else if (status == 0x80 || status == 0x90)
            isMono() ? stack.letGo (data1, isPedalDown) : pool.letGo (data1, isPedalDown);
        else if (status == 0xb0)
            control (data1, data2);
        else if (status == 0xe0)
            setBend (data1 + 128 * data2 - 8192);
        if (!isIdle)
            followVoices();
    }

    void control (int controller, int value) noexcept
    {
        constexpr int sustain = 64, allSoundOff = 120, resetControllers = 121, allNotesOff = 123;
        if (controller == sustain)
            setPedal (value >= 64);
        else if (controller == resetControllers)
        {
            setPedal (false);
            setBend (0);
        }
        else if (controller == allSoundOff || controller >= allNotesOff) // changes of mode are notes off too
            isMono() ? stack.silenceAll() : pool.silenceAll();
    }

    void setPedal (bool shouldBeDown) noexcept
    {
        isPedalDown = shouldBeDown;
        if (!isPedalDown)
            isMono() ? stack.liftPedal() : pool.liftPedal();
    }

    /// Either end of the wheel is the whole range.
    void setBend (int position) noexcept { bend = position / (position > 0 ? 8191.0 : 8192.0); }

    void followVoices() noexcept
    {
        for (std::size_t i = 0; i < outlets.size(); ++i)
        {
            const auto& voice = isMono() ? stack.voice() : pool.all()[i];
            auto& outlet = outlets[i];
            outlet.gate = voice.isOn ? T (1) : T (0);
            outlet.velocity = static_cast<T> (voice.velocity);
            if (voice.note < 0 || voice.note == outlet.note)
                continue;
            if (outlet.note < 0)
                outlet.glide.jumpTo (voice.note);
            else
                outlet.glide.goTo (voice.note,
                                   samplesOf (glide.load (std::memory_order_relaxed), sampleRateHz));
            outlet.note = voice.note;
        }
    }

    void putOut (const NodeBlock<T>& block, Index first, Index end) noexcept
    {
        for (std::size_t i = 0; i < outlets.size(); ++i)
        {
            auto& outlet = outlets[i];
            const auto unit = static_cast<Index> (i);
            std::fill (block.out (1).unit (unit) + first, block.out (1).unit (unit) + end, outlet.gate);
            std::fill (block.out (2).unit (unit) + first, block.out (2).unit (unit) + end, outlet.velocity);
            auto* pitch = block.out (0).unit (unit);
            for (Index t = first; t < end; ++t)
                pitch[t] = outlet.note < 0
                               ? T (0)
                               : static_cast<T> (nextPitch (outlet, static_cast<std::size_t> (t)));
        }
    }

    double nextPitch (Outlet& outlet, std::size_t t) noexcept
    {
        outlet.glide.advance();
        const auto semitones = outlet.glide.semitones() + bend * bendRanges[t] - 69.0;
        if (semitones < outlet.ratioSemitones || semitones > outlet.ratioSemitones)
        {
            outlet.ratioSemitones = semitones;
            outlet.ratio = std::exp2 (semitones / 12.0);
        }
        return tunings[t] * outlet.ratio;
    }

    VoicePool pool;
    KeyStack stack;
    std::vector<Outlet> outlets;
    const std::atomic<double>& glide;
    NumberRamp tuning, bendRange;
    std::vector<double> tunings, bendRanges; ///< of a block
    double sampleRateHz;
    int idleNote;
    bool isIdleGateOpen;
    double bend = 0.0; ///< in [-1, 1]
    bool isPedalDown = false, isIdle = true;
};

} // namespace

NodeType describeMidiPitchNode()
{
    return {
        .id = "midi-pitch",
        .name = "MIDI Pitch",
        .category = "MIDI",
        .description = "The frequency of the note that is held, which stays after it: an identity Spiking "
                       "Activation of rate 1 spikes at it, as an oscillator.",
        .inputs = { { "midi", "MIDI", SignalKind::midi } },
        .outputs = { { "pitch", "Pitch", SignalKind::control },
                     { "gate", "Gate", SignalKind::control },
                     { "velocity", "Velocity", SignalKind::control } },
        .parameters = { { .id = "voices",
                          .name = "Voices",
                          .description =
                              "1: the note played last, with those held before it to come back to. "
                              "More: a unit for each, of which the oldest is taken when all sound.",
                          .kind = ParameterKind::integer,
                          .minimum = 1.0,
                          .maximum = 16.0,
                          .defaultValue = 1.0,
                          .isStructural = true },
                        { .id = "glide",
                          .name = "Glide",
                          .unit = "ms",
                          .description = "How long a voice takes from its last note to the next.",
                          .minimum = 0.0,
                          .maximum = 10000.0 },
                        { .id = "bendRange",
                          .name = "Bend range",
                          .unit = "semitones",
                          .description = "How far the pitch wheel bends, either way.",
                          .minimum = 0.0,
                          .maximum = 48.0,
                          .defaultValue = 2.0 },
                        { .id = "tuning",
                          .name = "Tuning",
                          .unit = "Hz",
                          .description = "The frequency of note 69, A4.",
                          .minimum = 220.0,
                          .maximum = 880.0,
                          .defaultValue = 440.0 },
                        { .id = "idleNote",
                          .name = "Idle note",
                          .description = "Whose pitch a voice has before its first note; -1: 0 Hz.",
                          .kind = ParameterKind::integer,
                          .minimum = -1.0,
                          .maximum = 127.0,
                          .defaultValue = -1.0,
                          .isStructural = true },
                        { .id = "idleGate",
                          .name = "Idle gate",
                          .description = "Whether the first voice is on, at full velocity, until a note is "
                                         "played.",
                          .kind = ParameterKind::choice,
                          .choices = { "off", "on" },
                          .defaultText = "off",
                          .isStructural = true } },
        .outputUnits = [] (const NodeWidths& widths)
        { return std::vector<int> (3, widths.parameters.integer ("voices")); },
        .kernels = kernelsOf<MidiPitchKernel>()
    };
}

} // namespace spikegraph

#include "Tests/Nodes/NodeRun.h"
#include "Tests/TestFramework.h"

#include <cmath>

namespace spikegraph::test
{
namespace
{

using juce::MidiMessage;

struct Event
{
    MidiMessage message;
    int sample;
};

juce::MidiBuffer midiOf (const std::vector<Event>& events)
{
    juce::MidiBuffer buffer;
    for (const auto& event : events)
        buffer.addEvent (event.message, event.sample);
    return buffer;
}

MidiMessage on (int note, int velocity = 127)
{
    return MidiMessage::noteOn (1, note, static_cast<juce::uint8> (velocity));
}

MidiMessage off (int note)
{
    return MidiMessage::noteOff (1, note);
}

MidiMessage pedal (bool isDown)
{
    return MidiMessage::controllerEvent (1, 64, isDown ? 127 : 0);
}

double hertz (double note, double tuning = 440.0)
{
    return tuning * std::pow (2.0, (note - 69.0) / 12.0);
}

/// Plays events in a new node, 10 samples apart from sample 10 on, and gives the outlets in the middle
/// between them: [event][outlet].
std::vector<std::vector<double>> statesAfter (const Settings& settings,
                                              const std::vector<MidiMessage>& messages)
{
    const auto node = makeNode ("midi-pitch", {}, settings, { .isDouble = true });
    juce::MidiBuffer midi;
    for (std::size_t i = 0; i < messages.size(); ++i)
        midi.addEvent (messages[i], static_cast<int> (10 * (i + 1)));
    const auto samples = static_cast<int> (10 * (messages.size() + 1));
    const auto out = run (*node, {}, samples, 512, midi).channels;
    std::vector<std::vector<double>> states;
    for (std::size_t i = 0; i < messages.size(); ++i)
    {
        states.emplace_back();
        for (const auto& unit : out)
            states.back().push_back (unit[10 * (i + 1) + 5]);
    }
    return states;
}

constexpr std::size_t pitch = 0, gate = 1, velocity = 2; ///< outlets of one voice

} // namespace

TEST_CASE ("MIDI Pitch node puts out the frequency of every note, at any tuning")
{
    for (const auto tuning : { 440.0, 432.0 })
        for (int note = 0; note < 128; ++note)
        {
            const auto state = statesAfter ({ { "tuning", tuning } }, { on (note, 64) }).front();
            CHECK (state[pitch] == Approx (hertz (note, tuning)).epsilon (1e-12));
            CHECK (state[gate] == 1.0);
            CHECK (state[velocity] == Approx (64.0 / 127.0));
        }
}

TEST_CASE ("MIDI Pitch into an identity Spiking Activation of rate 1 spikes at the note's frequency")
{
    for (const bool isDouble : { false, true })
        for (const auto note : { 21, 69, 72, 108 })
        {
            constexpr int samples = 480000; // 10 s
            const RunOptions options{ .isDouble = isDouble };
            const auto source = makeNode ("midi-pitch", {}, {}, options);
            const auto spiking =
                makeNode ("spiking-activation", { 1 },
                          { { "activation", "identity" }, { "rate", 1.0 }, { "height", "unit" } }, options);
            const auto pitches = run (*source, {}, samples, 512, midiOf ({ { on (note), 0 } })).channels;
            const auto spikes = run (*spiking, { pitches[0] }, samples, 512).channels[0];
            double count = 0.0;
            for (const auto spike : spikes)
                count += spike;
            CHECK (count / 10.0 ==
                   Approx (hertz (note)).epsilon (0.001).margin (0.1)); // a spike at either end
        }
}

TEST_CASE ("MIDI Pitch node changes at the sample of the event, the same for any cut")
{
    const auto midi = midiOf ({ { on (60, 100), 0 },
                                { on (64, 50), 63 },
                                { MidiMessage::pitchWheel (1, 16383), 64 },
                                { off (64), 127 },
                                { pedal (true), 128 },
                                { off (60), 129 },
                                { on (67, 1), 129 },
                                { pedal (false), 300 },
                                { off (67), 511 },
                                { on (40), 512 },
                                { MidiMessage::pitchWheel (1, 8192), 600 } });
    for (const bool isDouble : { false, true })
        for (const auto voices : { 1, 3 })
        {
            Signals whole;
            for (const auto block : { 1000, 1, 7, 64, 65, 512 })
            {
                const auto node = makeNode ("midi-pitch", {}, { { "voices", voices }, { "glide", 1.0 } },
                                            { .maximumBlock = 1000, .isDouble = isDouble });
                const auto out = run (*node, {}, 1000, block, midi).channels;
                if (whole.empty())
                    whole = out;
                CHECK (out == whole);
            }
        }

    const auto node = makeNode ("midi-pitch", {});
    const auto out = run (*node, {}, 200, 64, midiOf ({ { on (69), 100 }, { off (69), 150 } })).channels;
    for (std::size_t t = 0; t < 200; ++t)
    {
        REQUIRE (out[pitch][t] == (t < 100 ? 0.0 : 440.0));
        REQUIRE (out[gate][t] == (t < 100 || t >= 150 ? 0.0 : 1.0));
    }
}

TEST_CASE ("MIDI Pitch node with one voice plays the last note, and goes back to those still held")
{
    const auto states = statesAfter (
        {}, { on (60, 10), on (64, 20), on (67, 30), off (64), off (67), on (60, 0), on (50), off (50) });
    const double notes[] = { 60, 64, 67, 67, 60, 60, 50, 50 };
    const double gates[] = { 1, 1, 1, 1, 1, 0, 1, 0 };
    const double velocities[] = { 10, 20, 30, 30, 10, 10, 127, 127 };
    for (std::size_t i = 0; i < states.size(); ++i)
    {
        INFO ("after event " << i);
        CHECK (states[i][pitch] == Approx (hertz (notes[i])));
        CHECK (states[i][gate] == gates[i]);
        CHECK (states[i][velocity] == Approx (velocities[i] / 127.0));
    }
}

TEST_CASE ("MIDI Pitch node plays a note anew that is held already, and forgets it at one release")
{
    const auto states = statesAfter ({}, { on (60), on (64), on (60), off (60), off (64) });
    CHECK (states[2][pitch] == Approx (hertz (60)));
    CHECK (states[3][pitch] == Approx (hertz (64)));
    CHECK (states[3][gate] == 1.0);
    CHECK (states[4][gate] == 0.0);
}

TEST_CASE ("MIDI Pitch node holds notes while the pedal is down")
{
    for (const auto voices : { 1, 2 })
    {
        const auto states = statesAfter ({ { "voices", voices } },
                                         { on (60), pedal (true), off (60), pedal (false), // held, then gone
                                           on (62), pedal (true), pedal (false), off (62) });
        const auto gateOfEither = [&, voices] (std::size_t i)
        { return voices == 1 ? states[i][gate] : std::max (states[i][2], states[i][3]); };
        const double gates[] = { 1, 1, 1, 0, 1, 1, 1, 0 };
        for (std::size_t i = 0; i < states.size(); ++i)
        {
            INFO (voices << " voices, after event " << i);
            CHECK (gateOfEither (i) == gates[i]);
        }
    }
}

TEST_CASE ("MIDI Pitch node silences everything at all notes off, all sound off and changes of mode")
{
    for (const auto voices : { 1, 4 })
        for (const auto controller : { 120, 123, 126 })
        {
            const auto states =
                statesAfter ({ { "voices", voices } },
                             { pedal (true), on (60), on (64), off (64),
                               MidiMessage::controllerEvent (1, controller, 0), off (60), on (65) });
            const auto openGates = [&, voices] (std::size_t i)
            {
                double sum = 0.0;
                for (int k = 0; k < voices; ++k)
                    sum += states[i][static_cast<std::size_t> (voices + k)];
                return sum;
            };
            CHECK (openGates (3) == std::min (voices, 2));
            CHECK (openGates (4) == 0.0);
            CHECK (openGates (5) == 0.0);
            CHECK (openGates (6) == 1.0);
        }
}

TEST_CASE ("MIDI Pitch node bends by its range at either end of the wheel, and the range may move")
{
    const auto states =
        statesAfter ({ { "bendRange", 7.0 } },
                     { on (69), MidiMessage::pitchWheel (1, 16383), MidiMessage::pitchWheel (1, 0),
                       MidiMessage::pitchWheel (1, 4096), MidiMessage::pitchWheel (1, 8192),
                       MidiMessage::pitchWheel (1, 0), MidiMessage::controllerEvent (1, 121, 0) });
    const double notes[] = { 69, 76, 62, 65.5, 69, 62, 69 };
    for (std::size_t i = 0; i < states.size(); ++i)
        CHECK (states[i][pitch] == Approx (hertz (notes[i])).epsilon (1e-12));
}

TEST_CASE ("MIDI Pitch node glides in a straight line of semitones, from wherever it is")
{
    const auto node = makeNode ("midi-pitch", {}, { { "glide", 10.0 } }, { .isDouble = true });
    const auto midi = midiOf ({ { on (60), 0 }, { on (72), 100 }, { on (48), 100 + 240 } });
    const auto out = run (*node, {}, 1000, 65, midi).channels[pitch];
    CHECK (out[0] == Approx (hertz (60))); // the first note has nowhere to come from
    CHECK (out[99] == Approx (hertz (60)));
    CHECK (out[100 + 119] == Approx (hertz (63)));
    CHECK (out[100 + 239] == Approx (hertz (66)));
    CHECK (out[340 + 239] == Approx (hertz (57)));
    CHECK (out[340 + 479] == Approx (hertz (48)));
    CHECK (out[999] == Approx (hertz (48)));
}

TEST_CASE ("MIDI Pitch node with voices gives each note one, takes the silent one, then the oldest")
{
    const auto states =
        statesAfter ({ { "voices", 3 } }, { on (60), on (62), on (64), off (62), on (65), // for 62
                                            on (67),                                      // for 60
                                            off (60),                                     // gone already
                                            on (64, 5),                                   // struck anew
                                            on (70) });                                   // for 65
    const std::vector<std::vector<double>> notes{ { 60 },         { 60, 62 },     { 60, 62, 64 },
                                                  { 60, 62, 64 }, { 60, 65, 64 }, { 67, 65, 64 },
                                                  { 67, 65, 64 }, { 67, 65, 64 }, { 67, 70, 64 } };
    const std::vector<std::vector<double>> gates{ { 1, 0, 0 }, { 1, 1, 0 }, { 1, 1, 1 },
                                                  { 1, 0, 1 }, { 1, 1, 1 }, { 1, 1, 1 },
                                                  { 1, 1, 1 }, { 1, 1, 1 }, { 1, 1, 1 } };
    for (std::size_t i = 0; i < states.size(); ++i)
        for (std::size_t voice = 0; voice < 3; ++voice)
        {
            INFO ("after event " << i << ", voice " << voice);
            CHECK (states[i][voice] ==
                   Approx (voice < notes[i].size() ? hertz (notes[i][voice]) : 0.0).epsilon (1e-12));
            CHECK (states[i][3 + voice] == gates[i][voice]);
        }
    CHECK (states[7][6 + 2] == Approx (5.0 / 127.0));
}

TEST_CASE ("MIDI Pitch node has its idle note and gate until a note is played, and again after reset")
{
    const auto node =
        makeNode ("midi-pitch", {}, { { "voices", 2 }, { "idleNote", 57 }, { "idleGate", "on" } },
                  { .isDouble = true });
    for (int round = 0; round < 2; ++round)
    {
        const auto midi = midiOf ({ { pedal (false), 10 }, { on (69, 64), 20 }, { off (69), 30 } });
        const auto out = run (*node, {}, 40, 64, midi).channels;
        const auto at = [&] (std::size_t t)
        {
            std::vector<double> state;
            for (const auto& unit : out)
                state.push_back (unit[t]);
            return state;
        };
        CHECK (at (0) == std::vector<double>{ 220, 220, 1, 0, 1, 0 });
        CHECK (at (19) == at (0));
        CHECK (at (20) == std::vector<double>{ 440, 220, 1, 0, 64.0 / 127.0, 0 });
        CHECK (at (30) == std::vector<double>{ 440, 220, 0, 0, 64.0 / 127.0, 0 });
        node->reset();
    }
    const auto silent = makeNode ("midi-pitch", {});
    CHECK (run (*silent, {}, 5, 5).channels == Signals (3, std::vector<double> (5, 0.0)));
}

TEST_CASE ("MIDI Pitch node forgets held notes, bend and pedal on reset")
{
    const auto node = makeNode ("midi-pitch", {}, {}, { .isDouble = true });
    run (*node, {}, 10, 10,
         midiOf (
             { { on (60), 0 }, { on (62), 1 }, { pedal (true), 2 }, { MidiMessage::pitchWheel (1, 0), 3 } }));
    node->reset();
    const auto out = run (*node, {}, 10, 10, midiOf ({ { on (69), 2 }, { off (69), 5 } })).channels;
    CHECK (out[pitch][1] == 0.0);
    CHECK (out[pitch][2] == 440.0);
    CHECK (out[gate][5] == 0.0);
}

TEST_CASE ("MIDI Pitch node lets other messages pass by")
{
    const juce::uint8 bytes[] = { 0x90, 60, 127, 1, 2, 3, 4, 5, 6, 7, 8, 9 };
    const auto states =
        statesAfter ({}, { on (69), MidiMessage::createSysExMessage (bytes, 12),
                           MidiMessage::programChange (1, 60), MidiMessage::aftertouchChange (1, 69, 0),
                           MidiMessage::controllerEvent (1, 1, 0), MidiMessage::midiClock() });
    for (const auto& state : states)
        CHECK (state == states.front());
}

} // namespace spikegraph::test

#include "Tests/Nodes/NodeRun.h"
#include "Tests/TestFramework.h"

#include <map>
#include <string>

namespace spikegraph::test
{
namespace
{

/// "100+60" is note 60 on at sample 100, "148-60" its end.
std::vector<std::string> listOf (const juce::MidiBuffer& midi)
{
    std::vector<std::string> events;
    for (const auto event : midi)
    {
        const auto message = event.getMessage();
        events.push_back (std::to_string (event.samplePosition) + (message.isNoteOn() ? "+" : "-") +
                          std::to_string (message.getNoteNumber()));
    }
    return events;
}

using Events = std::vector<std::string>;

/// Units that spike at the samples given for each.
Signals spikesAt (const std::vector<std::vector<std::size_t>>& times, int samples, double height = 1.0)
{
    Signals units (times.size(), std::vector<double> (static_cast<std::size_t> (samples), 0.0));
    for (std::size_t unit = 0; unit < times.size(); ++unit)
        for (const auto t : times[unit])
            units[unit][t] = height;
    return units;
}

/// How many note ons of each (channel, note) are without their off, at the end; fails where an off comes
/// first.
std::map<std::pair<int, int>, int> soundingAfter (const juce::MidiBuffer& midi)
{
    std::map<std::pair<int, int>, int> sounding;
    for (const auto event : midi)
    {
        const auto message = event.getMessage();
        auto& count = sounding[{ message.getChannel(), message.getNoteNumber() }];
        count += message.isNoteOn() ? 1 : -1;
        REQUIRE ((count == 0 || count == 1));
    }
    std::erase_if (sounding, [] (const auto& entry) { return entry.second == 0; });
    return sounding;
}

} // namespace

TEST_CASE ("Spikes to MIDI plays a note for a spike, and ends it after the gate, to the sample, for any cut")
{
    // 2 ms are 96 samples. Unit 1 is struck anew at 130, and at 400 as its note ends.
    const auto spikes = spikesAt ({ { 0, 511 }, { 100, 130, 304, 400 }, { 64 } }, 1000);
    const Events expected{ "0+60",   "64+62",  "96-60",  "100+61", "130-61", "130+61", "160-62",
                           "226-61", "304+61", "400-61", "400+61", "496-61", "511+60", "607-60" };
    for (const bool isDouble : { false, true })
        for (const auto block : { 1, 7, 64, 65, 512, 1000 })
        {
            INFO ("blocks of " << block);
            const auto node = makeNode ("spikes-to-midi", { 3 }, { { "base", 60 }, { "gate", 2.0 } },
                                        { .maximumBlock = 1000, .isDouble = isDouble });
            CHECK (listOf (run (*node, spikes, 1000, block).midi) == expected);
        }
}

TEST_CASE ("Spikes to MIDI gives unit k the k-th note of the scale, and none above 127")
{
    const std::map<std::string, std::vector<int>> notes{
        { "chromatic", { 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114 } },
        { "major", { 100, 102, 104, 105, 107, 109, 111, 112, 114, 116, 117, 119, 121, 123, 124 } },
        { "minor", { 100, 102, 103, 105, 107, 108, 110, 112, 114, 115, 117, 119, 120, 122, 124 } },
        { "pentatonic", { 100, 102, 104, 107, 109, 112, 114, 116, 119, 121, 124, 126 } },
        { "whole-tone", { 100, 102, 104, 106, 108, 110, 112, 114, 116, 118, 120, 122, 124, 126 } }
    };
    for (const auto& [scale, expected] : notes)
    {
        INFO (scale);
        const auto node =
            makeNode ("spikes-to-midi", { 15 }, { { "base", 100 }, { "scale", juce::String (scale) } });
        std::vector<int> played;
        for (const auto event :
             run (*node, spikesAt (std::vector<std::vector<std::size_t>> (15, { 3 }), 10), 10, 10).midi)
            played.push_back (event.getMessage().getNoteNumber());
        CHECK (played == expected);
    }
}

TEST_CASE ("Spikes to MIDI sends its velocity and channel, and ends a note where it began")
{
    const auto node = makeNode ("spikes-to-midi", { 1 },
                                { { "base", 5 }, { "velocity", 33 }, { "channel", 16 }, { "gate", 1.0 } });
    auto midi = run (*node, spikesAt ({ { 1 } }, 10), 10, 10).midi;
    REQUIRE (midi.getNumEvents() == 1);
    const auto message = (*midi.begin()).getMessage();
    CHECK (message.getVelocity() == 33);
    CHECK (message.getChannel() == 16);

    node->parameters().set ("channel", { 2.0 });
    node->parameters().set ("base", { 6.0 });
    midi = run (*node, spikesAt ({ {} }, 100), 100, 10).midi;
    REQUIRE (listOf (midi) == Events{ "39-5" });
    CHECK ((*midi.begin()).getMessage().getChannel() == 16);

    // Struck anew on another channel, it still ends where it began.
    midi = run (*node, spikesAt ({ { 0 } }, 10), 10, 10).midi;
    node->parameters().set ("channel", { 3.0 });
    midi.addEvents (run (*node, spikesAt ({ { 0 } }, 100), 100, 10).midi, 0, -1, 10);
    CHECK (listOf (midi) == Events{ "0+6", "10-6", "10+6", "58-6" });
    CHECK (soundingAfter (midi).empty());
}

TEST_CASE ("Spikes to MIDI hears a rise above the threshold once, and no negative spike")
{
    const auto node =
        makeNode ("spikes-to-midi", { 1 }, { { "base", 60 }, { "gate", 0.1 }, { "threshold", 0.5 } });
    Signals x (1, std::vector<double> (100, 0.0));
    x[0][10] = 0.5; // not above
    x[0][20] = 0.75;
    x[0][21] = 2.0; // still above
    x[0][22] = -3.0;
    x[0][23] = 218.0;
    x[0][40] = -218.0;
    Events ons;
    for (const auto& event : listOf (run (*node, x, 100, 7).midi))
        if (event.find ('+') != std::string::npos)
            ons.push_back (event);
    CHECK (ons == Events{ "20+60", "23+60" });
}

TEST_CASE ("Spikes to MIDI lets go of its notes after a reset, and starts afresh")
{
    const auto node = makeNode ("spikes-to-midi", { 2 }, { { "base", 60 }, { "gate", 100.0 } });
    auto midi = run (*node, spikesAt ({ { 5 }, { 99 } }, 100), 100, 64).midi;
    CHECK (soundingAfter (midi).size() == 2);
    node->reset();
    // Unit 1 spikes at once: it was above the threshold before the reset, which is forgotten.
    const auto after = run (*node, spikesAt ({ {}, { 0 } }, 100), 100, 64).midi;
    CHECK (listOf (after) == Events{ "0-60", "0-61", "0+61" });
    midi.addEvents (after, 0, -1, 100);
    CHECK (soundingAfter (midi).size() == 1);

    node->reset();
    node->reset();
    CHECK (listOf (run (*node, spikesAt ({ {}, {} }, 100), 100, 64).midi) == Events{ "0-61" });
    node->reset();
    CHECK (run (*node, spikesAt ({ {}, {} }, 100), 100, 64).midi.isEmpty());
}

TEST_CASE ("Spikes to MIDI plays a bounded number of notes, and ends each, however many spikes there are")
{
    constexpr int units = 128, samples = 48000;
    Signals storm (units, std::vector<double> (samples, 0.0));
    for (auto& unit : storm)
        for (std::size_t t = 0; t < samples; t += 2)
            unit[t] = 1.0;
    Events whole;
    for (const auto block : { samples, 512, 7 })
    {
        const auto node = makeNode ("spikes-to-midi", { units }, { { "base", 0 }, { "gate", 5.0 } },
                                    { .maximumBlock = samples });
        auto midi = run (*node, storm, samples, block).midi;
        const auto events = listOf (midi);
        const auto ons =
            std::count_if (events.begin(), events.end(),
                           [] (const auto& event) { return event.find ('+') != std::string::npos; });
        CHECK (ons >= 1000);
        CHECK (ons <= 1128);
        midi.addEvents (run (*node, Signals (units, std::vector<double> (samples, 0.0)), samples, block).midi,
                        0, -1, samples);
        CHECK (soundingAfter (midi).empty());
        if (whole.empty())
            whole = events;
        CHECK (events == whole);
    }
}

TEST_CASE ("Spikes to MIDI strikes all its notes at once when all units spike")
{
    const auto node = makeNode ("spikes-to-midi", { 200 }, { { "base", 0 } });
    const auto chord =
        run (*node, spikesAt (std::vector<std::vector<std::size_t>> (200, { 0 }), 10), 10, 10).midi;
    CHECK (soundingAfter (chord).size() == 128);
}

} // namespace spikegraph::test

// Bypass: a fade to what comes in, as late as the node is, while the kernel runs on.

#include "Tests/Nodes/NodeHarness.h"
#include "Tests/TestFramework.h"

#include <cmath>

namespace spikegraph::test
{
namespace
{

constexpr int fade = 960; ///< samples: 20 ms at 48 kHz
constexpr int samples = 12000;

bool passesUnits (const NodeProcessor& node)
{
    return !node.inputUnits().empty() && !node.outputUnits().empty() &&
           node.inputUnits().front() == node.outputUnits().front();
}

juce::MidiMessage messageOf (const TimedMidi& event)
{
    return { event.bytes.data(), static_cast<int> (event.bytes.size()) };
}

/// The notes of a recording that are still held at its end.
int heldNotes (const std::vector<TimedMidi>& events)
{
    std::map<std::pair<int, int>, bool> held;
    for (const auto& event : events)
    {
        const auto message = messageOf (event);
        if (message.isNoteOnOrOff())
            held[{ message.getChannel(), message.getNoteNumber() }] = message.isNoteOn();
    }
    int count = 0;
    for (const auto& [note, isHeld] : held)
        count += isHeld ? 1 : 0;
    return count;
}

} // namespace

TEST_CASE (
    "Every bypassed node gives its input as late as its latency says, and silence at its other outlets")
{
    for (const auto& type : nodeCatalogue().types())
        for (const auto& widths : widthsFor (type))
        {
            INFO (type.id.toStdString() << ", " << widths.text());
            const auto node = makeNode<float> (type, { widths });
            const auto latency = node->getLatencySamples();
            const auto total = latency + samples;
            const auto input = inputFor<float> (*node, noise, total);
            const auto played =
                play<float> (*node, { .samples = total,
                                      .blocks = randomBlocks(),
                                      .moves = { { 3000, [&] { node->setBypassed (true); } } } });

            auto expected = Channels<float> (played.channels.size(),
                                             std::vector<float> (static_cast<std::size_t> (total)));
            const auto first = static_cast<std::size_t> (3000 + latency + fade);
            if (passesUnits (*node))
                for (std::size_t unit = 0; unit < static_cast<std::size_t> (node->outputUnits().front());
                     ++unit)
                    std::copy (input[unit].begin(), input[unit].end() - latency,
                               expected[unit].begin() + latency);
            else if (!node->inputUnits().empty())
                continue;
            CHECK (differenceOfValues (played.channels, expected, static_cast<int> (first)) == "");
        }
}

TEST_CASE ("Every node that starts bypassed gives its input at once")
{
    for (const auto& type : nodeCatalogue().types())
    {
        INFO (type.id.toStdString());
        const auto node = makeNode<float> (type, { someWidths (type) });
        if (!passesUnits (*node) || node->getLatencySamples() > 0)
            continue;
        node->setBypassed (true);
        node->reset();
        auto input = inputFor<float> (*node, noise, samples);
        const auto played = play<float> (*node, { .samples = samples });
        input.resize (static_cast<std::size_t> (node->outputUnits().front()));
        for (auto& outlet : outletsOf (*node))
            input.resize (std::max (input.size(), outlet.first + outlet.count),
                          std::vector<float> (static_cast<std::size_t> (samples)));
        CHECK (differenceOfValues (played.channels, input) == "");
    }
}

TEST_CASE ("Every node that is no longer bypassed puts out what one does that never was")
{
    for (const auto& type : nodeCatalogue().types())
    {
        INFO (type.id.toStdString());
        const auto node = makeNode<float> (type, { someWidths (type) });
        const Moves moves{ { 2000, [&] { node->setBypassed (true); } },
                           { 6001, [&] { node->setBypassed (false); } } };
        const auto played = play<float> (*node, { .samples = samples, .moves = moves });
        const auto never =
            play<float> (*makeNode<float> (type, { someWidths (type) }), { .samples = samples });
        CHECK (differenceOfValues (played.channels, never.channels, 6001 + fade) == "");
        for (std::size_t unit = 0; unit < never.channels.size(); ++unit)
            CHECK (std::equal (never.channels[unit].begin(), never.channels[unit].begin() + 2000,
                               played.channels[unit].begin()));
    }
}

// A fade from a to b moves by no more than a's and b's own steps and by (b - a) / fade. An instant switch
// would jump by all of b - a.
TEST_CASE ("Every node is bypassed without a click while a tone runs through")
{
    const auto tone = sine (1000.0, 0.5);
    const auto steepest = 0.5 * 2.0 * juce::MathConstants<double>::pi * 1000.0 / 48000.0;
    for (const auto& type : nodeCatalogue().types())
    {
        const auto node = makeNode<double> (type, { someWidths (type) });
        const Moves moves{ { 2012, [&] { node->setBypassed (true); } },
                           { 2012 + fade / 3, [&] { node->setBypassed (false); } },
                           { 5036, [&] { node->setBypassed (true); } },
                           { 8012, [&] { node->setBypassed (false); } } };
        const auto played = play<double> (*node, { .samples = samples, .signal = tone, .moves = moves });
        const auto never = play<double> (*makeNode<double> (type, { someWidths (type) }),
                                         { .samples = samples, .signal = tone });
        for (std::size_t unit = 0; unit < never.channels.size(); ++unit)
        {
            const auto& own = never.channels[unit];
            const auto& heard = played.channels[unit];
            const auto fadeStep = peak<double> ({ own }) / fade;
            double worst = 0.0;
            int worstAt = 0;
            for (std::size_t i = 1; i < heard.size(); ++i)
            {
                const auto excess =
                    std::abs (heard[i] - heard[i - 1]) - std::abs (own[i] - own[i - 1]) - fadeStep;
                if (excess > worst)
                {
                    worst = excess;
                    worstAt = static_cast<int> (i);
                }
            }
            INFO (type.id.toStdString() << ", unit " << unit << " at sample " << worstAt);
            CHECK (worst <= 1.5 * steepest);
        }
    }
}

TEST_CASE ("Every node is bypassed the same way wherever blocks are cut, MIDI included")
{
    for (const auto& type : nodeCatalogue().types())
    {
        Recording<float> expected;
        for (const auto& blocks : { Blocks{ samples }, Blocks{ 1 }, Blocks{ 512 }, randomBlocks() })
        {
            INFO (type.id.toStdString() << ", " << text (blocks));
            const auto node = makeNode<float> (type, { someWidths (type) });
            const Moves moves{ { 2000, [&] { node->setBypassed (true); } },
                               { 2500, [&] { node->setBypassed (false); } },
                               { 4001, [&] { node->setBypassed (true); } },
                               { 7001, [&] { node->setBypassed (false); } } };
            const auto played = play<float> (*node, { .samples = samples, .blocks = blocks, .moves = moves });
            if (expected.channels.empty() && expected.midi.empty())
                expected = played;
            CHECK (differenceOfValues (played.channels, expected.channels) == "");
            CHECK (difference<float> ({ {}, played.midi }, { {}, expected.midi }) == "");
        }
    }
}

TEST_CASE ("Every node is bypassed by a host's call as by its own switch")
{
    for (const auto& type : nodeCatalogue().types())
    {
        INFO (type.id.toStdString());
        const auto bySwitch = makeNode<float> (type, { someWidths (type) }),
                   byHost = makeNode<float> (type, { someWidths (type) });
        play<float> (*bySwitch);
        play<float> (*byHost);
        bySwitch->setBypassed (true);
        CHECK (difference (play<float> (*byHost, { .isBypassedByHost = true }), play<float> (*bySwitch)) ==
               "");
        bySwitch->setBypassed (false);
        CHECK (difference (play<float> (*byHost), play<float> (*bySwitch)) == "");
    }
}

TEST_CASE ("Every node that plays notes starts none while it is bypassed, and lets none hang")
{
    constexpr int total = 48000, silentFrom = 30000;
    const auto loudAtFirst = [] (int channel, int sample)
    { return sample < silentFrom ? fullScale (channel, sample) : 0.0; };
    for (const auto& type : nodeCatalogue().types())
        for (int bypassedFrom = 5000; bypassedFrom < 7000 && type.hasMidiOutput(); bypassedFrom += 111)
        {
            INFO (type.id.toStdString() << ", bypassed from sample " << bypassedFrom);
            const auto node = makeNode<float> (type, { someWidths (type) });
            const auto played =
                play<float> (*node, { .samples = total,
                                      .signal = loudAtFirst,
                                      .moves = { { bypassedFrom, [&] { node->setBypassed (true); } } } });
            CHECK (heldNotes (played.midi) == 0);
            for (const auto& event : played.midi)
                if (event.sample >= bypassedFrom + fade)
                    CHECK (!messageOf (event).isNoteOn());
        }
}

} // namespace spikegraph::test

#include "Tests/Nodes/NodeRun.h"
#include "Tests/Nodes/SoundFigures.h"
#include "Tests/TestFramework.h"

#include <numbers>

namespace spikegraph::test
{
namespace
{

/// A host whose song plays at one tempo from a position, which a test may move.
struct Song : juce::AudioPlayHead
{
    juce::Optional<PositionInfo> getPosition() const override
    {
        PositionInfo info;
        info.setBpm (tempoBpm);
        info.setPpqPosition (quarters);
        info.setIsPlaying (isPlaying);
        return info;
    }

    void moveOn (int samples)
    {
        if (isPlaying)
            quarters += samples * tempoBpm / (60.0 * 48000.0);
    }

    double tempoBpm = 120.0, quarters = 0.0;
    bool isPlaying = true;
};

std::unique_ptr<NodeProcessor> makeLfo (const Settings& settings, Song* song = nullptr)
{
    auto node = makeNode ("lfo", {}, settings, { .isDouble = true });
    node->setPlayHead (song);
    return node;
}

std::vector<double> play (NodeProcessor& node, Song& song, int samples, int block)
{
    std::vector<double> y;
    for (int first = 0; first < samples; first += block)
    {
        const auto count = std::min (block, samples - first);
        const auto part = run (node, {}, count, count).channels[0];
        y.insert (y.end(), part.begin(), part.end());
        song.moveOn (count);
    }
    return y;
}

/// What a saw shows of its phase.
double sawPhase (double y)
{
    return (y + 1.0) / 2.0;
}

} // namespace

TEST_CASE ("LFO node is offset + depth * shape, at its frequency and phase, its units spread over a cycle")
{
    const auto node = makeLfo ({ { "frequency", 3.0 },
                                 { "phase", 0.125 },
                                 { "spread", 0.5 },
                                 { "depth", 0.4 },
                                 { "offset", 0.25 },
                                 { "units", 4 } });
    const auto y = run (*node, {}, 48000, 512).channels;
    REQUIRE (y.size() == 4);
    for (std::size_t unit = 0; unit < 4; ++unit)
        for (std::size_t t = 0; t < 48000; ++t)
        {
            const auto phase =
                0.125 + 0.5 * static_cast<double> (unit) / 4.0 + 3.0 * static_cast<double> (t) / 48000.0;
            REQUIRE (y[unit][t] ==
                     Approx (0.25 + 0.4 * std::sin (2.0 * std::numbers::pi * phase)).margin (1e-9));
        }
}

TEST_CASE ("LFO node has its shapes")
{
    const auto valuesOf = [] (const char* shape) {
        return run (*makeLfo ({ { "shape", shape }, { "frequency", 1000.0 } }), {}, 48, 7).channels[0];
    };
    CHECK (valuesOf ("sine")[12] == Approx (1.0));
    CHECK (valuesOf ("triangle")[6] == Approx (0.5));
    CHECK (valuesOf ("square")[6] == 1.0);
    CHECK (valuesOf ("square")[30] == -1.0);
    CHECK (valuesOf ("saw")[36] == Approx (0.5));
    const auto held = valuesOf ("random");
    CHECK (held[0] == held[46]);
}

TEST_CASE ("LFO node's random shape repeats a seed's values, in each of its units others")
{
    const auto valuesOf = [] (int seed)
    {
        return run (*makeLfo (
                        { { "shape", "random" }, { "frequency", 100.0 }, { "seed", seed }, { "units", 2 } }),
                    {}, 4800, 64)
            .channels;
    };
    CHECK (valuesOf (1) == valuesOf (1));
    CHECK (valuesOf (1) != valuesOf (2));
    CHECK (valuesOf (1)[0] != valuesOf (1)[1]);
}

TEST_CASE ("LFO node in sync is where the song is, at any tempo, and the same bits for any cut")
{
    struct Case
    {
        const char* sync;
        double quarters;
    };
    for (const auto& [sync, quarters] :
         { Case{ "bar", 4.0 }, Case{ "quarter", 1.0 }, Case{ "eighth triplet", 1.0 / 3.0 } })
        for (const auto tempoBpm : { 120.0, 97.3 })
        {
            INFO (sync << " at " << tempoBpm << " bpm");
            std::vector<double> whole;
            for (const auto block : { 512, 1, 7, 64, 65 })
            {
                Song song;
                song.tempoBpm = tempoBpm;
                song.quarters = 5.3;
                const auto node = makeLfo ({ { "shape", "saw" }, { "sync", sync } }, &song);
                const auto y = play (*node, song, 30000, block);
                if (whole.empty())
                    whole = y;
                CHECK (y == whole);
            }
            double worst = 0.0;
            for (std::size_t t = 0; t < whole.size(); ++t)
            {
                const auto position = 5.3 + static_cast<double> (t) * tempoBpm / (60.0 * 48000.0);
                const auto difference = position / quarters - sawPhase (whole[t]);
                worst = std::max (worst, std::abs (difference - std::round (difference)));
            }
            CHECK (worst < 1e-9);
        }
}

TEST_CASE ("LFO node in sync stays on the beat for ten minutes")
{
    Song song;
    const auto node = makeLfo ({ { "shape", "saw" }, { "sync", "quarter" } }, &song);
    const auto y = play (*node, song, 48000 * 600 + 6000, 512);
    CHECK (sawPhase (y.back()) == Approx (0.25).margin (1e-4)); // 6000 samples are a quarter of a beat
}

TEST_CASE ("LFO node in sync follows the song where it jumps, changes its tempo, stops and starts")
{
    Song song;
    const auto node = makeLfo ({ { "shape", "saw" }, { "sync", "quarter" } }, &song);
    play (*node, song, 1000, 100);

    song.quarters = 17.75;
    auto y = play (*node, song, 100, 100);
    CHECK (sawPhase (y[0]) == Approx (0.75).margin (1e-9));
    song.quarters = -0.5; // a count-in
    y = play (*node, song, 100, 100);
    CHECK (sawPhase (y[0]) == Approx (0.5).margin (1e-9));

    song.tempoBpm = 240.0; // goes on from there, twice as fast
    const auto faster = play (*node, song, 101, 101);
    CHECK (sawPhase (faster[0]) == Approx (0.5 + 100.0 / 24000.0).margin (1e-9));
    CHECK (sawPhase (faster[100]) == Approx (0.5 + 300.0 / 24000.0).margin (1e-9));

    song.isPlaying = false; // runs on by itself
    y = play (*node, song, 101, 101);
    CHECK (sawPhase (y[100]) == Approx (0.5 + 502.0 / 24000.0).margin (1e-9));
    song.isPlaying = true;
    song.quarters = 3.25;
    y = play (*node, song, 10, 10);
    CHECK (sawPhase (y[0]) == Approx (0.25).margin (1e-9));
}

TEST_CASE ("LFO node in sync draws the same random values wherever in the song it starts")
{
    const Settings settings{ { "shape", "random" }, { "sync", "sixteenth" } };
    Song fromStart, fromMiddle;
    fromMiddle.quarters = 4.0;
    const auto first = play (*makeLfo (settings, &fromStart), fromStart, 144000, 500),
               second = play (*makeLfo (settings, &fromMiddle), fromMiddle, 48000, 500);
    for (std::size_t t = 100; t < 48000; t += 600)
        REQUIRE (second[t] == first[96000 + t]);
}

TEST_CASE ("LFO node moves to a new phase, spread, depth and offset in 20 ms, the same for any cut")
{
    Signals whole;
    for (const auto block : { 512, 1, 7, 64, 65 })
    {
        const auto node = makeLfo ({ { "shape", "triangle" }, { "frequency", 0.001 }, { "units", 2 } });
        node->parameters().set ("phase", { 0.25 });
        node->parameters().set ("spread", { 0.5 });
        node->parameters().set ("depth", { 0.5 });
        node->parameters().set ("offset", { 1.0 });
        const auto y = run (*node, {}, 2000, block).channels;
        if (whole.empty())
            whole = y;
        CHECK (y == whole);
    }
    for (std::size_t t = 1; t < 2000; ++t)
        REQUIRE (std::abs (whole[0][t] - whole[0][t - 1]) < 0.005);
    CHECK (whole[0][1500] == Approx (1.5).margin (1e-3));
    CHECK (whole[1][1500] == Approx (1.0).margin (1e-3)); // a quarter of a cycle ahead
}

} // namespace spikegraph::test

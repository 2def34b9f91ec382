#include "Tests/Engine/EngineHarness.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{
namespace
{

juce::AudioBuffer<float> impulseAt (int sample, int length)
{
    juce::AudioBuffer<float> audio (1, length);
    audio.clear();
    audio.setSample (0, sample, 1.0f);
    return audio;
}

int latencyOf (const GraphModel& patch)
{
    GraphEngine<float> engine (patch);
    engine.prepare ({ 48000.0, 64, 1, 1 });
    return engine.latencySamples();
}

} // namespace

TEST_CASE ("Parallel paths arrive in line, and the latest is the latency")
{
    const auto patch =
        makePatch ({ "in audio-in", "late late", "later late", "sum gain", "out audio-out" },
                   "in.out>late.in late.out>later.in later.out>sum.in in.out>sum.in late.out>sum.in "
                   "sum.out>out.in");
    REQUIRE (latencyOf (patch) == 2 * lateSamples);
    for (const auto block : { 1, 7, 64, 500 })
    {
        const auto output = render (patch, impulseAt (20, 500), { block }, 64);
        for (int i = 0; i < 500; ++i)
            CHECK (output.getSample (0, i) == (i == 20 + 2 * lateSamples ? 3.0f : 0.0f));
    }
}

TEST_CASE ("Two outputs arrive in line at the host")
{
    const auto patch = makePatch ({ "in audio-in", "late late", "a audio-out", "b audio-out" },
                                  "in.out>a.in in.out>late.in late.out>b.in");
    REQUIRE (latencyOf (patch) == lateSamples);
    const auto output = render (patch, impulseAt (0, 300), { 64 }, 64);
    for (int i = 0; i < 300; ++i)
        CHECK (output.getSample (0, i) == (i == lateSamples ? 2.0f : 0.0f));
}

TEST_CASE ("A bypassed node keeps its latency")
{
    auto patch =
        makePatch ({ "in audio-in", "late late", "out audio-out" }, "in.out>late.in late.out>out.in");
    patch.setBypassed ("late", true);
    CHECK (latencyOf (patch) == lateSamples);
    const auto output = render (patch, impulseAt (5, 300), { 64 }, 64);
    for (int i = 0; i < 300; ++i)
        CHECK (output.getSample (0, i) == (i == 5 + lateSamples ? 1.0f : 0.0f));
}

TEST_CASE ("The tail is that of the longest path")
{
    const auto patch = makePatch (
        { "in audio-in", "a lowpass tau=100", "b lowpass tau=50", "c lowpass tau=10", "out audio-out" },
        "in.out>a.in a.out>b.in in.out>c.in b.out>out.in c.out>out.in");
    GraphEngine<float> engine (patch);
    engine.prepare ({ 48000.0, 64, 1, 1 });
    CHECK (engine.tailSeconds() == Approx (11.5 * 0.15));
}

} // namespace spikegraph::test

#include "Tests/Engine/EngineHarness.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{
namespace
{

bool isSilent (const juce::AudioBuffer<float>& audio, int channel)
{
    return audio.getMagnitude (channel, 0, audio.getNumSamples()) <= 0.0f;
}

} // namespace

TEST_CASE ("A patch hears the host's side chain, apart from its input")
{
    const auto patch = makePatch ({ "key side-chain-in", "in audio-in", "out audio-out" }, "key.out>out.in");
    GraphEngine<float> engine (patch);
    engine.prepare ({ 48000.0, 64, 2, 2, 2 });
    auto audio = noise (4, 1000);
    const juce::AudioBuffer<float> before (audio);
    process (engine, audio, 64);
    for (int channel = 0; channel < 2; ++channel)
        for (int t = 0; t < 1000; ++t)
            REQUIRE (audio.getSample (channel, t) == before.getSample (2 + channel, t));
}

TEST_CASE ("Without a side chain, a patch that reads one hears silence")
{
    const auto patch = makePatch ({ "key side-chain-in", "out audio-out" }, "key.out>out.in");
    CHECK (isSilent (render (patch, noise (2, 1000), { 64 }, 64), 0));
}

TEST_CASE ("Without an input, as an instrument, a patch hears silence there and plays what it makes")
{
    const auto patch = makePatch ({ "in audio-in", "tone constant value=0.5", "out audio-out" },
                                  "in.out>out.in tone.out>out.in");
    GraphEngine<float> engine (patch);
    engine.prepare ({ 48000.0, 64, 0, 2 });
    juce::AudioBuffer<float> audio (2, 1000);
    audio.clear();
    process (engine, audio, 64);
    CHECK (audio.getSample (0, 999) == Approx (0.5));
    CHECK (audio.getSample (1, 999) == Approx (0.5));
}

TEST_CASE ("A live number stands in place of the patch's, through edits, until it is taken away")
{
    auto patch = makePatch ({ "in audio-in", "level gain gain=0", "out audio-out" },
                            "in.out>level.in level.out>out.in");
    GraphEngine<float> engine (patch);
    engine.prepare ({ 48000.0, 64, 1, 1 });
    const auto levelAfter = [&]
    {
        juce::AudioBuffer<float> audio (1, 4800);
        for (int t = 0; t < 4800; ++t)
            audio.setSample (0, t, 0.1f);
        process (engine, audio, 64);
        return audio.getSample (0, 4799);
    };
    CHECK (levelAfter() == Approx (0.1));

    engine.setLiveNumbers ({ { { "level", "gain" }, 20.0 } });
    engine.update();
    CHECK (levelAfter() == Approx (1.0));
    patch.addNode ("scope", {});
    engine.update();
    CHECK (levelAfter() == Approx (1.0));

    engine.setLiveNumbers ({});
    engine.update();
    CHECK (levelAfter() == Approx (0.1));
}

} // namespace spikegraph::test

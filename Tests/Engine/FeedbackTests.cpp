#include "Core/Error.h"
#include "Tests/Engine/EngineHarness.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{

TEST_CASE ("A loop through Feedback repeats after exactly its samples, at every block size, however short")
{
    for (const auto delay : { 1, 3, 100, 1000 })
    {
        const auto patch =
            makePatch ({ "in audio-in", "sum gain", "half gain gain=-6.020599913279624",
                         "feedback feedback time=0 samples=" + std::to_string (delay), "out audio-out" },
                       "in.out>sum.in feedback.out>sum.in sum.out>half.in half.out>feedback.in "
                       "sum.out>out.in");
        juce::AudioBuffer<float> impulse (1, 3200);
        impulse.clear();
        impulse.setSample (0, 10, 1.0f);
        for (const auto block : { 1, 7, 64, 3200 })
        {
            INFO ("a delay of " << delay << ", blocks of " << block);
            const auto output = render (patch, impulse, { block }, 512);
            float expected = 1.0f;
            int wrong = 0;
            for (int i = 0; i < 3200; ++i)
            {
                const bool isEcho = i >= 10 && (i - 10) % delay == 0;
                wrong += !(output.getSample (0, i) == Approx (isEcho ? expected : 0.0f).margin (1e-6));
                expected *= isEcho ? 0.5f : 1.0f;
            }
            CHECK (wrong == 0);
        }
    }
}

TEST_CASE ("A loop finds its own width")
{
    const auto patch =
        makePatch ({ "in audio-in", "sum gain", "half gain gain=-6", "feedback feedback", "out audio-out" },
                   "in.out>sum.in feedback.out>sum.in sum.out>half.in half.out>feedback.in "
                   "sum.out>out.in");
    GraphEngine<float> engine (patch);
    engine.keepOutput ("feedback");
    engine.prepare ({ 48000.0, 64, 2, 2 });
    CHECK (engine.output ("feedback").units == 2);
}

TEST_CASE ("A loop that grows each time around is refused")
{
    const auto patch = makePatch ({ "in audio-in", "sum spiking-activation units=2", "feedback feedback" },
                                  "feedback.out>sum.in sum.out>feedback.in");
    GraphEngine<float> engine (patch);
    CHECK_THROWS_WITH (engine.prepare ({}), "cables: the units of a loop grow each time around");
}

TEST_CASE ("A loop without Feedback is refused with the nodes that it goes through")
{
    CHECK_THROWS_WITH (GraphModel::fromJson (testCatalogue(),
                                             R"({"format": "spikegraph-patch", "version": 2, "nodes": [
        {"id": "a", "type": "gain"}, {"id": "b", "type": "lowpass"}], "cables": [
        {"from": "a.out", "to": "b.in"}, {"from": "b.out", "to": "a.in"}]})",
                                             "loop"),
                       "loop: cables: a loop without a Feedback node: a -> b -> a");
}

TEST_CASE ("A loop with more gain than loss stays finite, and dies once the gain is turned down")
{
    auto patch = makePatch (
        { "in audio-in", "sum gain", "more gain gain=12", "feedback feedback time=1", "out audio-out" },
        "in.out>sum.in feedback.out>sum.in sum.out>more.in more.out>feedback.in sum.out>out.in");
    GraphEngine<float> engine (patch);
    engine.prepare ({ 48000.0, 64, 1, 1 });
    auto audio = noise (1, 48000);
    process (engine, audio, 64);
    CHECK (audio.getMagnitude (0, 48000) <= 1e9f);
    CHECK (engine.replacedSamples() > 0);
    engine.setNumber ("more", "gain", -6.0);
    audio.clear();
    process (engine, audio, 64);
    CHECK (audio.getMagnitude (47000, 1000) < 1e-3f);
}

} // namespace spikegraph::test

// Edits while sound runs: nothing clicks, and what stays goes on.

#include "Tests/Engine/EngineHarness.h"
#include "Tests/TestFramework.h"

#include <cmath>
#include <functional>

namespace spikegraph::test
{
namespace
{

constexpr int second = 48000;

/// The steepest step from one sample to the next, of a 1 kHz sine at -6 dB and of a signal.
const float steepest = 0.5f * 2.0f * juce::MathConstants<float>::pi * 1000.0f / 48000.0f;

float largestStep (const juce::AudioBuffer<float>& audio, int first = 1)
{
    float largest = 0.0f;
    for (int i = first; i < audio.getNumSamples(); ++i)
        largest = std::max (largest, std::abs (audio.getSample (0, i) - audio.getSample (0, i - 1)));
    return largest;
}

struct Edit
{
    const char* name;
    std::vector<std::string> nodes;
    const char* cables;
    std::function<void (GraphModel&)> apply;
};

const std::vector<Edit>& edits()
{
    const std::vector<std::string> chain{ "in audio-in", "a gain", "b gain", "out audio-out" };
    static const std::vector<Edit> all{
        { "a node is inserted on a cable", chain, "in.out>a.in a.out>b.in b.out>out.in",
          [] (GraphModel& patch) { patch.insertNewOnCable ("a.out", "b.in", "gain", {}); } },
        { "a node is removed", chain, "in.out>a.in a.out>b.in b.out>out.in",
          [] (GraphModel& patch) { patch.removeNode ("b"); } },
        { "a cable is removed", chain, "in.out>a.in a.out>b.in b.out>out.in",
          [] (GraphModel& patch) { patch.removeCable ("a.out", "b.in"); } },
        { "a cable is added", chain, "in.out>a.in b.out>out.in",
          [] (GraphModel& patch) { patch.addCable ("a.out", "b.in"); } },
        { "a parallel path is added",
          { "in audio-in", "a gain gain=-6", "b gain gain=-6", "out audio-out" },
          "in.out>a.in a.out>out.in",
          [] (GraphModel& patch)
          {
              patch.addCable ("in.out", "b.in");
              patch.addCable ("b.out", "out.in");
          } },
        { "the output is removed", chain, "in.out>a.in a.out>b.in b.out>out.in",
          [] (GraphModel& patch) { patch.removeNode ("out"); } },
        { "an output is added",
          { "in audio-in" },
          "",
          [] (GraphModel& patch)
          {
              patch.addNode ("audio-out", {}, "out");
              patch.addCable ("in.out", "out.in");
          } },
        { "two nodes change places", chain, "in.out>a.in a.out>b.in b.out>out.in",
          [] (GraphModel& patch)
          {
              patch.removeCable ("in.out", "a.in");
              patch.removeCable ("a.out", "b.in");
              patch.removeCable ("b.out", "out.in");
              patch.addCable ("in.out", "b.in");
              patch.addCable ("b.out", "a.in");
              patch.addCable ("a.out", "out.in");
          } },
        { "a node is bypassed",
          { "in audio-in", "a lowpass tau=0.2", "out audio-out" },
          "in.out>a.in a.out>out.in",
          [] (GraphModel& patch) { patch.setBypassed ("a", true); } },
        { "a node is no longer bypassed",
          { "in audio-in", "a lowpass tau=0.2", "out audio-out" },
          "in.out>a.in a.out>out.in",
          [] (GraphModel& patch) { patch.setBypassed ("a", false); } },
        { "latency is added on one of two paths",
          { "in audio-in", "a gain gain=-6", "b gain gain=-6", "out audio-out" },
          "in.out>a.in a.out>out.in in.out>b.in b.out>out.in",
          [] (GraphModel& patch) { patch.insertNewOnCable ("in.out", "a.in", "late", {}); } },
        { "latency is removed from one of two paths",
          { "in audio-in", "late late", "a gain gain=-6", "b gain gain=-6", "out audio-out" },
          "in.out>late.in late.out>a.in a.out>out.in in.out>b.in b.out>out.in",
          [] (GraphModel& patch)
          {
              patch.addCable ("in.out", "a.in");
              patch.removeNode ("late");
          } },
        { "a text makes a new node",
          { "in audio-in", "a activation activation=identity", "out audio-out" },
          "in.out>a.in a.out>out.in",
          [] (GraphModel& patch) { patch.setParameter ("a", "activation", "hard_tanh"); } },
        { "a gain is turned", chain, "in.out>a.in a.out>b.in b.out>out.in",
          [] (GraphModel& patch) { patch.setParameter ("a", "gain", "-40"); } },
        { "another patch takes its place", chain, "in.out>a.in a.out>b.in b.out>out.in",
          [] (GraphModel& patch)
          {
              patch.replaceWith (makePatch ({ "in audio-in", "x lowpass tau=0.05", "out audio-out" },
                                            "in.out>x.in x.out>out.in"));
          } },
    };
    return all;
}

} // namespace

TEST_CASE ("No edit steps more than 1.5 times the sine that plays")
{
    for (const auto& edit : edits())
        for (const auto block : { 64, 480 })
            for (const auto editAt : { 4800, 4819, 4831 }) // at other phases of the sine
            {
                INFO (edit.name << ", blocks of " << block << ", at " << editAt);
                auto patch = makePatch (edit.nodes, edit.cables);
                if (juce::String (edit.name).contains ("no longer"))
                    patch.setBypassed ("a", true);
                GraphEngine<float> engine (patch);
                engine.prepare ({ 48000.0, block, 1, 1 });
                auto audio = sine (1000.0, 0.5f, 1, second / 2);
                juce::AudioBuffer<float> before (audio.getArrayOfWritePointers(), 1, 0, editAt),
                    after (audio.getArrayOfWritePointers(), 1, editAt, second / 2 - editAt);
                process (engine, before, block);
                edit.apply (patch);
                REQUIRE (engine.update());
                process (engine, after, block);
                CHECK (largestStep (audio) <= 1.5f * steepest);
                CHECK (engine.update()); // the change is over
            }
}

TEST_CASE ("After an edit, the patch sounds as if it had always been so")
{
    for (const auto& edit : edits())
    {
        INFO (edit.name);
        auto patch = makePatch (edit.nodes, edit.cables);
        GraphEngine<float> engine (patch);
        engine.prepare ({ 48000.0, 64, 1, 1 });
        auto audio = sine (1000.0, 0.5f, 1, second / 2);
        juce::AudioBuffer<float> before (audio.getArrayOfWritePointers(), 1, 0, 4800),
            after (audio.getArrayOfWritePointers(), 1, 4800, second / 2 - 4800);
        process (engine, before, 64);
        edit.apply (patch);
        REQUIRE (engine.update());
        process (engine, after, 64);
        const auto expected = render (patch, sine (1000.0, 0.5f, 1, second / 2), { 64 }, 64);
        for (int i = second / 4; i < second / 2; ++i)
            REQUIRE (audio.getSample (0, i) == Approx (expected.getSample (0, i)).margin (1e-5));
    }
}

TEST_CASE ("Nodes that stay keep their state through an edit: their spikes are those of an untouched engine")
{
    auto patch =
        makePatch ({ "in audio-in", "spikes spiking-activation rate=700 height=unit", "out audio-out" },
                   "in.out>spikes.in spikes.out>out.in");
    auto edited =
        makePatch ({ "in audio-in", "spikes spiking-activation rate=700 height=unit", "out audio-out" },
                   "in.out>spikes.in spikes.out>out.in");
    GraphEngine<float> engine (edited);
    engine.keepOutput ("spikes");
    engine.prepare ({ 48000.0, 96, 1, 1 });
    GraphEngine<float> untouched (patch);
    untouched.keepOutput ("spikes");
    untouched.prepare ({ 48000.0, 96, 1, 1 });
    int number = 0, different = 0;
    for (int block = 0; block < 500; ++block)
    {
        if (block % 20 == 10)
        {
            const auto id = "x" + juce::String (number++);
            edited.addNode ("lowpass", {}, id);
            edited.addCable ("spikes.out", id + ".in");
            edited.addCable (id + ".out", "out.in");
        }
        engine.update();
        auto a = sine (333.0, 0.9f, 1, 96), b = a;
        engine.process (a);
        untouched.process (b);
        const auto x = engine.output ("spikes"), y = untouched.output ("spikes");
        REQUIRE (x.steps == 96);
        for (Index t = 0; t < 96; ++t)
            different += x (t, 0) != y (t, 0);
    }
    CHECK (number == 25);
    CHECK (different == 0);
}

TEST_CASE ("Edits that follow each other closely are all there in the end")
{
    auto patch = makePatch ({ "in audio-in", "out audio-out" }, "in.out>out.in");
    GraphEngine<float> engine (patch);
    engine.prepare ({ 48000.0, 64, 1, 1 });
    int published = 0;
    juce::AudioBuffer<float> audio (1, 64);
    for (int i = 0; i < 50; ++i)
    {
        patch.insertNewOnCable (patch.cables().getChild (0)["from"], patch.cables().getChild (0)["to"],
                                "gain", {});
        published += engine.update();
        engine.process (audio);
    }
    CHECK (published < 50);
    for (int i = 0; i < 40; ++i)
    {
        engine.process (audio);
        engine.update();
    }
    const auto input = noise (1, 640), expected = render (patch, input, { 64 }, 64);
    auto output = input;
    process (engine, output, 64);
    CHECK (areEqual (output, expected));
}

TEST_CASE ("An edit whose halves would loop together fades out and in again")
{
    auto patch = makePatch ({ "in audio-in", "a gain", "b gain", "out audio-out" },
                            "in.out>a.in a.out>b.in b.out>out.in");
    const auto before = GraphShape::build<float> (patch, {}, {});
    patch.removeCable ("in.out", "a.in");
    patch.removeCable ("a.out", "b.in");
    patch.removeCable ("b.out", "out.in");
    patch.addCable ("in.out", "b.in");
    patch.addCable ("b.out", "a.in");
    patch.addCable ("a.out", "out.in");
    CHECK_FALSE (ShapeChange::crossfade (before, GraphShape::build<float> (patch, {}, before)));
    CHECK (ShapeChange::crossfade (before, before));
}

} // namespace spikegraph::test

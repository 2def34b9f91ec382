#include "Core/Error.h"
#include "Nodes/FactoryNodes.h"
#include "Nodes/FactoryPresets.h"
#include "Tests/Engine/EngineHarness.h"
#include "Tests/TestFramework.h"

#include <algorithm>
#include <thread>

namespace spikegraph::test
{

TEST_CASE ("Every factory preset gives the same bits at every block size")
{
    const auto input = noise (2, 20000);
    for (const auto& preset : factoryPresets())
    {
        INFO (preset.name().toStdString());
        const auto expected = render (preset, input, { 20000 }, 20000);
        for (const auto& blocks : std::vector<std::vector<int>>{
                 { 1 }, { 7 }, { 64 }, { 65 }, { 512 }, { 8193 }, { 3, 0, 1000, 17, 256 } })
        {
            INFO ("blocks of " << blocks.front());
            CHECK (areEqual (render (preset, input, blocks, 8193), expected));
        }
        INFO ("blocks of twice what was announced");
        CHECK (areEqual (render (preset, input, { 100 }, 50), expected));
    }
}

TEST_CASE ("An engine that is prepared again keeps its nodes, and starts as a new one does")
{
    for (const auto& preset : factoryPresets())
    {
        INFO (preset.name().toStdString());
        auto patch = GraphModel::fromJson (preset.catalogue(), preset.toJson(), "patch");
        const RenderFormat format{ 48000.0, 512, 2, 2 };
        GraphEngine<float> engine (patch);
        engine.prepare (format);
        const auto nodes = engine.nodes();
        auto played = noise (2, 8192);
        process (engine, played, 512);

        for (int macro = 1; macro <= patch.macros().getNumChildren(); ++macro)
            patch.setMacro (macro, 0.1 + 0.05 * macro);
        engine.prepare (format);
        auto heard = noise (2, 8192), expected = heard;
        process (engine, heard, 512);
        GraphEngine<float> newEngine (patch);
        newEngine.prepare (format);
        process (newEngine, expected, 512);
        CHECK (areEqual (heard, expected));

        const auto isKept = [&] (const auto& node)
        { return std::find (nodes.begin(), nodes.end(), node) != nodes.end(); };
        const auto now = engine.nodes();
        CHECK (std::any_of (now.begin(), now.end(), isKept));
        engine.prepare ({ 44100.0, 512, 2, 2 });
        const auto others = engine.nodes();
        CHECK_FALSE (std::any_of (others.begin(), others.end(), isKept));
    }
}

TEST_CASE ("Engines on four threads at a time give the bits of one alone")
{
    const auto input = noise (2, 20000);
    const auto preset = factoryPreset ("Spike Speech");
    const auto expected = render (preset, input, { 512 }, 512);
    std::vector<std::thread> threads;
    std::vector<char> areTheSame (4, 0);
    for (auto& isSame : areTheSame)
        threads.emplace_back ([&] { isSame = areEqual (render (preset, input, { 512 }, 512), expected); });
    for (auto& thread : threads)
        thread.join();
    for (const auto isSame : areTheSame)
        CHECK (isSame);
}

TEST_CASE ("A patch in double precision sounds as in float, to rounding")
{
    const auto patch =
        makePatch ({ "in audio-in", "lowpass lowpass tau=0.3", "drive activation drive=12", "out audio-out" },
                   "in.out>lowpass.in lowpass.out>drive.in drive.out>out.in");
    const auto input = noise (1, 4800);
    const auto inFloat = render (patch, input, { 64 }, 64);
    GraphEngine<double> engine (patch);
    engine.prepare ({ 48000.0, 64, 1, 1 });
    juce::AudioBuffer<double> audio;
    audio.makeCopyOf (input);
    process (engine, audio, 64);
    for (int i = 0; i < 4800; ++i)
        CHECK (audio.getSample (0, i) ==
               Approx (static_cast<double> (inFloat.getSample (0, i))).margin (1e-6));
}

TEST_CASE ("Cables that meet at an inlet add up, one unit is repeated, and one outlet serves many")
{
    const auto patch = makePatch ({ "in audio-in", "a gain", "b gain",
                                    "one spiking-activation activation=identity", "c gain", "out audio-out" },
                                  "in.out>a.in in.out>b.in a.out>c.in b.out>c.in in.out>c.in c.out>out.in");
    const auto input = noise (2, 300), output = render (patch, input, { 100 }, 100);
    for (int c = 0; c < 2; ++c)
        for (int i = 0; i < 300; ++i)
            CHECK (output.getSample (c, i) == Approx (3.0f * input.getSample (c, i)));
}

TEST_CASE ("A kept output shows the node's last block, whatever runs after it")
{
    const auto patch = factoryPreset ("First Spikes");
    GraphEngine<float> engine (patch);
    engine.keepOutput ("spikes");
    CHECK (engine.spikeNodes() == juce::StringArray ("spikes"));
    CHECK_THROWS_WITH (engine.keepOutput ("spike"), "the patch has no node \"spike\"");
    engine.prepare ({ 48000.0, 4800, 1, 1 });
    juce::AudioBuffer<float> audio (1, 4800);
    juce::FloatVectorOperations::fill (audio.getWritePointer (0), 0.5f, 4800);
    engine.process (audio);
    const auto view = engine.output ("spikes");
    REQUIRE (view.units == 1);
    REQUIRE (view.steps == 4800);
    int spikes = 0;
    for (Index t = 0; t < view.steps; ++t)
        spikes += view (t, 0) > 0.0f;
    CHECK (std::abs (spikes - 10) <= 1); // 0.1 s of 0.5 at 200 Hz
}

TEST_CASE ("What a node puts out is read back as spikes: several in a step, held for it, of either height")
{
    // 1.0 makes rate spikes a second, -0.5 half as many negative ones.
    for (const auto* height : { "unit", "integral" })
        for (const auto& [rateHz, stepSamples] :
             { std::pair (200.0, 1), std::pair (144000.0, 1), std::pair (120000.0, 5) })
        {
            CAPTURE (height, rateHz, stepSamples);
            auto patch =
                makePatch ({ "in audio-in",
                             "spikes spiking-activation activation=identity height=" + std::string (height) +
                                 " rate=" + std::to_string (rateHz) + " step=" + std::to_string (stepSamples),
                             "out audio-out" },
                           "in.out>spikes.in spikes.out>out.in");
            for (const auto level : { 1.0f, -0.5f })
            {
                GraphEngine<float> engine (patch);
                engine.keepOutput ("spikes");
                engine.prepare ({ 48000.0, 4800, 1, 1 });
                juce::AudioBuffer<float> audio (1, 4800);
                std::fill_n (audio.getWritePointer (0), 4800, level);
                engine.process (audio);
                const auto form = engine.spikeForm ("spikes");
                CHECK (form.stepSamples() == stepSamples);
                const auto view = engine.output ("spikes");
                double spikes = 0.0;
                for (Index t = 0; t < view.steps; t += form.stepSamples())
                    spikes += form.countOf (view (t, 0));
                CHECK (std::abs (spikes - level * rateHz * 0.1) <= 1.0);
            }
        }
}

TEST_CASE ("Units that do not fit are refused with both widths, and what runs goes on")
{
    auto patch = makePatch ({ "in audio-in", "out audio-out" }, "in.out>out.in");
    GraphEngine<float> engine (patch);
    engine.prepare ({ 48000.0, 64, 2, 2 });
    patch.addNode ("spiking-activation", {}, "s");
    patch.setParameter ("s", "units", "3");
    patch.addCable ("in.out", "s.in");
    patch.addCable ("s.out", "out.in");
    CHECK_THROWS_WITH (engine.update(), "nodes[1] (out): its cables bring 2 and 6 units");
    patch.removeCable ("in.out", "out.in");
    CHECK (engine.update());
    patch.setParameter ("s", "units", "1");
    juce::AudioBuffer<float> audio = noise (2, 4800);
    process (engine, audio, 64);
    CHECK (engine.update());
}

TEST_CASE ("Populations of populations end at 4096 units, with a message")
{
    const auto patch =
        makePatch ({ "in audio-in", "a spiking-activation units=100", "b spiking-activation units=100" },
                   "in.out>a.in a.out>b.in");
    GraphEngine<float> engine (patch);
    CHECK_THROWS_WITH (engine.prepare ({}), "nodes[2] (b): would put out 10000 units, more than 4096");
}

TEST_CASE ("A patch that asks for more than a gigabyte of samples is refused before it is made, at the node")
{
    const auto faultOf = [] (const std::vector<std::string>& nodes, const std::string& cables)
    {
        const auto patch = makePatch (nodes, cables);
        try
        {
            GraphEngine<float> (patch).prepare ({});
        }
        catch (const InvalidValue& error)
        {
            return std::string (error.what());
        }
        return std::string ("none");
    };
    const std::string wide = "wide noise units=512";
    const auto refusal = [] (const std::string& place, int megabytes)
    {
        return place + ": with it the patch takes " + std::to_string (megabytes) +
               " MB of memory for samples, more than 1024";
    };
    CHECK (faultOf ({ wide, "late delay maximum=10000" }, "wide.out>late.in") ==
           refusal ("nodes[1] (late)", 1876));
    CHECK (faultOf ({ wide, "loop feedback time=6000", "back feedback time=6000" },
                    "wide.out>loop.in loop.out>back.in") == refusal ("nodes[2] (back)", 1126));
    CHECK (faultOf ({ wide, "mean temporal-average window=500" }, "wide.out>mean.in") == "none");
}

TEST_CASE ("Node types that are not known are silent, and are told")
{
    const auto patch =
        GraphModel::fromJson (nodeCatalogue(), R"({"format": "spikegraph-patch", "version": 2, "nodes": [
        {"id": "in", "type": "audio-in"}, {"id": "t", "type": "teleport", "parameters": {"range": 3}},
        {"id": "out", "type": "audio-out", "parameters": {"shine": 1}}], "cables": [
        {"from": "in.out", "to": "t.in"}, {"from": "t.out", "to": "out.in"}]})",
                              "unknown");
    GraphEngine<float> engine (patch);
    engine.prepare ({ 48000.0, 64, 1, 1 });
    CHECK (engine.problems() ==
           std::vector<std::string>{ "nodes[1].type: there is no node type \"teleport\"",
                                     "nodes[2].parameters.shine: audio-out has no such parameter" });
    auto audio = noise (1, 480);
    process (engine, audio, 64);
    CHECK (audio.getMagnitude (0, 480) == 0.0f);
    CHECK_THROWS_WITH (requireRunnable (patch), "nodes[1].type: there is no node type \"teleport\"");
}

TEST_CASE ("A patch without an output node is silent, and two of them add up")
{
    const auto input = noise (1, 480);
    CHECK (render (makePatch ({ "in audio-in" }, ""), input, { 64 }, 64).getMagnitude (0, 480) == 0.0f);
    const auto output =
        render (makePatch ({ "in audio-in", "a audio-out", "b audio-out" }, "in.out>a.in in.out>b.in"), input,
                { 64 }, 64);
    for (int i = 0; i < 480; ++i)
        CHECK (output.getSample (0, i) == 2.0f * input.getSample (0, i));
}

TEST_CASE ("Not a number and infinity from the host come out as silence, are counted, and leave no trace")
{
    const auto patch = makePatch ({ "in audio-in", "lowpass lowpass tau=1", "out audio-out" },
                                  "in.out>lowpass.in lowpass.out>out.in");
    auto input = noise (1, 4800);
    for (const auto bad : { std::nanf (""), std::numeric_limits<float>::infinity() })
    {
        auto clean = input, dirty = input;
        clean.setSample (0, 100, 0.0f);
        dirty.setSample (0, 100, bad);
        CHECK (areEqual (render (patch, dirty, { 64 }, 64), render (patch, clean, { 64 }, 64)));
        GraphEngine<float> engine (patch);
        engine.prepare ({ 48000.0, 4800, 1, 1 });
        engine.process (dirty);
        CHECK (engine.replacedSamples() == 1);
    }
}

} // namespace spikegraph::test

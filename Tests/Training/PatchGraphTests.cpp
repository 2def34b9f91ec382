// What training sees is what the engine plays; what is learned is in the patch.

#include "Core/Random.h"
#include "Graph/GraphEngine.h"
#include "Nodes/FactoryNodes.h"
#include "Tests/TestFramework.h"
#include "Training/Trainer.h"

#include <string>

namespace spikegraph
{
namespace
{

/// A patch of Audio In, the given nodes and Audio Out, in a row.
GraphModel patchOf (const std::vector<std::string>& nodes)
{
    std::string list = R"({"id":"in","type":"audio-in","parameters":{}})", cables, last = "in.out";
    const auto join = [&] (const std::string& id, const char* inlet)
    {
        cables += (cables.empty() ? "" : ",") + (R"({"from":")" + last) + R"(","to":")" + id + "." + inlet +
                  R"("})";
        last = id + ".out";
    };
    int number = 0;
    for (const auto& node : nodes)
    {
        const auto id = "n" + std::to_string (++number);
        list += R"(,{"id":")" + id + R"(",)" + node + "}";
        join (id, node.find ("\"mix\"") + node.find ("\"multiply\"") == 2 * std::string::npos ? "in" : "a");
    }
    join ("out", "in");
    return GraphModel::fromJson (nodeCatalogue(),
                                 R"({"format":"spikegraph-patch","version":2,"name":"","nodes":[)" + list +
                                     R"(,{"id":"out","type":"audio-out","parameters":{}}],"cables":[)" +
                                     cables + "]}",
                                 "test");
}

juce::AudioBuffer<float> noise (int samples, std::uint64_t seed = 1)
{
    juce::AudioBuffer<float> sound (1, samples);
    for (int i = 0; i < samples; ++i)
        sound.setSample (0, i, randomUniform<float> (seed, static_cast<std::uint64_t> (i)) - 0.5f);
    return sound;
}

const RenderFormat format{ 48000.0, 512, 1, 1 };

std::vector<float> rendered (const GraphModel& patch, const juce::AudioBuffer<float>& sound, int samples)
{
    GraphEngine<float> engine (patch);
    engine.prepare ({ 48000.0, samples, 1, 1 });
    juce::AudioBuffer<float> audio (1, samples);
    audio.clear();
    audio.copyFrom (0, 0, sound, 0, 0, sound.getNumSamples());
    engine.process (audio);
    return { audio.getReadPointer (0), audio.getReadPointer (0) + samples };
}

const std::string
    gain = R"("type":"gain","trainable":["gain"],"parameters":{"gain":-3})",
    curve =
        R"("type":"activation","trainable":["drive","bias"],"parameters":{"activation":"tanh","drive":6,"bias":0.1})",
    lowpass =
        R"("type":"lowpass","trainable":["tau","tauFactors","initialLevel","initialLevels"],"parameters":{"tau":0.3,"tauSpread":2})",
    synapse = R"("type":"alpha","trainable":["tau","tauFactors"],"parameters":{"tau":0.2,"tauSpread":1.5})",
    average = R"("type":"temporal-average","parameters":{"window":0.7})",
    linear = R"("type":"linear","trainable":["weights","bias"],"parameters":{"units":8,"weights":"random"})",
    bands = R"("type":"filterbank","parameters":{"units":8})",
    voice = R"("type":"resynthesis","parameters":{})",
    spikes = R"("type":"spiking-activation","parameters":{"activation":"identity","rate":9000,"seed":3})",
    population =
        R"("type":"spiking-activation","parameters":{"activation":"relu","rate":500,"units":4,"height":"unit"})";

std::string floatsOf (const PatchGraph& graph)
{
    std::string all;
    for (const auto* p : graph.parameters())
        for (const auto value : p->value)
            all.append (reinterpret_cast<const char*> (&value), sizeof value);
    return all;
}

std::string trained (const GraphModel& patch, std::uint64_t seed)
{
    PatchGraph graph (patch, format);
    std::vector<TrainingSound> sounds;
    for (std::uint64_t k = 0; k < 3; ++k)
        sounds.push_back (trainingSound (graph, noise (6000, k), noise (6000, k), std::to_string (k)));
    TrainingOptions options;
    options.steps = 9;
    options.partSteps = 2048;
    options.seed = seed;
    Trainer trainer (graph, sounds, {}, options);
    while (!trainer.isDone())
        trainer.step();
    return floatsOf (graph);
}

} // namespace

TEST_CASE ("What training sees equals what the engine plays, for every node that it knows")
{
    const std::vector<std::vector<std::string>> patches{
        { gain },
        { curve },
        { lowpass },
        { synapse },
        { gain, average },
        { bands,
          R"("type":"lowpass","trainable":["tau"],"parameters":{"tauFactors":"1 2 3 4 5 6 7 8","initialLevels":"0.1 -0.1 0.2 0 0 0.5 0 0"})" },
        { gain, R"("type":"delay","parameters":{"time":3.3})", R"("type":"delay","parameters":{"time":0})" },
        { bands, spikes, average, linear, voice },
        { linear },
        { bands, spikes, synapse, voice },
        { gain, spikes, lowpass },
        { gain, population, lowpass },
        { bands, linear, voice },
        { gain, R"("type":"spiking-activation","parameters":{"initialVoltage":"0.5"})" },
        { bands, spikes, lowpass, linear, voice },
        { gain, R"("type":"multiply","parameters":{})", R"("type":"mix","parameters":{"levelA":-6})" },
    };
    const auto sound = noise (5000);
    for (const auto& nodes : patches)
    {
        INFO (nodes.front() << " and " << nodes.size() - 1 << " more");
        const auto patch = patchOf (nodes);
        PatchGraph graph (patch, format);
        const auto inputs = graph.play (sound);
        const auto y = graph.forward (inputs, false);
        const auto wanted = rendered (patch, sound, static_cast<int> (y.size()));
        double worst = 0.0, largest = 0.0;
        for (Index i = 0; i < y.size(); ++i)
        {
            worst = std::max (worst,
                              std::abs (static_cast<double> (y[i] - wanted[static_cast<std::size_t> (i)])));
            largest = std::max (largest, std::abs (static_cast<double> (y[i])));
        }
        CHECK (largest > 0.01);
        CHECK (worst < 1e-6 * std::max (1.0, largest));

        // Cut in two, with what the first part has left, it is the same.
        const auto whole = y;
        constexpr Index cut = 1234;
        for (const auto& [first, steps] : { std::pair{ Index{ 0 }, cut }, { cut, whole.shape()[1] - cut } })
        {
            std::vector<Tensor<float>> parts;
            for (const auto& input : inputs)
            {
                const auto view = input.item (0).slice (first, steps);
                parts.push_back (
                    { { 1, steps, view.units }, { view.samples, view.samples + steps * view.units } });
            }
            const auto& part = graph.forward (parts, first > 0);
            CHECK (std::equal (part.begin(), part.end(), whole.begin() + first));
        }
    }
}

TEST_CASE ("A patch has the gradient of its loss in what its nodes learn")
{
    const auto patch = patchOf ({ gain, curve, lowpass, linear, average, synapse });
    PatchGraph graph (patch, format);
    const auto inputs = graph.play (noise (800));
    const auto loss = [&]
    {
        const auto& y = graph.forward (inputs, false);
        return meanSquaredError (y, Tensor<float> (y.shape(), 0.3f));
    };
    graph.backward (loss().gradient);
    CHECK (graph.parameters().size() == 11);
    for (auto* p : graph.parameters())
    {
        INFO (p->name);
        const auto gradient = static_cast<double> (p->gradient[0]), kept = static_cast<double> (p->value[0]);
        constexpr double step = 2e-2;
        p->value[0] = static_cast<float> (kept + step);
        const auto above = loss().value;
        p->value[0] = static_cast<float> (kept - step);
        const auto slope = (above - loss().value) / (2.0 * step);
        p->value[0] = static_cast<float> (kept);
        CHECK (gradient == Approx (slope).epsilon (0.02).margin (1e-6));
    }
}

TEST_CASE ("Learned arrays go through the patch's JSON bit for bit")
{
    auto patch = patchOf ({ bands, linear, voice });
    PatchGraph graph (patch, format);
    for (auto* p : graph.parameters())
        for (Index i = 0; i < p->value.size(); ++i)
            p->value[i] = randomUniform<float> (5, static_cast<std::uint64_t> (i)) / 3.0f;
    graph.writeTo (patch);
    const auto json = patch.toJson();
    const auto again = GraphModel::fromJson (nodeCatalogue(), json, "again");
    CHECK (again.toJson() == json);
    CHECK (floatsOf (PatchGraph (again, format)) == floatsOf (graph));
}

TEST_CASE ("A trained patch plays in the engine what training saw at its end")
{
    auto patch = patchOf ({ gain, curve, spikes, lowpass });
    PatchGraph graph (patch, format);
    const auto sound = noise (5000);
    for (auto* p : graph.parameters())
        p->value[0] += 0.05f;
    graph.writeTo (patch);
    const auto inputs = graph.play (sound);
    const auto y = graph.forward (inputs, false);
    const auto wanted = rendered (patch, sound, static_cast<int> (y.size()));
    // A level in decibels is rounded once more: a spike may come a sample earlier or later.
    double error = 0.0, power = 0.0;
    for (Index i = 0; i < y.size(); ++i)
    {
        error += std::pow (static_cast<double> (y[i] - wanted[static_cast<std::size_t> (i)]), 2.0);
        power += std::pow (static_cast<double> (y[i]), 2.0);
    }
    CHECK (error < 1e-4 * power);
}

TEST_CASE ("The same seed learns the same bits, another seed others")
{
    const auto patch = patchOf ({ bands, spikes, lowpass, linear, voice });
    CHECK (trained (patch, 1) == trained (patch, 1));
    CHECK (trained (patch, 1) != trained (patch, 2));
}

TEST_CASE ("A gain is learned from what it should have been")
{
    const auto patch = patchOf ({ gain });
    PatchGraph graph (patch, format);
    auto target = noise (9000);
    target.applyGain (2.0f);
    TrainingOptions options;
    options.steps = 300;
    options.learningRate = 0.05;
    options.partSteps = 3000;
    Trainer trainer (graph, { trainingSound (graph, noise (9000), target, "noise") }, {}, options);
    while (!trainer.isDone())
        trainer.step();
    auto learned = patchOf ({ gain });
    graph.writeTo (learned);
    const auto decibels = static_cast<double> (
        learned.node ("n1").getChildWithName ("parameters").getChildWithProperty ("id", "gain")["value"]);
    CHECK (decibels == Approx (6.0206).margin (0.01));
}

TEST_CASE ("A sound is learned to its end, however often it is judged on the way")
{
    const auto patch = patchOf ({ gain });
    PatchGraph graph (patch, format);
    auto input = noise (9000); // of which only the last third has something to teach
    input.clear (0, 0, 6000);
    auto target = input;
    target.applyGain (2.0f);
    TrainingOptions options;
    options.steps = 300;
    options.learningRate = 0.05;
    options.partSteps = 3000;
    Trainer trainer (graph, { trainingSound (graph, input, target, "late noise") }, {}, options);
    const auto before = trainer.evaluate().loss;
    while (!trainer.isDone())
    {
        trainer.step();
        trainer.evaluate();
    }
    CHECK (trainer.bestEvaluation().loss < 0.001 * before);
}

TEST_CASE ("A node without a gradient in the way is named, and so is what cannot be trained")
{
    using Catch::Matchers::Contains;
    const auto build = [] (const std::vector<std::string>& nodes)
    {
        const auto patch = patchOf (nodes);
        PatchGraph graph (patch, format);
    };
    CHECK_THROWS_WITH (build ({ gain, R"("type":"lif","parameters":{})" }),
                       Contains ("\"n2\"") && Contains ("no gradient"));
    CHECK_THROWS_WITH (build ({ R"("type":"gain","parameters":{})" }), Contains ("nothing in the patch"));
    CHECK_THROWS_WITH (build ({ R"("type":"gain","trainable":["colour"],"parameters":{})" }),
                       Contains ("\"colour\" cannot be trained"));
    CHECK_THROWS_WITH (build ({ gain, R"("type":"spiking-activation","parameters":{"step":4})" }),
                       Contains ("step of 1"));
}

TEST_CASE ("Lengths that differ and silent targets are refused")
{
    const auto patch = patchOf ({ gain });
    PatchGraph graph (patch, format);
    CHECK_THROWS_AS (trainingSound (graph, noise (100), noise (99), "a"), InvalidValue);
    juce::AudioBuffer<float> silence (1, 100);
    silence.clear();
    CHECK_THROWS_AS (trainingSound (graph, noise (100), silence, "a"), InvalidValue);
}

} // namespace spikegraph

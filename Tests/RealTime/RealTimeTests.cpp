// The audio thread allocates nothing, locks nothing, waits for nothing, whatever happens around it.

#include "Expression/ExpressionActivation.h"
#include "Graph/GraphEngine.h"
#include "Nodes/FactoryNodes.h"
#include "Nodes/FactoryPresets.h"
#include "Tests/Engine/RandomEdits.h"
#include "Tests/RealTime/Watch.h"
#include "Tests/TestFramework.h"

#include <memory>
#include <mutex>

namespace spikegraph::test
{
namespace
{

template <typename T>
juce::AudioBuffer<T> block (int samples)
{
    juce::AudioBuffer<T> audio (2, samples);
    for (int i = 0; i < samples; ++i)
        for (int channel = 0; channel < 2; ++channel)
            audio.setSample (channel, i, static_cast<T> (0.5 * std::sin (0.05 * i + channel)));
    return audio;
}

juce::MidiBuffer notes (RandomSource& random, int samples)
{
    juce::MidiBuffer midi;
    for (int i = random.below (4); i > 0 && samples > 0; --i)
    {
        const auto note = 40 + random.below (40);
        midi.addEvent (random.below (2) == 0 ? juce::MidiMessage::noteOn (1, note, 0.7f)
                                             : juce::MidiMessage::noteOff (1, note),
                       random.below (samples));
    }
    return midi;
}

/// Runs blocks of changing sizes, watched, with whatever `between` does in between, not watched.
template <typename T, typename Between>
std::vector<std::string> watchedCalls (GraphEngine<T>& engine, int blocks, Between&& between)
{
    RandomSource random (5);
    std::vector<std::string> calls;
    constexpr int sizes[]{ 64, 1, 0, 480, 7, 512, 1024, 33 };
    for (int i = 0; i < blocks; ++i)
    {
        between (random);
        auto audio = block<T> (sizes[i % 8]);
        const auto midi = notes (random, audio.getNumSamples());
        Transport transport;
        transport.isPlaying = i % 3 != 0;
        transport.tempoBpm = 60.0 + i;
        Watch watch;
        engine.process (audio, midi, transport);
        const auto found = watch.calls();
        calls.insert (calls.end(), found.begin(), found.end());
    }
    return calls;
}

} // namespace

TEST_CASE ("The watch sees an allocation, a lock and a file, and nothing when there is none")
{
    std::mutex mutex;
    {
        const Watch watch;
        CHECK (watch.calls().empty());
    }
    const Watch watch;
    volatile auto* memory = new int (3);
    delete memory;
    mutex.lock();
    mutex.unlock();
    if (auto* file = std::fopen ("/dev/null", "r"))
        std::fclose (file);
    const auto calls = watch.calls();
    for (const auto* name : { "malloc", "free", "pthread_mutex_lock", "fopen" })
        CHECK (std::find (calls.begin(), calls.end(), name) != calls.end());
}

TEST_CASE ("No factory preset allocates, locks or waits while it runs and its parameters move")
{
    for (const auto& preset : factoryPresets())
    {
        INFO (preset.name().toStdString());
        GraphEngine<float> engine (preset);
        engine.prepare ({ 48000.0, 512, 2, 2 });
        const auto calls =
            watchedCalls (engine, 60, [&] (RandomSource& random) { moveNumber (engine, preset, random); });
        CHECK (calls == std::vector<std::string>{});
    }
}

TEST_CASE ("No node allocates, locks or waits, in either precision")
{
    const auto run = [] (auto sample, const NodeType& type)
    {
        GraphModel patch (nodeCatalogue());
        const auto node = patch.addNode (type.id, {});
        const auto in = patch.addNode ("audio-in", {}), out = patch.addNode ("audio-out", {});
        for (const auto& port : type.inputs)
            if (port.kind != SignalKind::midi)
                patch.addCable (in + ".out", node + "." + port.id);
        for (const auto& port : type.outputs)
            if (port.kind != SignalKind::midi)
                patch.addCable (node + "." + port.id, out + ".in");
        GraphEngine<decltype (sample)> engine (patch);
        engine.prepare ({ 48000.0, 512, 2, 2 });
        return watchedCalls (engine, 40, [&] (RandomSource& random) { moveNumber (engine, patch, random); });
    };
    for (const auto& type : nodeCatalogue().types())
    {
        INFO (type.id.toStdString());
        CHECK (run (0.0f, type) == std::vector<std::string>{});
        CHECK (run (0.0, type) == std::vector<std::string>{});
    }
}

TEMPLATE_TEST_CASE ("No expression allocates, locks or waits once it is compiled", "", float, double)
{
    for (const auto* text :
         { "x", "max(0, x)^2", "x > 0 ? sin(x) : -sigmoid(x)", "sum(x, log(x), x^1.5, avg(x, 2))",
           "x^0.7 + 2^x - cos(1e6*x) + log10(x*1e-310)",
           "x^5 - (1e99*x)^7 + atan2(x, 0) + acos(x) + cosh(x)*sinh(1500*x) + asinh(x) + atanh(2*x)" })
    {
        const auto f = parseActivation<TestType> (text);
        std::vector<TestType> x (1000, TestType (0.5)), gradient = x;
        INFO (text);
        const Watch watch;
        f.apply (x.data(), x.data(), static_cast<Index> (x.size()));
        f.multiplyByDerivative (x.data(), gradient.data(), static_cast<Index> (x.size()));
        x[0] = f.value (x[1]) + f.derivative (x[2]);
        CHECK (watch.calls() == std::vector<std::string>{});
    }
}

TEST_CASE (
    "The audio thread allocates nothing, locks nothing and waits for nothing while the patch is edited")
{
    GraphModel patch (nodeCatalogue());
    RandomEditor editor (patch, 11);
    GraphEngine<float> engine (patch);
    engine.prepare ({ 48000.0, 512, 2, 2 });
    int changes = 0;
    const auto calls = watchedCalls (engine, 1500,
                                     [&] (RandomSource& random)
                                     {
                                         editor.edit();
                                         changes += editor.update (engine);
                                         moveNumber (engine, patch, random);
                                     });
    CHECK (changes > 50);
    CHECK (calls == std::vector<std::string>{});
}

} // namespace spikegraph::test

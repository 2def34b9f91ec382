// One thread edits a patch at random while another renders it. Under ThreadSanitizer (preset tsan) this is
// the proof that the engine's threads share nothing unguarded; without it, that nothing breaks.

#include "Nodes/FactoryNodes.h"
#include "Tests/Engine/RandomEdits.h"
#include "Tests/TestFramework.h"

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <thread>

namespace spikegraph::test
{
namespace
{

/// SPIKEGRAPH_STRESS_SECONDS, or a short run.
double stressSeconds()
{
    const auto* text = std::getenv ("SPIKEGRAPH_STRESS_SECONDS");
    return text == nullptr ? 3.0 : std::atof (text);
}

struct Rendered
{
    std::int64_t blocks = 0, notFinite = 0;
};

template <typename T>
Rendered renderUntil (GraphEngine<T>& engine, const std::atomic<bool>& isOver)
{
    RandomSource random (3);
    Rendered rendered;
    juce::AudioBuffer<T> audio (2, 700);
    while (!isOver)
    {
        const auto samples = random.below (700);
        for (int channel = 0; channel < 2; ++channel)
            for (int i = 0; i < samples; ++i)
                audio.setSample (channel, i, static_cast<T> (random.below (2001) - 1000) / T (1000));
        juce::MidiBuffer midi;
        if (samples > 0)
            midi.addEvent (juce::MidiMessage::noteOn (1, 30 + random.below (60), 0.5f),
                           random.below (samples));
        juce::AudioBuffer<T> block (audio.getArrayOfWritePointers(), 2, samples);
        engine.process (block, midi);
        for (int i = 0; i < samples; ++i)
            rendered.notFinite +=
                !std::isfinite (block.getSample (0, i)) || !std::isfinite (block.getSample (1, i));
        ++rendered.blocks;
    }
    return rendered;
}

template <typename T>
void stress (double seconds)
{
    GraphModel patch (nodeCatalogue());
    RandomEditor editor (patch, 17);
    GraphEngine<T> engine (patch);
    engine.prepare ({ 48000.0, 700, 2, 2 });
    std::atomic<bool> isOver{ false };
    Rendered rendered;
    std::thread audioThread ([&] { rendered = renderUntil (engine, isOver); });
    const auto join = [&]
    {
        isOver = true;
        if (audioThread.joinable())
            audioThread.join();
    };
    const juce::ScopeGuard joinInAnyCase{ join };

    RandomSource random (23);
    int edits = 0, changes = 0;
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double> (seconds);
    while (std::chrono::steady_clock::now() < end)
    {
        editor.edit();
        ++edits;
        changes += editor.update (engine);
        moveNumber (engine, patch, random);
        juce::ignoreUnused (engine.replacedSamples(), engine.latencySamples(), engine.tailSeconds());
    }
    join();

    WARN (seconds << " s: " << edits << " edits, " << changes << " taken, " << rendered.blocks << " blocks");
    CHECK (rendered.notFinite == 0);
    CHECK (rendered.blocks > 0);
    CHECK (changes > 0);
}

} // namespace

TEST_CASE ("A patch that one thread edits at random renders on another, in either precision")
{
    stress<float> (stressSeconds() / 2.0);
    stress<double> (stressSeconds() / 2.0);
}

} // namespace spikegraph::test

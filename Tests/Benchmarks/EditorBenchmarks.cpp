// What the window costs while it is open, and how fast it pans over a large patch. Run it on a display, for
// example with Tests/on_display.sh.

#include "Nodes/FactoryNodes.h"
#include "Nodes/FactoryPresets.h"
#include "Tests/Window/ShownEditor.h"

#include <benchmark/benchmark.h>

#include <ctime>

namespace spikegraph::test
{
namespace
{

/// Rows of ten nodes with pictures, each row a chain.
GraphModel largePatch (int nodes)
{
    GraphModel patch (nodeCatalogue());
    const auto in = patch.addNode ("audio-in", { 0.0, -200.0 });
    const auto out = patch.addNode ("audio-out", { 2000.0, -200.0 });
    static constexpr const char* types[] = { "gain", "lowpass", "spiking-activation", "envelope",
                                             "activation" };
    auto last = in;
    for (int i = 2; i < nodes; ++i)
    {
        const auto place = i - 2;
        const auto id = patch.addNode (types[place % 5], { 200.0 * (place % 10), 160.0 * (place / 10) });
        patch.addCable (last + ".out", id + ".in");
        last = id;
    }
    patch.addCable (last + ".out", out + ".in");
    return patch;
}

double threadSeconds()
{
    timespec now{};
    clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double> (now.tv_sec) + 1.0e-9 * static_cast<double> (now.tv_nsec);
}

/// Frames of panning, drawn in full, each after a move of its own and 10 ms of sound.
void panOver (benchmark::State& state)
{
    ShownEditor it (largePatch (static_cast<int> (state.range (0))));
    it.play (0.3);
    juce::Image picture (juce::Image::RGB, it.editor().getWidth(), it.editor().getHeight(), false);
    int frame = 0;
    for (auto _ : state)
    {
        it.editor().graph().panBy (
            { (frame / 40) % 2 == 0 ? 7.0f : -7.0f, 3.0f * std::sin (0.1f * static_cast<float> (frame)) });
        juce::Graphics graphics (picture);
        it.editor().paintEntireComponent (graphics, false);
        state.PauseTiming();
        it.play (0.01);
        state.ResumeTiming();
        ++frame;
    }
    state.counters["framesPerSecond"] =
        benchmark::Counter (static_cast<double> (state.iterations()), benchmark::Counter::kIsRate);
}

/// What the message thread does while a second of sound is played, without the sound's own work.
double busySeconds (ShownEditor& it)
{
    const auto before = threadSeconds() - it.secondsOfSound();
    it.play (1.0);
    return threadSeconds() - it.secondsOfSound() - before;
}

/// Of one core, in percent: what an open window adds.
void openEditor (benchmark::State& state)
{
    ShownEditor it (factoryPreset ("Spike Vocoder 32"));
    it.play (2.5); // until the scope is full
    double open = 0.0, closed = 0.0;
    for (auto _ : state)
    {
        const auto spent = busySeconds (it);
        state.SetIterationTime (spent);
        open += spent;
    }
    it.close();
    for (std::int64_t i = 0; i < state.iterations(); ++i)
        closed += busySeconds (it);
    state.counters["percentOfACore"] = 100.0 * (open - closed) / static_cast<double> (state.iterations());
}

BENCHMARK (panOver)->Arg (200)->Iterations (120)->Unit (benchmark::kMillisecond);
BENCHMARK (openEditor)->Iterations (5)->UseManualTime()->Unit (benchmark::kMillisecond);

} // namespace
} // namespace spikegraph::test

int main (int argc, char** argv)
{
    const juce::ScopedJuceInitialiser_GUI messageThread;
    benchmark::Initialize (&argc, argv);
    if (benchmark::ReportUnrecognizedArguments (argc, argv))
        return 1;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

// Filterbank and resynthesis at 48 kHz, float32, as a node runs them: blocks of 512. "ns" is per sample of
// sound, whatever the units.

#include "Core/GammatoneFilterbank.h"
#include "Core/GammatoneResynthesis.h"
#include "Core/Random.h"

#include <benchmark/benchmark.h>

namespace spikegraph
{
namespace
{

constexpr Index blockSamples = 512;

template <typename Layer>
void run (benchmark::State& state, Index unitsIn, Index unitsOut)
{
    GammatoneOptions options;
    options.units = state.range (0);
    Layer layer (options);
    const auto set = static_cast<InstructionSet> (state.range (1));
    layer.useInstructionSet (set);
    layer.prepare();
    state.SetLabel (name (set));

    std::vector<float> samples (static_cast<std::size_t> ((unitsIn + unitsOut) * blockSamples));
    std::vector<float*> pointers;
    for (Index unit = 0; unit < unitsIn + unitsOut; ++unit)
        pointers.push_back (samples.data() + unit * blockSamples);
    for (std::size_t i = 0; i < static_cast<std::size_t> (unitsIn * blockSamples); ++i)
        samples[i] = randomUniform<float> (1, i) - 0.5f;

    const Planar<const float> x = Planar<float>{ pointers.data(), blockSamples, unitsIn };
    const Planar<float> y{ pointers.data() + unitsIn, blockSamples, unitsOut };
    for (auto _ : state)
    {
        layer.process (x, y);
        benchmark::ClobberMemory();
    }
    state.counters["ns"] =
        benchmark::Counter (static_cast<double> (blockSamples) * 1e-9,
                            benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void filterbank (benchmark::State& state)
{
    run<GammatoneFilterbank<float>> (state, 1, state.range (0));
}

void resynthesis (benchmark::State& state)
{
    run<GammatoneResynthesis<float>> (state, state.range (0), 1);
}

/// What a node does on the message thread when an option changes.
void design (benchmark::State& state)
{
    GammatoneOptions options;
    options.units = state.range (0);
    for (auto _ : state)
        benchmark::DoNotOptimize (GammatoneDesign (options));
}

void everySet (benchmark::internal::Benchmark* benchmark)
{
    for (const auto units : { 16, 32, 64, 128 })
        for (const auto set : supportedInstructionSets())
            benchmark->Args ({ units, static_cast<int> (set) });
}

} // namespace
} // namespace spikegraph

using namespace spikegraph;

BENCHMARK (filterbank)->Apply (everySet);
BENCHMARK (resynthesis)->Apply (everySet);
BENCHMARK (design)->Arg (32)->Arg (64)->Arg (512)->Unit (benchmark::kMillisecond);

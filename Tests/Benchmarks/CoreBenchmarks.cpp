// The streaming layers beside a memcpy of the same bytes, float32, 16 million samples. "ns" is per sample.

#include "Core/Lowpass.h"
#include "Core/Random.h"
#include "Core/SpikingActivation.h"

#include <benchmark/benchmark.h>

#include <cstring>

namespace spikegraph
{
namespace
{

constexpr Index totalSamples = 1 << 24;

/// Rates of some hundred hertz, which at 48 kHz are rare spikes; `dense` asks for one every other step.
std::vector<float> rates (bool dense)
{
    std::vector<float> samples (static_cast<std::size_t> (totalSamples));
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = (dense ? 48000.0f : 600.0f) * (randomUniform<float> (1, i) - 0.2f);
    return samples;
}

void report (benchmark::State& state, Index samples = totalSamples)
{
    state.SetItemsProcessed (state.iterations() * samples);
    state.counters["ns"] =
        benchmark::Counter (static_cast<double> (samples) * 1e-9,
                            benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void copyMemory (benchmark::State& state)
{
    const auto from = rates (false);
    std::vector<float> to (from.size());
    for (auto _ : state)
    {
        std::memcpy (to.data(), from.data(), from.size() * sizeof (float));
        benchmark::ClobberMemory();
    }
    report (state);
}

SpikingActivation<float> spiking (Index units)
{
    SpikingActivation<float>::Options options;
    options.activation = Activation<float> (ActivationKind::relu);
    options.dtSeconds = 1.0 / 48000.0;
    SpikingActivation<float> layer (options);
    layer.prepare (units);
    return layer;
}

Lowpass<float> lowpass (Index units)
{
    Lowpass<float>::Options options;
    options.tauSeconds = { 0.005 };
    options.units = units;
    options.dtSeconds = 1.0 / 48000.0;
    Lowpass<float> layer (options);
    layer.prepare();
    return layer;
}

template <typename Layer>
void interleaved (benchmark::State& state, Layer layer, Index units, bool dense)
{
    const auto x = rates (dense);
    std::vector<float> y (x.size());
    for (auto _ : state)
    {
        layer.process (Interleaved<const float>{ x.data(), totalSamples / units, units },
                       Interleaved<float>{ y.data(), totalSamples / units, units });
        benchmark::ClobberMemory();
    }
    report (state);
}

template <typename Layer>
void planar (benchmark::State& state, Layer layer, Index units)
{
    auto x = rates (false);
    std::vector<float> y (x.size());
    std::vector<float*> in, out;
    for (Index unit = 0; unit < units; ++unit)
    {
        in.push_back (x.data() + unit * (totalSamples / units));
        out.push_back (y.data() + unit * (totalSamples / units));
    }
    for (auto _ : state)
    {
        layer.process (Planar<const float> (Planar<float>{ in.data(), totalSamples / units, units }),
                       Planar<float>{ out.data(), totalSamples / units, units });
        benchmark::ClobberMemory();
    }
    report (state);
}

/// What a node does: blocks of 64 samples in memory that is in the cache, out to another.
template <typename Layer>
void planarBlocks (benchmark::State& state, Layer layer, Index units)
{
    constexpr Index steps = 64, blocks = 128;
    const auto x = rates (false);
    std::vector<float> y (static_cast<std::size_t> (steps * units));
    std::vector<const float*> in;
    std::vector<float*> out;
    for (Index unit = 0; unit < units; ++unit)
    {
        in.push_back (x.data() + unit * steps * blocks);
        out.push_back (y.data() + unit * steps);
    }
    Index block = 0;
    for (auto _ : state)
    {
        layer.process (Planar<const float>{ in.data(), steps, units, block * steps },
                       Planar<float>{ out.data(), steps, units });
        benchmark::ClobberMemory();
        block = (block + 1) % blocks;
    }
    report (state, steps * units);
}

} // namespace
} // namespace spikegraph

using namespace spikegraph;

BENCHMARK (copyMemory)->Name ("memcpy")->Unit (benchmark::kMillisecond);
BENCHMARK_CAPTURE (interleaved, spiking_64_units, spiking (64), 64, false)->Unit (benchmark::kMillisecond);
BENCHMARK_CAPTURE (interleaved, lowpass_64_units, lowpass (64), 64, false)->Unit (benchmark::kMillisecond);
BENCHMARK_CAPTURE (planar, spiking_64_units, spiking (64), 64)->Unit (benchmark::kMillisecond);
BENCHMARK_CAPTURE (planar, lowpass_64_units, lowpass (64), 64)->Unit (benchmark::kMillisecond);
BENCHMARK_CAPTURE (interleaved, spiking_1_unit, spiking (1), 1, false)->Unit (benchmark::kMillisecond);
BENCHMARK_CAPTURE (interleaved, spiking_1_unit_dense, spiking (1), 1, true)->Unit (benchmark::kMillisecond);
BENCHMARK_CAPTURE (interleaved, lowpass_1_unit, lowpass (1), 1, false)->Unit (benchmark::kMillisecond);
BENCHMARK_CAPTURE (planarBlocks, spiking_1_unit, spiking (1), 1);
BENCHMARK_CAPTURE (planarBlocks, spiking_8_units, spiking (8), 8);
BENCHMARK_CAPTURE (planarBlocks, spiking_64_units, spiking (64), 64);
BENCHMARK_CAPTURE (planarBlocks, lowpass_1_unit, lowpass (1), 1);
BENCHMARK_CAPTURE (planarBlocks, lowpass_8_units, lowpass (8), 8);
BENCHMARK_CAPTURE (planarBlocks, lowpass_64_units, lowpass (64), 64);

// A training step of a small model beside its six matrix products alone: batch 8, 4800 steps, 64 units, one
// thread.

#include "Core/Linear.h"
#include "Core/Lowpass.h"
#include "Core/Random.h"
#include "Core/SpikingActivation.h"
#include "Core/Training/Losses.h"
#include "Core/Training/Optimisers.h"
#include "Core/Training/Sequential.h"

#include <Eigen/Core>
#include <benchmark/benchmark.h>

namespace spikegraph
{
namespace
{

constexpr Index batch = 8, units = 64;

Tensor<float> randomTensor (const Shape& shape, std::uint64_t seed, float scale)
{
    Tensor<float> tensor (shape);
    for (Index i = 0; i < tensor.size(); ++i)
        tensor[i] = scale * (randomUniform<float> (seed, static_cast<std::uint64_t> (i)) - 0.5f);
    return tensor;
}

void trainingStep (benchmark::State& state)
{
    const Shape shape{ batch, state.range (0), units };
    Sequential<float> model;
    const auto linear = [&] (std::uint64_t seed)
    {
        model.add (std::make_unique<Linear<float>> (randomTensor ({ units, units }, seed, 0.2f),
                                                    randomTensor ({ units }, seed + 1, 0.2f)));
    };
    linear (1);
    SpikingActivation<float>::Options spiking;
    spiking.activation = Activation<float> (ActivationKind::relu);
    model.add (std::make_unique<SpikingActivation<float>> (spiking));
    Lowpass<float>::Options lowpass;
    lowpass.units = units;
    lowpass.tauSeconds = { 0.01 };
    model.add (std::make_unique<Lowpass<float>> (lowpass));
    linear (3);
    Adam<float> adam (model.parameters(), 0.001);
    // Some hundred hertz: behind neurons that hardly ever spike, levels fall to subnormal numbers.
    const auto x = randomTensor (shape, 5, 2000.0f), target = randomTensor (shape, 6, 1.0f);
    for (auto _ : state)
    {
        const auto loss = meanSquaredError (model.forward (x, Mode::training), target);
        model.backward (loss.gradient);
        adam.step();
    }
}

void sixProducts (benchmark::State& state)
{
    using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    const auto rows = batch * state.range (0);
    const Matrix x = Matrix::Random (rows, units), weights = Matrix::Random (units, units);
    Matrix y (rows, units), gradient (units, units);
    for (auto _ : state)
        for (int layer = 0; layer < 2; ++layer)
        {
            y.noalias() = x * weights.transpose();
            gradient.noalias() = y.transpose() * x;
            y.noalias() = x * weights;
            benchmark::DoNotOptimize (gradient.data());
            benchmark::ClobberMemory();
        }
}

BENCHMARK (trainingStep)->Arg (2400)->Arg (4800)->Arg (9600)->Unit (benchmark::kMillisecond);
BENCHMARK (sixProducts)->Arg (2400)->Arg (4800)->Arg (9600)->Unit (benchmark::kMillisecond);

} // namespace
} // namespace spikegraph

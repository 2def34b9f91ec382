#include "Core/Alpha.h"
#include "Core/Lowpass.h"
#include "Core/MeanAccumulator.h"
#include "Core/MovingAverage.h"
#include "Core/TemporalAvgPool.h"
#include "Core/Training/Losses.h"
#include "Core/Training/Optimisers.h"
#include "Streaming.h"
#include "Tests/TestFramework.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

namespace spikegraph
{
namespace
{

template <typename Filter>
Filter make (double tauSeconds, double dtSeconds, Index units = 1)
{
    typename Filter::Options options;
    options.tauSeconds = { tauSeconds };
    options.dtSeconds = dtSeconds;
    options.units = units;
    return Filter (options);
}

/// dL/dp by central difference, for L = sum of weights * layer(x).
template <typename Make>
double numericGradient (Make makeLayer, const Tensor<double>& x, const Tensor<double>& weights, double step)
{
    const auto lossAt = [&] (double offset)
    {
        const auto y = makeLayer (offset).forward (x, Mode::training);
        double loss = 0.0;
        for (Index i = 0; i < y.size(); ++i)
            loss += weights[i] * y[i];
        return loss;
    };
    return (lossAt (step) - lossAt (-step)) / (2.0 * step);
}

} // namespace

TEST_CASE ("Lowpass reaches 63.2% of a step after one tau")
{
    auto lowpass = make<Lowpass<double>> (0.01, 1e-5);
    const auto y = lowpass.forward (Tensor<double> ({ 1, 1000, 1 }, 1.0), Mode::inference);
    CHECK (y[999] == Approx (1.0 - std::exp (-1.0)).epsilon (1e-6));
}

TEST_CASE ("Lowpass is the one-pole recursion, for time steps of 1 ms and of 1 s")
{
    for (const auto dt : { 0.001, 1.0 })
    {
        const auto x = randomTensor<double> ({ 1, 200, 1 }, -1.0, 1.0, 2);
        const auto y = make<Lowpass<double>> (0.1, dt).forward (x, Mode::inference);
        const double s = std::exp (-dt / 0.1);
        double level = 0.0;
        for (Index t = 0; t < 200; ++t)
        {
            level = (1.0 - s) * x[t] + s * level;
            // The parameter is single precision, as the reference's.
            REQUIRE (y[t] == Approx (level).epsilon (1e-6).margin (1e-7));
        }
    }
}

TEST_CASE ("A trainable Lowpass learns to put out 1, on the reference's path")
{
    auto lowpass = make<Lowpass<float>> (0.01, 0.001);
    const Tensor<float> zeros ({ 1, 1, 1 }), ones ({ 1, 1, 1 }, 1.0f);
    Sgd<float> optimiser (lowpass.parameters(), 0.5);
    for (int step = 0; step < 10; ++step)
    {
        lowpass.backward (meanSquaredError (lowpass.forward (zeros, Mode::training), ones).gradient);
        optimiser.step();
    }
    CHECK (lowpass.forward (zeros, Mode::inference)[0] == Approx (0.99999998).epsilon (1e-6));
    CHECK (lowpass.initialLevel.value[0] == Approx (1.103336).epsilon (1e-6));
    CHECK (lowpass.smoothingLogit.value[0] == Approx (2.269769).epsilon (1e-6));
}

TEST_CASE ("Without apply_during_training, training is the identity and changes nothing")
{
    Lowpass<double>::Options options;
    options.tauSeconds = { 0.1 };
    options.applyDuringTraining = false;
    Lowpass<double> lowpass (options);
    const auto x = randomTensor<double> ({ 2, 5, 1 }, -1.0, 1.0, 2);
    CHECK ((lowpass.forward (x, Mode::training) == x));
    CHECK ((lowpass.backward (x) == x));
    CHECK (lowpass.smoothingLogit.gradient[0] == 0.0);
    CHECK_FALSE ((lowpass.forward (x, Mode::inference) == x));
}

TEST_CASE ("A tau far below the time step passes through, one far above it holds the level")
{
    const auto x = randomTensor<float> ({ 1, 100, 1 }, -1.0, 1.0, 2);
    CHECK ((make<Lowpass<float>> (1e-9, 1e-3).forward (x, Mode::inference) == x));

    Lowpass<float>::Options options;
    options.tauSeconds = { 1e12 };
    options.initialLevel = Tensor<float> ({ 1, 1 }, 0.75f);
    const auto held = Lowpass<float> (options).forward (x, Mode::inference);
    CHECK (held[99] == Approx (0.75));
}

TEST_CASE ("Lowpass keeps its tau in float, from a millisecond to minutes")
{
    for (const auto tau : { 0.001, 0.1, 10.0, 600.0 })
    {
        INFO ("tau " << tau);
        const double dt = 1.0 / 48000.0;
        auto lowpass = make<Lowpass<float>> (1.0, dt);
        lowpass.setTau (0, tau);
        lowpass.prepare();
        const Tensor<float> x ({ 1, 48000, 1 }, 1.0f);
        const auto y = runInterleaved (lowpass, x, 512);
        CHECK (y[47999] == Approx (-std::expm1 (-1.0 / tau)).epsilon (1e-6));
    }
}

TEST_CASE ("A new tau goes on from the level there is, wherever it comes")
{
    constexpr Index steps = 40;
    const auto x = randomTensor<double> ({ 1, steps, 1 }, -1.0, 1.0, 4);
    for (Index before = 0; before <= 4; ++before)
    {
        INFO ("after " << before << " steps");
        auto lowpass = make<Lowpass<double>> (0.01, 0.001);
        lowpass.prepare();
        Tensor<double> y (x.shape());
        lowpass.process (x.item (0).slice (0, before), y.item (0).slice (0, before));
        lowpass.setTau (0, 0.003);
        double level = lowpass.levels()[0];
        CHECK (level == (before > 0 ? y[before - 1] : 0.0));

        lowpass.process (x.item (0).slice (before, steps - before),
                         y.item (0).slice (before, steps - before));
        for (Index t = before; t < steps; ++t)
        {
            level = -std::expm1 (-0.001 / 0.003) * x[t] + std::exp (-0.001 / 0.003) * level;
            REQUIRE (y[t] == Approx (level).epsilon (1e-13).margin (1e-14));
        }
    }
}

TEST_CASE ("Resetting one unit of a Lowpass starts that unit afresh and leaves the others")
{
    constexpr Index units = 19, steps = 50, resetTheUnit = 9;
    Lowpass<float>::Options options;
    options.tauSeconds = { 0.01 };
    options.units = units;
    options.initialLevel = randomTensor<float> ({ 1, units }, -1.0, 1.0, 3);
    const auto x = randomTensor<float> ({ 1, steps, units }, -1.0, 1.0, 4);
    for (Index before = 1; before <= 4; ++before)
    {
        INFO ("after " << before << " steps");
        Lowpass<float> whole (options), cut (options), fresh (options);
        for (auto* layer : { &whole, &cut, &fresh })
            layer->prepare();
        const auto expected = runInterleaved (whole, x, steps);
        Tensor<float> y (x.shape()), afresh (x.shape());
        const auto rest = x.item (0).slice (before, steps - before);
        cut.process (x.item (0).slice (0, before), y.item (0).slice (0, before));
        cut.resetUnit (resetTheUnit);
        cut.process (rest, y.item (0).slice (before, steps - before));
        fresh.process (rest, afresh.item (0).slice (before, steps - before));
        for (Index t = before; t < steps; ++t)
            for (Index unit = 0; unit < units; ++unit)
                REQUIRE (y.item (0) (t, unit) ==
                         (unit == resetTheUnit ? afresh : expected).item (0) (t, unit));
    }
}

TEST_CASE ("Lowpass and Alpha refuse a tau that is not finite and positive, with the value in the message")
{
    for (const auto tau : { 0.0, -1.0, std::nan (""), std::numeric_limits<double>::infinity() })
    {
        const auto message = "tau must be finite and above 0, not " + describe (tau);
        CHECK_THROWS_WITH (make<Lowpass<float>> (tau, 0.001), message);
        CHECK_THROWS_WITH (make<Alpha<double>> (tau, 0.001), message);
    }
    CHECK_THROWS_WITH (make<Lowpass<float>> (0.1, -2.0), "dt must be finite and above 0, not -2");
    auto lowpass = make<Lowpass<float>> (0.1, 0.001, 3);
    CHECK_THROWS_WITH (lowpass.forward (Tensor<float> ({ 1, 5, 2 }), Mode::inference),
                       "the input must have shape (1, 5, 3), not (1, 5, 2)");
}

TEST_CASE ("A filter that is not prepared yet has no spoilt unit")
{
    Lowpass<float>::Options lowpass;
    lowpass.tauSeconds = { 0.01 };
    lowpass.units = 9;
    CHECK (Lowpass<float> (lowpass).nonFiniteUnits() == 0);
    Alpha<float>::Options alpha;
    alpha.tauSeconds = { 0.01 };
    alpha.units = 9;
    CHECK (Alpha<float> (alpha).nonFiniteUnits() == 0);
}

TEST_CASE ("Alpha samples the alpha function's integral: its step response is exact at every step")
{
    const double tau = 0.005, dt = 1.0 / 8000.0;
    const auto y =
        make<Alpha<double>> (tau, dt).forward (Tensor<double> ({ 1, 400, 1 }, 1.0), Mode::inference);
    for (Index t = 0; t < 400; ++t)
    {
        const auto time = static_cast<double> (t + 1) * dt / tau;
        REQUIRE (y[t] == Approx (1.0 - (1.0 + time) * std::exp (-time)).margin (1e-12));
    }
}

TEST_CASE ("Alpha keeps a constant level exactly, and its float stays right for a long tau")
{
    Alpha<double>::Options options;
    options.tauSeconds = { 0.02 };
    options.initialLevel = Tensor<double> ({ 1, 1 }, 0.3);
    CHECK (Alpha<double> (options).forward (Tensor<double> ({ 1, 1000, 1 }, 0.3), Mode::inference)[999] ==
           0.3);

    const auto y = make<Alpha<float>> (30.0, 1.0 / 192000.0)
                       .forward (Tensor<float> ({ 1, 192000, 1 }, 1.0f), Mode::inference);
    const double time = 1.0 / 30.0;
    CHECK (y[191999] == Approx (1.0 - (1.0 + time) * std::exp (-time)).epsilon (1e-5));
}

TEST_CASE ("Alpha follows its recursion step by step, from wherever its tau changes")
{
    constexpr double dt = 1.0 / 48000.0;
    auto alpha = make<Alpha<double>> (0.005, dt);
    alpha.prepare();
    const auto x = randomTensor<double> ({ 1, 1000, 1 }, -1.0, 1.0, 7);
    auto y = x;
    double slope = 0.0, level = 0.0;
    for (const auto& [first, tau] :
         { std::pair<Index, double>{ 0, 0.005 }, { 301, 0.0007 }, { 600, 0.00001 }, { 800, 0.02 } })
    {
        alpha.setTau (0, tau);
        alpha.process (x.item (0).slice (first, 200), y.item (0).slice (first, 200));
        const double a = dt / tau, e = std::exp (-a);
        for (Index t = first; t < first + 200; ++t)
        {
            const double before = level;
            level = e * (a * slope + (1.0 + a) * before) + (1.0 - e * (1.0 + a)) * x[t];
            slope = e * ((1.0 - a) * slope + a * (x[t] - before));
            REQUIRE (y[t] == Approx (level).margin (1e-12));
        }
    }
}

TEST_CASE ("After a reset Alpha goes on from its initial levels, whatever is done before the next step")
{
    using Filter = Alpha<double>;
    const Tensor<double> levels ({ 1, 9 }, { 0.75, -0.5, 2.0, 1.0, -3.0, 0.25, 8.0, -1.0, 0.125 });
    const auto noise = randomTensor<double> ({ 1, 33, 9 }, -1.0, 1.0, 8);
    Tensor<double> constant ({ 1, 50, 9 });
    for (Index step = 0; step < 50; ++step)
        std::copy (levels.begin(), levels.end(), &constant.item (0) (step, 0));
    const std::vector<std::function<void (Filter&)>> changes{
        [] (Filter&) {},
        [] (Filter& alpha) { alpha.setTau (3, 0.5); },
        [] (Filter& alpha) { alpha.resetUnit (1); },
        [] (Filter& alpha) {
            alpha.process (Interleaved<const double>{ nullptr, 0, 9 }, { nullptr, 0, 9 });
        },
        [] (Filter& alpha)
        {
            Filter::State other;
            other.resize (9);
            alpha.exchangeState (other);
            alpha.exchangeState (other);
        },
    };
    for (const auto& change : changes)
    {
        Filter::Options options;
        options.tauSeconds = { 0.01 };
        options.units = 9;
        options.initialLevel = levels;
        Filter alpha (options);
        alpha.prepare();
        for (const auto isPlanar : { false, true })
        {
            runInterleaved (alpha, noise, 33);
            alpha.reset();
            change (alpha);
            const auto y = isPlanar ? runPlanar (alpha, constant, 7) : runInterleaved (alpha, constant, 7);
            for (Index i = 0; i < y.size(); ++i)
                REQUIRE (y[i] == Approx (constant[i]).epsilon (1e-12));
        }
    }
}

TEST_CASE ("Alpha's gradients agree with central differences")
{
    const auto x = randomTensor<double> ({ 2, 40, 1 }, -1.0, 1.0, 2),
               weights = randomTensor<double> ({ 2, 40, 1 }, -1.0, 1.0, 3);
    const double tau = 0.01;
    const auto makeWith = [&] (double tauOffset, double levelOffset)
    {
        Alpha<double>::Options options;
        options.tauSeconds = { tau + tauOffset };
        options.initialLevel = Tensor<double> ({ 1, 1 }, 0.4 + levelOffset);
        return Alpha<double> (options);
    };
    auto alpha = makeWith (0.0, 0.0);
    alpha.forward (x, Mode::training);
    const auto gradInput = alpha.backward (weights);
    CHECK (alpha.tau.gradient[0] ==
           Approx (numericGradient ([&] (double d) { return makeWith (d, 0.0); }, x, weights, 1e-6))
               .epsilon (1e-6));
    CHECK (alpha.initialLevel.gradient[0] ==
           Approx (numericGradient ([&] (double d) { return makeWith (0.0, d); }, x, weights, 1e-4))
               .epsilon (1e-8));
    for (const Index i : { 0, 17, 39, 63 })
    {
        auto moved = x;
        const auto lossAt = [&] (double offset)
        {
            moved[i] = x[i] + offset;
            const auto y = makeWith (0.0, 0.0).forward (moved, Mode::training);
            double loss = 0.0;
            for (Index k = 0; k < y.size(); ++k)
                loss += weights[k] * y[k];
            return loss;
        };
        CHECK (gradInput[i] ==
               Approx ((lossAt (1e-4) - lossAt (-1e-4)) / 2e-4).epsilon (1e-7).margin (1e-10));
    }
}

TEST_CASE ("A mean over millions of samples keeps its digits")
{
    // 0.1 is not a binary fraction: a plain running sum of so many is off in the 10th digit or worse.
    const Tensor<double> x ({ 5'000'000 }, 0.1);
    CHECK (TemporalAvgPool<double> (0).forward (x, Mode::inference)[0] == Approx (0.1).epsilon (1e-15));
}

TEST_CASE ("A mean has the same bits however its rows come and whatever stands beside it")
{
    constexpr Index rows = 41;
    for (Index width = 1; width <= 19; ++width)
    {
        const auto x = randomTensor<float> ({ rows, width }, -1e3, 1e3, 5);
        MeanAccumulator whole (width), cut (width), alone (1);
        whole.add (Interleaved<const float>{ x.data(), rows, width });
        for (Index row = 0, step = 1; row < rows; row += step++)
            cut.add (Interleaved<const float>{ x.data() + row * width, std::min (step, rows - row), width });
        std::vector<double> ofWhole (static_cast<std::size_t> (width)), ofCut (ofWhole);
        whole.mean (ofWhole.data());
        cut.mean (ofCut.data());
        CHECK (ofCut == ofWhole);
        for (Index column = 0; column < width; ++column)
        {
            alone.clear();
            for (Index row = 0; row < rows; ++row)
                alone.add (Interleaved<const float>{ x.data() + row * width + column, 1, 1 });
            double mean = 0.0;
            alone.mean (&mean);
            CHECK (mean == ofWhole[static_cast<std::size_t> (column)]);
        }
    }
}

TEST_CASE ("A mean of infinities is infinite, of both NaN, and of one -0 itself")
{
    const auto inf = std::numeric_limits<double>::infinity();
    const auto mean = [] (std::vector<double> values)
    {
        const auto count = static_cast<Index> (values.size());
        return TemporalAvgPool<double> (0).forward ({ { count }, std::move (values) }, Mode::inference)[0];
    };
    CHECK (mean ({ 1.0, inf, 2.0, 3.0 }) == inf);
    CHECK (std::isnan (mean ({ 1.0, inf, -inf, 3.0 })));
    CHECK (std::signbit (mean ({ -0.0 })));
}

TEST_CASE (
    "TemporalAvgPool takes any rank, counts a negative dimension from the end, and spreads its gradient")
{
    const Tensor<double> x ({ 2, 2, 2, 1 }, { 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0 });
    CHECK ((TemporalAvgPool<double> (-2).forward (x, Mode::inference) ==
            Tensor<double> ({ 2, 2, 1 }, { 1.5, 3.5, 5.5, 7.5 })));
    TemporalAvgPool<double> pool (1);
    CHECK ((pool.forward (x, Mode::inference) == Tensor<double> ({ 2, 2, 1 }, { 2.0, 3.0, 6.0, 7.0 })));
    CHECK ((pool.backward (Tensor<double> ({ 2, 2, 1 }, { 2.0, 4.0, 6.0, 8.0 })) ==
            Tensor<double> ({ 2, 2, 2, 1 }, { 1.0, 2.0, 1.0, 2.0, 3.0, 4.0, 3.0, 4.0 })));
    CHECK_THROWS_WITH (TemporalAvgPool<double> (4).forward (x, Mode::inference),
                       "dim must lie in [-4, 3] for an array of 4 dimensions, not 4");
}

TEST_CASE ("MovingAverage is the mean of the last samples, and forgets NaN after two windows")
{
    constexpr Index window = 50;
    auto x = randomTensor<float> ({ 1, 1000, 1 }, -1.0, 1.0, 6);
    MovingAverage<float> average;
    average.prepare (1, window);
    const auto y = runInterleaved (average, x, 64);
    for (Index t = 0; t < 1000; ++t)
    {
        double sum = 0.0;
        for (Index k = std::max (Index{ 0 }, t - window + 1); k <= t; ++k)
            sum += static_cast<double> (x[k]);
        REQUIRE (y[t] == Approx (sum / window).margin (1e-7));
    }
    x[120] = std::nanf ("");
    average.reset();
    const auto spoilt = runInterleaved (average, x, 64);
    CHECK (spoilt[119] == y[119]);
    CHECK (std::isnan (spoilt[120]));
    CHECK (spoilt[120 + 2 * window] == y[120 + 2 * window]);
}

} // namespace spikegraph

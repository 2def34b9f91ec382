#include "Core/DeltaEncoder.h"
#include "Core/LeakyIntegrateAndFire.h"
#include "Core/PoissonEncoder.h"
#include "Cuts.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace spikegraph
{
namespace
{

template <typename T>
DeltaEncoder<T> makeDelta (double threshold, Index units = 1)
{
    DeltaEncoder<T> encoder ({ .threshold = threshold });
    encoder.prepare (units);
    return encoder;
}

template <typename T>
PoissonEncoder<T> makePoisson (double rateHz, double dtSeconds, Index units = 1, std::uint64_t seed = 0)
{
    PoissonEncoder<T> encoder ({ rateHz, seed, dtSeconds });
    encoder.prepare (units);
    return encoder;
}

template <typename T>
LeakyIntegrateAndFire<T> makeNeuron (typename LeakyIntegrateAndFire<T>::Options options, Index units = 1)
{
    LeakyIntegrateAndFire<T> neuron (options);
    neuron.prepare (units);
    return neuron;
}

/// Mean and variance (with the n - 1 of a sample) of one unit.
struct Moments
{
    template <typename T>
    explicit Moments (const Tensor<T>& y, Index unit = 0)
    {
        const auto count = y.shape()[1];
        for (Index t = 0; t < count; ++t)
            mean += static_cast<double> (y.item (0) (t, unit));
        mean /= static_cast<double> (count);
        for (Index t = 0; t < count; ++t)
            variance += std::pow (static_cast<double> (y.item (0) (t, unit)) - mean, 2) /
                        static_cast<double> (count - 1);
    }

    double mean = 0.0, variance = 0.0;
};

template <typename T>
Tensor<double> widened (const Tensor<T>& x)
{
    Tensor<double> wide (x.shape());
    for (Index i = 0; i < x.size(); ++i)
        wide[i] = static_cast<double> (x[i]);
    return wide;
}

/// The float encoder and the double one agree to the spike.
template <typename Narrow, typename Wide>
void checkSameSpikes (Narrow narrow, Wide wide, const Tensor<float>& x)
{
    CHECK ((widened (runPlanar (narrow, x, 64)) == runPlanar (wide, widened (x), 64)));
}

/// Mean steps from spike to spike.
template <typename T>
double meanInterval (const Tensor<T>& spikes)
{
    Index first = -1, last = -1, count = 0;
    for (Index t = 0; t < spikes.size(); ++t)
        if (spikes[t] > T (0))
        {
            first = first < 0 ? t : first;
            last = t;
            ++count;
        }
    return static_cast<double> (last - first) / static_cast<double> (count - 1);
}

} // namespace

TEST_CASE ("DeltaEncoder counts the thresholds that a jump crosses, up and down, and nothing within one")
{
    auto encoder = makeDelta<float> (0.125);
    const Tensor<float> x ({ 1, 7, 1 }, { 0.0f, 0.1f, 0.125f, 1.0f, 0.95f, 0.876f, -0.5f });
    CHECK ((runPlanar (encoder, x, 7) ==
            Tensor<float> ({ 1, 7, 1 }, { 0.0f, 0.0f, 1.0f, 7.0f, 0.0f, 0.0f, -12.0f })));
}

TEST_CASE ("DeltaEncoder's spikes rebuild the input within one threshold at every step")
{
    for (const auto threshold : { 0.003, 0.1, 0.7 })
    {
        INFO ("threshold " << threshold);
        auto encoder = makeDelta<float> (threshold);
        auto x = randomTensor<float> ({ 1, 50000, 1 }, -1.0, 1.0, 3);
        for (Index t = 1; t < x.size(); ++t) // a random walk, so that all sizes of change occur
            x[t] = 0.99f * x[t - 1] + 0.05f * x[t];
        const auto y = runPlanar (encoder, x, 512);
        double level = 0.0, worst = 0.0, spikes = 0.0;
        for (Index t = 0; t < x.size(); ++t)
        {
            level += threshold * static_cast<double> (y[t]);
            worst = std::max (worst, std::abs (static_cast<double> (x[t]) - level));
            spikes += std::abs (static_cast<double> (y[t]));
        }
        CHECK (worst < threshold * (1.0 + 1e-9));
        CHECK (worst > 0.9 * threshold); // no more spikes than it takes
        CHECK (spikes > 0.0);
    }
}

TEST_CASE ("DeltaEncoder's new threshold holds from the next sample")
{
    auto encoder = makeDelta<double> (0.5);
    CHECK (runPlanar (encoder, Tensor<double> ({ 1, 1, 1 }, 1.25), 1)[0] == 2.0);
    encoder.setThreshold (0.125);
    for (const auto bad : { 0.0, -0.5, std::nan (""), std::numeric_limits<double>::infinity() })
        encoder.setThreshold (bad);
    CHECK (runPlanar (encoder, Tensor<double> ({ 1, 1, 1 }, 1.25), 1)[0] == 2.0);
    CHECK (encoder.levels()[0] == 1.25);
}

TEST_CASE ("DeltaEncoder catches up with a jump of 1e8, and outlives NaN and infinity")
{
    auto encoder = makeDelta<float> (0.25);
    const auto y = runPlanar (encoder, Tensor<float> ({ 1, 30, 1 }, 1e8f), 30);
    CHECK (y[0] == 16777216.0f);
    CHECK (y[29] == 0.0f);
    CHECK (encoder.levels()[0] == 1e8);

    encoder.reset();
    const auto infinity = std::numeric_limits<float>::infinity();
    const auto spoilt =
        runPlanar (encoder, Tensor<float> ({ 1, 4, 1 }, { std::nanf (""), infinity, -infinity, 0.5f }), 4);
    CHECK ((spoilt == Tensor<float> ({ 1, 4, 1 }, { 0.0f, 16777216.0f, -16777216.0f, 2.0f })));
}

TEST_CASE ("PoissonEncoder's counts have the Poisson distribution's mean and variance")
{
    constexpr Index steps = 200000;
    for (const auto mean : { 0.002, 0.05, 0.7, 5.0, 29.0, 31.0, 400.0, 1e5 })
    {
        INFO ("mean " << mean);
        auto encoder = makePoisson<float> (mean / 0.001, 0.001);
        const Moments y (runPlanar (encoder, Tensor<float> ({ 1, steps, 1 }, 1.0f), 512));
        // Within 5 standard errors: sqrt (m / n) of the mean; of the Fano factor, whose fourth moment is
        // 3 m^2 + m, sqrt ((2 + 1/m) / n).
        CHECK (y.mean == Approx (mean).margin (5.0 * std::sqrt (mean / steps)));
        CHECK (y.variance / y.mean == Approx (1.0).margin (5.0 * std::sqrt ((2.0 + 1.0 / mean) / steps)));
    }
}

TEST_CASE ("PoissonEncoder's counts follow the Poisson probabilities, below and above the change of method")
{
    constexpr Index steps = 400000;
    for (const auto mean : { 0.3, 4.0, 30.0, 30.5, 100.0 })
    {
        INFO ("mean " << mean);
        auto encoder = makePoisson<double> (mean / 0.001, 0.001);
        const auto y = runPlanar (encoder, Tensor<double> ({ 1, steps, 1 }, 1.0), 512);
        std::vector<double> seen (300);
        for (Index t = 0; t < steps; ++t)
            seen[static_cast<std::size_t> (y[t])] += 1.0;
        double chiSquare = 0.0, bins = 0.0;
        for (std::size_t n = 0; n < seen.size(); ++n)
        {
            const auto count = static_cast<double> (n);
            const auto expected = steps * std::exp (count * std::log (mean) - mean - std::lgamma (count + 1));
            if (expected < 10.0)
                continue;
            chiSquare += std::pow (seen[n] - expected, 2) / expected;
            bins += 1.0;
        }
        // Mean bins, variance 2 bins: 4 standard deviations.
        CHECK (bins > 3.0);
        CHECK (chiSquare < bins + 4.0 * std::sqrt (2.0 * bins));
    }
}

TEST_CASE ("PoissonEncoder's steps, units and seeds draw independently")
{
    constexpr Index steps = 100000;
    auto encoder = makePoisson<double> (500.0, 0.001, 2), other = makePoisson<double> (500.0, 0.001, 2, 1);
    const Tensor<double> x ({ 1, steps, 2 }, 1.0);
    const auto y = runPlanar (encoder, x, 512), z = runPlanar (other, x, 512);
    double acrossUnits = 0.0, acrossSteps = 0.0, acrossSeeds = 0.0;
    for (Index t = 0; t + 1 < steps; ++t)
    {
        const auto deviation = y.item (0) (t, 0) - 0.5;
        acrossUnits += deviation * (y.item (0) (t, 1) - 0.5);
        acrossSteps += deviation * (y.item (0) (t + 1, 0) - 0.5);
        acrossSeeds += deviation * (z.item (0) (t, 0) - 0.5);
    }
    // Correlations: 5 standard errors of 1/sqrt (n), for a variance of 0.5.
    const auto limit = 0.5 * 5.0 * std::sqrt (static_cast<double> (steps));
    CHECK (std::abs (acrossUnits) < limit);
    CHECK (std::abs (acrossSteps) < limit);
    CHECK (std::abs (acrossSeeds) < limit);
}

TEST_CASE ("PoissonEncoder fires in proportion to its input, never for a negative one, and follows its rate")
{
    auto encoder = makePoisson<float> (1000.0, 0.001);
    CHECK (Moments (runPlanar (encoder, Tensor<float> ({ 1, 20000, 1 }, -5.0f), 512)).mean == 0.0);
    CHECK (Moments (runPlanar (encoder, Tensor<float> ({ 1, 1000, 1 }, std::nanf ("")), 512)).mean == 0.0);
    CHECK (Moments (runPlanar (encoder, Tensor<float> ({ 1, 100000, 1 }, 0.25f), 512)).mean ==
           Approx (0.25).margin (5.0 * std::sqrt (0.25 / 100000)));
    encoder.setRate (4000.0);
    encoder.setRate (-1.0);
    encoder.setRate (std::nan (""));
    CHECK (Moments (runPlanar (encoder, Tensor<float> ({ 1, 100000, 1 }, 0.25f), 512)).mean ==
           Approx (1.0).margin (5.0 * std::sqrt (1.0 / 100000)));
    encoder.setRate (0.0);
    CHECK (Moments (runPlanar (encoder, Tensor<float> ({ 1, 1000, 1 }, 1.0f), 512)).mean == 0.0);
    encoder.setRate (1e9);
    CHECK (Moments (runPlanar (encoder, Tensor<float> ({ 1, 1000, 1 }, 1e8f), 512)).mean ==
           Approx (1e6).margin (5.0 * 1000.0 / std::sqrt (1000.0)));
}

TEST_CASE ("The LIF rate formula has its known values")
{
    // 1 / (0.002 + 0.02 ln 2)
    CHECK (leakyIntegrateAndFireRateHz (2.0, 0.02, 0.002) == Approx (63.04000219).epsilon (1e-9));
    CHECK (leakyIntegrateAndFireRateHz (1.0, 0.02, 0.002) == 0.0);
    CHECK (leakyIntegrateAndFireRateHz (1e9, 0.02, 0.002) == Approx (500.0).epsilon (1e-6));
}

TEST_CASE ("LIF fires at the rate of the f-I curve: an interval is the formula's, plus less than a step")
{
    // 2 ms are 88.2 steps here, so the refractory time's fraction counts.
    constexpr double dt = 1.0 / 44100.0;
    for (const auto voltageReset : { VoltageReset::toZero, VoltageReset::subtract })
        for (const auto refractory : { 0.0, 0.002 })
            for (const auto drive : { 1.01, 1.1, 1.5, 2.0, 5.0, 20.0 })
            {
                INFO ("drive " << drive << ", refractory " << refractory << " s");
                auto neuron = makeNeuron<float> (
                    { .refractorySeconds = refractory, .voltageReset = voltageReset, .dtSeconds = dt });
                const auto spikes =
                    runPlanar (neuron, Tensor<float> ({ 1, 441000, 1 }, static_cast<float> (drive)), 512);
                const auto exact =
                    1.0 / (dt * leakyIntegrateAndFireRateHz (static_cast<float> (drive), 0.02, refractory));
                const auto interval = meanInterval (spikes);
                // The fraction that is carried shifts the mean by less than a step over all intervals.
                const auto carried = 1.0 * exact / 441000.0;
                CHECK (interval >= exact - carried - 1e-6);
                CHECK (interval <= exact + 1.0 + carried);
            }
}

TEST_CASE ("LIF that resets by subtraction keeps what a step carried beyond the threshold")
{
    const auto intervalOf = [] (VoltageReset voltageReset)
    {
        auto neuron = makeNeuron<double> (
            { .refractorySeconds = 0.0, .voltageReset = voltageReset, .dtSeconds = 0.001 });
        return meanInterval (runPlanar (neuron, Tensor<double> ({ 1, 100000, 1 }, 8.0), 512));
    };
    // To zero, an interval is whole steps: ceil (20 ln (8/7)) = 3. The formula's is 2.67.
    CHECK (intervalOf (VoltageReset::toZero) == 3.0);
    CHECK (intervalOf (VoltageReset::subtract) == Approx (20.0 * std::log (8.0 / 7.0)).epsilon (0.03));
    CHECK (intervalOf (VoltageReset::subtract) < 2.8);
}

TEST_CASE ("LIF below threshold charges to 63.2% of its drive in one tau and never fires")
{
    auto neuron = makeNeuron<double> ({ .tauSeconds = 0.05, .dtSeconds = 0.001 });
    const auto y = runPlanar (neuron, Tensor<double> ({ 1, 50, 1 }, 0.999), 7);
    CHECK (neuron.voltage (0) == Approx (0.999 * (1.0 - std::exp (-1.0))).epsilon (1e-12));
    neuron.setTau (0.1);
    neuron.setTau (-1.0);
    const auto before = neuron.voltage (0);
    CHECK (Moments (y).mean == 0.0);
    CHECK (Moments (runPlanar (neuron, Tensor<double> ({ 1, 100, 1 }), 7)).mean == 0.0);
    CHECK (neuron.voltage (0) == Approx (before * std::exp (-1.0)).epsilon (1e-12));
}

TEST_CASE ("LIF rests for the refractory time, which a knob changes from the next spike on")
{
    auto neuron = makeNeuron<float> ({ .tauSeconds = 0.001, .refractorySeconds = 0.01, .dtSeconds = 0.001 });
    const Tensor<float> x ({ 1, 1000, 1 }, 100.0f); // fires whenever it may
    CHECK (meanInterval (runPlanar (neuron, x, 64)) == 11.0);
    neuron.setRefractory (0.0025);
    neuron.setRefractory (-1.0);
    neuron.reset();
    CHECK (meanInterval (runPlanar (neuron, x, 64)) == Approx (3.5).epsilon (2e-3));
}

TEST_CASE ("LIF keeps no backlog of a drive of 1e8, and stays finite")
{
    for (const auto voltageReset : { VoltageReset::toZero, VoltageReset::subtract })
    {
        auto neuron = makeNeuron<float> (
            { .refractorySeconds = 0.0, .voltageReset = voltageReset, .dtSeconds = 0.001 });
        CHECK (Moments (runPlanar (neuron, Tensor<float> ({ 1, 1000, 1 }, 1e8f), 64)).mean == 1.0);
        CHECK (Moments (runPlanar (neuron, Tensor<float> ({ 1, 1000, 1 }), 64)).mean == 0.0);
        runPlanar (neuron, Tensor<float> ({ 1, 1000, 1 }, -1e8f), 64);
        CHECK (std::isfinite (neuron.voltage (0)));
    }
}

TEST_CASE ("The encoders give the same bits however the stream is cut, and float the same spikes as double")
{
    const auto x = randomTensor<float> ({ 1, 9000, 3 }, -1.0, 3.0, 8);

    checkCuts ([] { return makeDelta<float> (0.3, 3); }, x, [] (auto& e) { e.setThreshold (0.1); });
    checkCuts ([] { return makeDelta<double> (0.3, 3); }, widened (x),
               [] (auto& e) { e.setThreshold (0.1); });
    checkSameSpikes (makeDelta<float> (0.3, 3), makeDelta<double> (0.3, 3), x);

    checkCuts ([] { return makePoisson<float> (300.0, 0.001, 3); }, x, [] (auto& e) { e.setRate (2e4); });
    checkCuts ([] { return makePoisson<double> (300.0, 0.001, 3); }, widened (x),
               [] (auto& e) { e.setRate (2e4); });
    checkSameSpikes (makePoisson<float> (2e4, 0.001, 3), makePoisson<double> (2e4, 0.001, 3), x);

    for (const auto voltageReset : { VoltageReset::toZero, VoltageReset::subtract })
    {
        const LeakyIntegrateAndFire<float>::Options options{ .tauSeconds = 0.01,
                                                             .refractorySeconds = 0.0023,
                                                             .voltageReset = voltageReset };
        const LeakyIntegrateAndFire<double>::Options wide{ .tauSeconds = 0.01,
                                                           .refractorySeconds = 0.0023,
                                                           .voltageReset = voltageReset };
        auto louder = x;
        for (Index i = 0; i < x.size(); ++i)
            louder[i] *= 4.0f;
        checkCuts ([=] { return makeNeuron<float> (options, 3); }, louder, [] (auto& e) { e.setTau (0.02); });
        checkCuts ([=] { return makeNeuron<double> (wide, 3); }, widened (louder),
                   [] (auto& e) { e.setRefractory (0.02); });
        checkSameSpikes (makeNeuron<float> (options, 3), makeNeuron<double> (wide, 3), louder);
    }
}

TEST_CASE ("The encoders refuse bad options by name, value and reason")
{
    CHECK_THROWS_WITH (makeDelta<float> (0.0), "the threshold must be finite and above 0, not 0");
    CHECK_THROWS_WITH (makeDelta<float> (0.1, 0), "units must be at least 1, not 0");
    CHECK_THROWS_WITH ((DeltaEncoder<double> ({ 0.1, std::nan ("") })),
                       "the initial level must be finite, not nan");
    CHECK_THROWS_WITH (makePoisson<float> (-1.0, 0.001), "the rate must be finite and at least 0, not -1");
    CHECK_THROWS_WITH (makePoisson<float> (1.0, 0.0), "dt must be finite and above 0, not 0");
    CHECK_THROWS_WITH (makePoisson<float> (1.0, 0.001, -1), "units must be at least 1, not -1");
    CHECK_THROWS_WITH (makeNeuron<float> ({ .tauSeconds = 0.0 }), "tau must be finite and above 0, not 0");
    CHECK_THROWS_WITH (makeNeuron<float> ({ .refractorySeconds = -0.5 }),
                       "the refractory time must be finite and at least 0, not -0.5");
    CHECK_THROWS_WITH (makeNeuron<float> ({ .dtSeconds = -1.0 }), "dt must be finite and above 0, not -1");
    CHECK_THROWS_WITH (makeNeuron<float> ({}, 0), "units must be at least 1, not 0");
}

} // namespace spikegraph

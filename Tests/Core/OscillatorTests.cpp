#include "Core/Oscillator.h"
#include "Cuts.h"

#include <cmath>
#include <limits>
#include <numbers>

namespace spikegraph
{
namespace
{

constexpr double dt = 1.0 / 48000.0;
constexpr Waveform periodic[]{ Waveform::sine, Waveform::triangle, Waveform::square, Waveform::saw };

template <typename T>
Oscillator<T> makeOscillator (typename Oscillator<T>::Options options, Index units = 1)
{
    options.dtSeconds = dt;
    Oscillator<T> oscillator (options);
    oscillator.prepare (units);
    return oscillator;
}

template <typename T>
Tensor<T> run (Oscillator<T>& oscillator, Index steps, Index units = 1)
{
    SourceLayer<Oscillator<T>> layer{ oscillator };
    auto y = runPlanar (layer, Tensor<T> ({ 1, steps, units }), steps);
    oscillator = layer.source;
    return y;
}

} // namespace

TEST_CASE ("Oscillator's sine is the sine, to a few units in the last place")
{
    auto oscillator = makeOscillator<double> ({ .frequencyHz = 48000.0 / 4096.0 });
    const auto y = run (oscillator, 2 * 4096);
    double worst = 0.0;
    for (Index t = 0; t < y.size(); ++t) // the phase is exact: 4096 steps a cycle
        worst = std::max (worst, std::abs (y[t] - std::sin (2.0 * std::numbers::pi *
                                                            static_cast<double> (t % 4096) / 4096.0)));
    CHECK (worst < 1e-15);
}

TEST_CASE ("Oscillator's shapes have their values at every eighth of a cycle")
{
    const auto valuesOf = [] (Waveform waveform)
    {
        auto oscillator = makeOscillator<float> ({ .waveform = waveform, .frequencyHz = 6000.0 });
        return run (oscillator, 9);
    };
    const Shape shape{ 1, 9, 1 };
    CHECK ((valuesOf (Waveform::triangle) ==
            Tensor<float> (shape, { 0.0f, 0.5f, 1.0f, 0.5f, 0.0f, -0.5f, -1.0f, -0.5f, 0.0f })));
    CHECK ((valuesOf (Waveform::square) ==
            Tensor<float> (shape, { 1.0f, 1.0f, 1.0f, 1.0f, -1.0f, -1.0f, -1.0f, -1.0f, 1.0f })));
    CHECK ((valuesOf (Waveform::saw) ==
            Tensor<float> (shape, { -1.0f, -0.75f, -0.5f, -0.25f, 0.0f, 0.25f, 0.5f, 0.75f, -1.0f })));
    const auto sine = valuesOf (Waveform::sine);
    CHECK (sine[1] == Approx (std::numbers::sqrt2 / 2.0));
    CHECK (sine[2] == 1.0f);
    CHECK (sine[6] == -1.0f);
}

TEST_CASE ("Oscillator's shapes have no mean, their textbook RMS, and stay within -1 and 1")
{
    // Over 37 whole cycles, 480000 samples.
    for (const auto waveform : periodic)
    {
        INFO ("waveform " << static_cast<int> (waveform));
        auto oscillator = makeOscillator<double> ({ .waveform = waveform, .frequencyHz = 3.7 });
        const auto y = run (oscillator, 480000);
        double sum = 0.0, squares = 0.0, peak = 0.0;
        for (Index t = 0; t < y.size(); ++t)
        {
            sum += y[t];
            squares += y[t] * y[t];
            peak = std::max (peak, std::abs (y[t]));
        }
        const auto meanSquare = waveform == Waveform::sine     ? 0.5
                                : waveform == Waveform::square ? 1.0
                                                               : 1.0 / 3.0;
        CHECK (sum / 480000.0 == Approx (0.0).margin (2e-4));
        CHECK (squares / 480000.0 == Approx (meanSquare).epsilon (1e-3));
        CHECK (peak <= 1.0);
        CHECK (peak > 0.999);
    }
}

TEST_CASE ("Oscillator keeps its frequency over ten minutes")
{
    auto oscillator = makeOscillator<double> ({ .waveform = Waveform::saw, .frequencyHz = 441.7 });
    constexpr Index second = 48000;
    Index ends = 0;
    double last = -1.0;
    for (int i = 0; i < 600; ++i)
    {
        const auto y = run (oscillator, second);
        for (Index t = 0; t < second; ++t)
        {
            ends += y[t] < last;
            last = y[t];
        }
    }
    // 265020 cycles, the last of which ends at the next sample.
    CHECK (ends == 265019);
    CHECK (last == Approx (1.0 - 2.0 * 441.7 * dt).epsilon (1e-6));
}

TEST_CASE ("Oscillator goes on from its phase where the frequency changes")
{
    auto oscillator = makeOscillator<double> ({ .frequencyHz = 100.0 });
    const auto before = run (oscillator, 777);
    oscillator.setFrequency (1.0);
    oscillator.setFrequency (std::nan (""));
    const auto after = run (oscillator, 777);
    CHECK (after[0] == Approx (std::sin (2.0 * std::numbers::pi * 100.0 * 777.0 * dt)).epsilon (1e-9));
    CHECK (std::abs (after[1] - after[0]) <= 2.0 * std::numbers::pi * dt * 1.0001);
    CHECK (std::abs (before[776] - after[0]) <= 2.0 * std::numbers::pi * 100.0 * dt);

    // Out of range it is brought in: at half the sample rate a square changes at every sample.
    auto fast = makeOscillator<double> ({ .waveform = Waveform::square });
    fast.setFrequency (1e9);
    CHECK ((run (fast, 4) == Tensor<double> ({ 1, 4, 1 }, { 1.0, -1.0, 1.0, -1.0 })));
    fast.setFrequency (-1.0);
    CHECK ((run (fast, 2) == Tensor<double> ({ 1, 2, 1 }, { 1.0, 1.0 })));
}

TEST_CASE ("Oscillator's phase shifts a unit by cycles, whole ones counting nothing")
{
    auto oscillator = makeOscillator<double> ({ .frequencyHz = 10.0, .phaseCycles = -0.75 }, 3);
    oscillator.setPhase (1, 0.5);
    oscillator.setPhase (2, 7.0);
    oscillator.setPhase (2, std::numeric_limits<double>::infinity());
    const auto y = run (oscillator, 1000, 3);
    for (Index t = 0; t < 1000; t += 111)
    {
        const auto angle = 2.0 * std::numbers::pi * 10.0 * dt * static_cast<double> (t);
        CHECK (y.item (0) (t, 0) == Approx (std::cos (angle)).margin (1e-10));
        CHECK (y.item (0) (t, 1) == Approx (-std::sin (angle)).margin (1e-10));
        CHECK (y.item (0) (t, 2) == Approx (std::sin (angle)).margin (1e-10));
    }
    oscillator.reset();
    CHECK ((run (oscillator, 1000, 3) == y));
}

TEST_CASE ("Random hold draws anew once a cycle, uniformly, on its own in every unit and for every seed")
{
    constexpr Index cycles = 20000, period = 10;
    const auto make = [] (std::uint64_t seed)
    {
        return makeOscillator<double> (
            { .waveform = Waveform::randomHold, .frequencyHz = 4800.0, .seed = seed }, 2);
    };
    auto oscillator = make (1), other = make (2);
    const auto y = run (oscillator, cycles * period, 2), z = run (other, cycles * period, 2);
    Index changes = 0;
    double sum = 0.0, squares = 0.0, acrossUnits = 0.0, acrossSeeds = 0.0, acrossCycles = 0.0;
    const auto values = y.item (0);
    for (Index t = 1; t < cycles * period; ++t)
        changes += values (t, 0) < values (t - 1, 0) || values (t, 0) > values (t - 1, 0);
    for (Index t = period / 2; t + period < cycles * period; t += period)
    {
        sum += values (t, 0);
        squares += values (t, 0) * values (t, 0);
        acrossUnits += values (t, 0) * values (t, 1);
        acrossCycles += values (t, 0) * values (t + period, 0);
        acrossSeeds += values (t, 0) * z.item (0) (t, 0);
    }
    // 4800 Hz * dt is no binary fraction, so the last change may fall on either side of the end.
    CHECK (std::abs (changes - (cycles - 1)) <= 1);
    // 5 standard errors: variance 1/3, of the square 4/45, of the products 1/9.
    const auto root = std::sqrt (static_cast<double> (cycles));
    CHECK (std::abs (sum) < 5.0 * root * std::sqrt (1.0 / 3.0));
    CHECK (std::abs (squares - (cycles - 1) / 3.0) < 5.0 * root * std::sqrt (4.0 / 45.0));
    CHECK (std::abs (acrossUnits) < 5.0 * root / 3.0);
    CHECK (std::abs (acrossCycles) < 5.0 * root / 3.0);
    CHECK (std::abs (acrossSeeds) < 5.0 * root / 3.0);
}

TEST_CASE ("Oscillator gives the same bits however the stream is cut, in float the double's rounded")
{
    for (const auto waveform :
         { Waveform::sine, Waveform::triangle, Waveform::square, Waveform::saw, Waveform::randomHold })
    {
        INFO ("waveform " << static_cast<int> (waveform));
        const auto make = [=]
        {
            return SourceLayer<Oscillator<float>>{ makeOscillator<float> (
                { .waveform = waveform, .frequencyHz = 123.4, .phaseCycles = 0.3, .seed = 5 }, 2) };
        };
        const Tensor<float> x ({ 1, 9000, 2 });
        checkCuts (make, x, [] (auto& layer) { layer.source.setFrequency (77.7); });
        checkCuts (make, x, [] (auto& layer) { layer.source.setPhase (1, 0.77); });

        auto wide = makeOscillator<double> (
            { .waveform = waveform, .frequencyHz = 123.4, .phaseCycles = 0.3, .seed = 5 }, 2);
        const auto expected = run (wide, 9000, 2);
        auto narrow = make().source;
        const auto y = run (narrow, 9000, 2);
        double worst = 0.0;
        for (Index i = 0; i < y.size(); ++i)
            worst = std::max (worst, std::abs (static_cast<double> (y[i]) - expected[i]));
        CHECK (worst < 1.3e-7);
    }
}

TEST_CASE (
    "Oscillator moved to a position goes on as one that has come there by itself, also before the start")
{
    for (const auto waveform : { Waveform::sine, Waveform::saw, Waveform::randomHold })
    {
        const typename Oscillator<double>::Options options{ .waveform = waveform,
                                                            .frequencyHz = 48000.0 / 1024.0 };
        auto whole = makeOscillator<double> (options), moved = makeOscillator<double> (options);
        const auto expected = run (whole, 8192);
        moved.setPosition (-0.5);
        const auto before = run (moved, 512 + 1024); // ends with the first cycle
        for (Index t = 0; t < 1024; ++t)
            REQUIRE (before[512 + t] == expected[t]);
        moved.setPosition (5.25);
        moved.setPosition (std::nan (""));
        const auto after = run (moved, 8192 - 5376);
        for (Index t = 0; t < after.size(); ++t)
            REQUIRE (after[t] == expected[5376 + t]);
    }
}

TEST_CASE ("Oscillator refuses bad options by name, value and reason")
{
    CHECK_THROWS_WITH (makeOscillator<float> ({ .frequencyHz = -1.0 }),
                       "the frequency must lie in [0, 24000] Hz, not -1");
    CHECK_THROWS_WITH (makeOscillator<float> ({ .frequencyHz = 24001.0 }),
                       "the frequency must lie in [0, 24000] Hz, not 24001");
    CHECK_THROWS_WITH (makeOscillator<float> ({ .phaseCycles = std::nan ("") }),
                       "the phase must be finite, not nan");
    CHECK_THROWS_WITH (makeOscillator<float> ({}, 0), "units must be at least 1, not 0");
    CHECK_THROWS_WITH ((Oscillator<double> ({ .dtSeconds = 0.0 })), "dt must be finite and above 0, not 0");
}

} // namespace spikegraph

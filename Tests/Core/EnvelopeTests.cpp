#include "Core/EnvelopeFollower.h"
#include "Core/Normaliser.h"
#include "Cuts.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace spikegraph
{
namespace
{

constexpr double dt = 1.0 / 48000.0;

template <typename T>
EnvelopeFollower<T> makeEnvelope (double attackSeconds, double releaseSeconds, Index units = 1)
{
    EnvelopeFollower<T> envelope ({ attackSeconds, releaseSeconds, dt });
    envelope.prepare (units);
    return envelope;
}

template <typename T>
Normaliser<T> makeNormaliser (typename Normaliser<T>::Options options, Index units = 1)
{
    options.dtSeconds = dt;
    Normaliser<T> normaliser (options);
    normaliser.prepare (units);
    return normaliser;
}

/// One unit, amplitude * sin (2 pi f t).
template <typename T>
Tensor<T> sine (double amplitude, double frequencyHz, Index steps)
{
    Tensor<T> x ({ 1, steps, 1 });
    for (Index t = 0; t < steps; ++t)
        x[t] = static_cast<T> (
            amplitude * std::sin (2.0 * std::numbers::pi * frequencyHz * dt * static_cast<double> (t)));
    return x;
}

/// Of the last samples of one unit.
template <typename T>
double rms (const Tensor<T>& y, Index lastSteps, Index unit = 0)
{
    const auto count = y.shape()[1];
    double sum = 0.0;
    for (Index t = count - lastSteps; t < count; ++t)
        sum += std::pow (static_cast<double> (y.item (0) (t, unit)), 2);
    return std::sqrt (sum / static_cast<double> (lastSteps));
}

double decibels (double ratio)
{
    return 20.0 * std::log10 (ratio);
}

/// Normaliser with the reference that it follows, one unit: a layer of one input, as the helpers take it.
template <typename T>
struct WithReference
{
    Normaliser<T> normaliser;
    Tensor<T> reference;
    Index position = 0;

    void process (Planar<const T> x, Planar<T> y) noexcept
    {
        const T* const channel[]{ reference.data() };
        normaliser.process (x, { channel, x.steps, 1, position }, y);
        position += x.steps;
    }
    void reset() noexcept
    {
        normaliser.reset();
        position = 0;
    }
};

} // namespace

TEST_CASE ("EnvelopeFollower rises by 63.2% in one attack and falls to 36.8% in one release")
{
    auto envelope = makeEnvelope<float> (0.01, 0.1);
    const auto up = runPlanar (envelope, Tensor<float> ({ 1, 480, 1 }, -1.0f), 64);
    CHECK (up[479] == Approx (1.0 - std::exp (-1.0)).epsilon (1e-6));
    const auto down = runPlanar (envelope, Tensor<float> ({ 1, 4800, 1 }), 64);
    CHECK (down[4799] == Approx (static_cast<double> (up[479]) * std::exp (-1.0)).epsilon (1e-6));
}

TEST_CASE ("EnvelopeFollower with equal times settles at a sine's mean absolute value, 2/pi")
{
    auto envelope = makeEnvelope<double> (0.2, 0.2);
    CHECK (runPlanar (envelope, sine<double> (1.0, 1000.0, 96000 * 2), 512)[96000 * 2 - 1] ==
           Approx (2.0 / std::numbers::pi).epsilon (2e-3));
}

TEST_CASE ("EnvelopeFollower's new attack and release count from the next sample, and bad ones not at all")
{
    auto envelope = makeEnvelope<double> (0.01, 0.1);
    envelope.setAttack (0.02);
    envelope.setRelease (0.05);
    for (const auto bad : { 0.0, -1.0, std::nan (""), std::numeric_limits<double>::infinity() })
    {
        envelope.setAttack (bad);
        envelope.setRelease (bad);
    }
    CHECK (runPlanar (envelope, Tensor<double> ({ 1, 960, 1 }, 1.0), 960)[959] ==
           Approx (1.0 - std::exp (-1.0)).epsilon (1e-9));
    const auto top = envelope.levels()[0];
    CHECK (runPlanar (envelope, Tensor<double> ({ 1, 2400, 1 }), 2400)[2399] ==
           Approx (top * std::exp (-1.0)).epsilon (1e-9));
}

TEST_CASE ("EnvelopeFollower gives the same bits however the stream is cut")
{
    checkCuts ([] { return makeEnvelope<float> (0.001, 0.02, 3); },
               randomTensor<float> ({ 1, 9000, 3 }, -1.0, 1.0, 1),
               [] (auto& envelope) { envelope.setRelease (0.3); });
    checkCuts ([] { return makeEnvelope<double> (0.001, 0.02, 2); },
               randomTensor<double> ({ 1, 9000, 2 }, -1e8, 1e8, 1),
               [] (auto& envelope) { envelope.setAttack (0.3); });
}

TEST_CASE ("EnvelopeFollower and Normaliser refuse bad options by name, value and reason")
{
    CHECK_THROWS_WITH ((EnvelopeFollower<float> ({ 0.0, 0.1, dt })),
                       "the attack must be finite and above 0, not 0");
    CHECK_THROWS_WITH ((EnvelopeFollower<float> ({ 0.1, -2.0, dt })),
                       "the release must be finite and above 0, not -2");
    CHECK_THROWS_WITH ((EnvelopeFollower<float> ({ 0.1, 0.1, std::nan ("") })),
                       "dt must be finite and above 0, not nan");
    CHECK_THROWS_WITH (makeEnvelope<float> (0.1, 0.1, 0), "units must be at least 1, not 0");

    CHECK_THROWS_WITH (makeNormaliser<float> ({ .target = 0.0 }),
                       "the target must be finite and above 0, not 0");
    CHECK_THROWS_WITH (makeNormaliser<float> ({ .timeSeconds = -1.0 }),
                       "the time must be finite and above 0, not -1");
    CHECK_THROWS_WITH (makeNormaliser<float> ({ .maximumGainDecibels = 121.0 }),
                       "the maximum gain must lie in [0, 120] dB, not 121");
    CHECK_THROWS_WITH (makeNormaliser<float> ({ .ceiling = 0.0 }), "the ceiling must be above 0, not 0");
    CHECK_THROWS_WITH (makeNormaliser<float> ({}, 0), "units must be at least 1, not 0");
}

TEST_CASE ("Normaliser brings sines from -50 dB to +20 dB to the target")
{
    for (const auto measure : { LevelMeasure::rms, LevelMeasure::meanAbsolute })
        for (const auto inputDecibels : { -50.0, -20.0, 0.0, 20.0 })
        {
            INFO ("measure " << static_cast<int> (measure) << ", input " << inputDecibels << " dB");
            auto normaliser = makeNormaliser<float> (
                { .target = 0.2, .timeSeconds = 0.1, .maximumGainDecibels = 60.0, .measure = measure });
            const auto y = runPlanar (
                normaliser, sine<float> (std::pow (10.0, inputDecibels / 20.0), 500.0, 144000), 512);
            // A sine's mean absolute value is 2 sqrt(2) / pi of its RMS.
            const auto level =
                rms (y, 48000) *
                (measure == LevelMeasure::rms ? 1.0 : 2.0 * std::numbers::sqrt2 / std::numbers::pi);
            CHECK (decibels (level / 0.2) == Approx (0.0).margin (0.05));
        }
}

TEST_CASE ("Normaliser amplifies by its maximum gain and no more, and leaves silence silent")
{
    auto normaliser =
        makeNormaliser<double> ({ .target = 0.5, .timeSeconds = 0.05, .maximumGainDecibels = 20.0 });
    const auto quiet = sine<double> (1e-4, 300.0, 48000);
    CHECK (decibels (rms (runPlanar (normaliser, quiet, 512), 4800) / rms (quiet, 4800)) ==
           Approx (20.0).margin (0.01));
    CHECK (rms (runPlanar (normaliser, Tensor<double> ({ 1, 48000, 1 }), 512), 48000) == 0.0);
    CHECK (normaliser.gain (0) == Approx (10.0));
    normaliser.setMaximumGain (6.0);
    runPlanar (normaliser, quiet, 512);
    CHECK (decibels (normaliser.gain (0)) == Approx (6.0).margin (0.01));
}

TEST_CASE ("Normaliser per unit levels the units, and common to all, it keeps their balance")
{
    auto x = Tensor<float> ({ 1, 96000, 2 });
    const auto tone = sine<float> (0.4, 440.0, 96000);
    for (Index t = 0; t < 96000; ++t)
    {
        x.item (0) (t, 0) = tone[t];
        x.item (0) (t, 1) = 0.125f * tone[t];
    }
    auto alone = makeNormaliser<float> ({ .timeSeconds = 0.1 }, 2),
         together = makeNormaliser<float> ({ .timeSeconds = 0.1, .commonToAllUnits = true }, 2);
    const auto levelled = runPlanar (alone, x, 512), balanced = runPlanar (together, x, 512);
    CHECK (decibels (rms (levelled, 48000, 0) / 0.1) == Approx (0.0).margin (0.05));
    CHECK (decibels (rms (levelled, 48000, 1) / 0.1) == Approx (0.0).margin (0.05));
    const auto loud = rms (balanced, 48000, 0), soft = rms (balanced, 48000, 1);
    CHECK (loud / soft == Approx (8.0).epsilon (1e-5));
    CHECK (std::sqrt ((loud * loud + soft * soft) / 2.0) == Approx (0.1).epsilon (5e-3));
}

TEST_CASE ("Normaliser with a reference follows its level within 1 dB, from -60 dB to 0 dB")
{
    constexpr Index steps = 5 * 48000;
    for (const auto referenceDecibels : { -60.0, -30.0, 0.0 })
    {
        INFO ("reference " << referenceDecibels << " dB");
        // Spikes against a sine: sparse unit pulses, 200 a second.
        Tensor<float> spikes ({ 1, steps, 1 });
        for (Index t = 0; t < steps; t += 240)
            spikes[t] = 1.0f;
        const auto reference = sine<float> (std::pow (10.0, referenceDecibels / 20.0), 250.0, steps);
        WithReference<float> layer{
            makeNormaliser<float> ({ .timeSeconds = 0.3, .maximumGainDecibels = 60.0 }), reference
        };
        const auto y = runPlanar (layer, spikes, 512);
        CHECK (decibels (rms (y, 48000) / rms (reference, 48000)) == Approx (0.0).margin (0.5));
    }
}

TEST_CASE (
    "Normaliser with a reference is as loud over bursts and pauses, though it hears them late and as spikes")
{
    constexpr Index steps = 5 * 48000;
    Tensor<double> reference ({ 1, steps, 1 });
    const auto noise = randomTensor<double> ({ 1, steps, 1 }, -1.0, 1.0, 11);
    for (Index t = 0; t < steps;
         ++t) // a quarter of a second in every three quarters, every other one 14 dB softer
        reference[t] = t % 36000 < 12000 ? noise[t] * (t / 36000 % 2 == 0 ? 0.4 : 0.08) : 0.0;
    for (const auto measure : { LevelMeasure::rms, LevelMeasure::meanAbsolute })
        for (const auto timeSeconds : { 0.05, 0.1, 0.2 })
        {
            INFO ("measure " << static_cast<int> (measure) << ", " << timeSeconds << " s");
            const auto decibelsApart = [&] (const Tensor<double>& x)
            {
                WithReference<double> layer{
                    makeNormaliser<double> ({ .timeSeconds = timeSeconds, .measure = measure }), reference
                };
                const auto y = runPlanar (layer, x, 512);
                double peak = 0.0;
                for (Index t = 0; t < steps; ++t)
                    peak = std::max (peak, std::abs (y[t]));
                CHECK (peak < 2.5);
                return decibels (rms (y, steps) / rms (reference, steps));
            };
            Tensor<double> late ({ 1, steps, 1 }), spikes ({ 1, steps, 1 });
            double voltage = 0.0;
            for (Index t = 0; t < steps; ++t)
            {
                late[t] = t < 384 ? 0.0 : 0.05 * reference[t - 384];
                voltage += std::abs (reference[t]) * 4000.0 * dt;
                spikes[t] = std::floor (voltage);
                voltage -= spikes[t];
            }
            // Where mean absolute values are made equal, root mean squares need not be.
            CHECK (decibelsApart (late) == Approx (0.0).margin (measure == LevelMeasure::rms ? 1.0 : 1.5));
            if (measure == LevelMeasure::rms)
                CHECK (decibelsApart (spikes) == Approx (0.0).margin (1.0));
        }
}

TEST_CASE ("Normaliser with a reference holds its gain while it hears nothing, and lets it rise by 30 dB in "
           "its time")
{
    WithReference<double> layer{ makeNormaliser<double> ({ .timeSeconds = 0.1, .maximumGainDecibels = 60.0 }),
                                 sine<double> (0.5, 300.0, 96000) };
    runPlanar (layer, Tensor<double> ({ 1, 48000, 1 }), 512);
    CHECK (layer.normaliser.gain (0) == Approx (1.0));
    const auto quiet = sine<double> (0.5e-3, 300.0, 48000); // 60 dB below it
    runPlanar (layer, steps (quiet, 0, 4800), 512);
    const auto rise = decibels (layer.normaliser.gain (0));
    CHECK (rise > 25.0);
    CHECK (rise < 30.1);
    runPlanar (layer, steps (quiet, 4800, 43200), 512);
    CHECK (decibels (layer.normaliser.gain (0)) == Approx (60.0).margin (0.1));
}

TEST_CASE ("Normaliser's ceiling is what its output never exceeds, in one unit or in all")
{
    for (const bool common : { false, true })
    {
        auto normaliser = makeNormaliser<double> (
            { .target = 0.5, .timeSeconds = 0.1, .ceiling = 0.75, .commonToAllUnits = common }, 2);
        auto x = randomTensor<double> ({ 1, 48000, 2 }, -0.1, 0.1, 3);
        for (Index t = 0; t < 48000; t += 1000)
            x.item (0) (t, 1) = 1.0;
        double peak = 0.0;
        for (const auto sample : runPlanar (normaliser, x, 512))
            peak = std::max (peak, std::abs (sample));
        CHECK (peak == Approx (0.75));
        normaliser.setCeiling (0.5);
        normaliser.setCeiling (-1.0);
        normaliser.setCeiling (std::nan (""));
        peak = 0.0;
        for (const auto sample : runPlanar (normaliser, x, 512))
            peak = std::max (peak, std::abs (sample));
        CHECK (peak == Approx (0.5));
    }
}

TEST_CASE ("Normaliser with a silent reference fades out, and two silences harm nothing")
{
    WithReference<double> layer{ makeNormaliser<double> ({ .timeSeconds = 0.05 }),
                                 Tensor<double> ({ 1, 96000, 1 }) };
    CHECK (decibels (rms (runPlanar (layer, sine<double> (0.5, 300.0, 96000), 512), 4800)) < -100.0);
    layer.reset();
    CHECK (rms (runPlanar (layer, Tensor<double> ({ 1, 96000, 1 }), 512), 96000) == 0.0);
    CHECK (layer.normaliser.gain (0) == Approx (1.0));
}

TEST_CASE ("Normaliser's gain has no steps: a knob moves it over 5 ms, and a sound that stops over its time")
{
    auto normaliser = makeNormaliser<double> ({ .target = 0.1, .timeSeconds = 0.2 });
    const Tensor<double> steady ({ 1, 1, 1 }, 0.1);
    for (int t = 0; t < 1000; ++t)
        runPlanar (normaliser, steady, 1);
    auto last = normaliser.gain (0);
    CHECK (last == Approx (1.0).epsilon (1e-9));

    normaliser.setTarget (0.2);
    runPlanar (normaliser, steady, 1);
    // The first sample already moves, by the first step of a 5 ms one-pole.
    CHECK (normaliser.gain (0) - last == Approx (-std::expm1 (-dt / 0.005)).epsilon (1e-9));
    for (int t = 0; t < 48000; ++t)
    {
        last = normaliser.gain (0);
        runPlanar (normaliser, t < 24000 ? steady : Tensor<double> ({ 1, 1, 1 }), 1);
        // Rising by itself, the gain takes a level's decay: half of dt/time for a root of a mean square.
        const auto slowest = t < 24000 ? dt / 0.005 : dt / 0.2 / 2.0 * 1.001;
        REQUIRE (std::abs (normaliser.gain (0) - last) <= last * slowest);
    }
    CHECK (last > 2.5);
}

TEST_CASE ("Normaliser gives the same bits however the stream is cut, in float the double's within rounding")
{
    const auto x = randomTensor<float> ({ 1, 9000, 3 }, -1.0, 1.0, 4);
    for (const bool common : { false, true })
    {
        const auto make = [=]
        { return makeNormaliser<float> ({ .timeSeconds = 0.01, .commonToAllUnits = common }, 3); };
        checkCuts (make, x, [] (auto& normaliser) { normaliser.setTarget (0.3); });
        checkCuts (make, x, [] (auto& normaliser) { normaliser.setTime (0.001); });
    }
    const auto reference = randomTensor<float> ({ 1, 9000, 1 }, -0.2, 0.2, 5);
    checkCuts (
        [&] {
            return WithReference<float>{ makeNormaliser<float> ({ .timeSeconds = 0.01 }), reference };
        },
        randomTensor<float> ({ 1, 9000, 1 }, -1.0, 1.0, 6),
        [] (auto& layer) { layer.normaliser.setTime (0.001); });

    Tensor<double> wide (x.shape());
    for (Index i = 0; i < x.size(); ++i)
        wide[i] = static_cast<double> (x[i]);
    auto narrowLayer = makeNormaliser<float> ({}, 3);
    auto wideLayer = makeNormaliser<double> ({}, 3);
    const auto narrowOut = runPlanar (narrowLayer, x, 64);
    const auto wideOut = runPlanar (wideLayer, wide, 64);
    bool agree = true;
    for (Index i = 0; i < x.size(); ++i)
        agree = agree && narrowOut[i] == static_cast<float> (wideOut[i]);
    CHECK (agree);
}

TEST_CASE ("EnvelopeFollower and Normaliser stay finite for inputs of 1e8")
{
    const auto x = randomTensor<float> ({ 1, 9000, 1 }, -1e8, 1e8, 9);
    auto envelope = makeEnvelope<float> (0.001, 0.1);
    auto normaliser = makeNormaliser<float> ({ .maximumGainDecibels = 120.0 });
    const auto level = runPlanar (envelope, x, 64), y = runPlanar (normaliser, x, 64);
    bool finite = true;
    for (Index i = 0; i < x.size(); ++i)
        finite = finite && std::isfinite (level[i]) && std::isfinite (y[i]);
    CHECK (finite);
    CHECK (level[8999] > 1e7f);
}

} // namespace spikegraph

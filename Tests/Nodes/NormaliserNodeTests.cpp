#include "Core/Error.h"
#include "Tests/Nodes/NodeRun.h"
#include "Tests/Nodes/SoundFigures.h"
#include "Tests/TestFramework.h"

#include <functional>
#include <numbers>

namespace spikegraph::test
{
namespace
{

std::vector<double> scaled (std::vector<double> x, double factor)
{
    for (auto& sample : x)
        sample *= factor;
    return x;
}

/// Spikes of |x|, smoothed: what a patch makes of a sound.
std::vector<double> blurredSpikes (const std::vector<double>& x)
{
    const auto samples = static_cast<int> (x.size());
    const auto spiking =
                   makeNode ("spiking-activation", { 1 }, { { "activation", "abs" }, { "rate", 1000.0 } }),
               lowpass = makeNode ("lowpass", { 1 }, { { "tau", 5.0 } });
    return run (*lowpass, run (*spiking, { x }, samples, 512).channels, samples, 512).channels[0];
}

/// Single-sample spikes of unit height, where |x| is large often.
std::vector<double> unitSpikes (const std::vector<double>& x)
{
    const auto spiking = makeNode ("spiking-activation", { 1 },
                                   { { "activation", "abs" }, { "rate", 4000.0 }, { "height", "unit" } });
    return run (*spiking, { x }, static_cast<int> (x.size()), 512).channels[0];
}

std::vector<double> later (const std::vector<double>& x, std::size_t samples)
{
    std::vector<double> y (samples);
    y.insert (y.end(), x.begin(), x.end() - static_cast<std::ptrdiff_t> (samples));
    return y;
}

/// Noise of a quarter of a second in every three quarters, every other time 14 dB softer.
std::vector<double> bursts()
{
    auto x = noiseOf (1, 240000)[0];
    for (std::size_t t = 0; t < x.size(); ++t)
        x[t] *= t % 36000 < 12000 ? (t / 36000 % 2 == 0 ? 0.4 : 0.08) : 0.0;
    return x;
}

/// Notes that decay.
std::vector<double> music()
{
    std::vector<double> x;
    for (int t = 0; t < 240000; ++t)
    {
        const auto since = t % 12000 / 48000.0, frequencyHz = 110.0 * (1 + t / 12000 * 5 % 7);
        x.push_back (0.3 * std::exp (-since / 0.15) * std::min (1.0, since / 0.005) *
                     std::sin (2.0 * std::numbers::pi * frequencyHz * since));
    }
    return x;
}

double decibelsApart (const std::vector<double>& y, const std::vector<double>& reference)
{
    return decibels (rms (y) / rms (reference));
}

} // namespace

TEST_CASE ("Normaliser node with a reference is as loud as it over speech, noise, bursts and music, whatever "
           "it hears")
{
    struct Sound
    {
        const char* name;
        std::vector<double> samples;
    };
    struct Treatment
    {
        const char* name;
        std::function<std::vector<double> (const std::vector<double>&)> apply;
    };
    const Sound sounds[]{ { "speech", speech() },
                          { "noise", scaled (noiseOf (1, 96000)[0], 0.2) },
                          { "bursts", bursts() },
                          { "music", music() } };
    const Treatment treatments[]{
        { "quiet", [] (const auto& x) { return scaled (x, 0.05); } },
        { "loud", [] (const auto& x) { return scaled (x, 10.0); } },
        { "blurred spikes", blurredSpikes },
        { "unit spikes", unitSpikes },
        { "late by 8 ms", [] (const auto& x) { return later (scaled (x, 0.1), 384); } },
    };
    for (const auto& sound : sounds)
        for (const auto& treatment : treatments)
            for (const auto time : { 50.0, 100.0, 200.0 })
            {
                INFO (treatment.name << " " << sound.name << ", " << time << " ms");
                const auto node =
                    makeNode ("normaliser", { 1, 1 }, { { "time", time }, { "ceiling", 60.0 } });
                const auto y = run (*node, { treatment.apply (sound.samples), sound.samples },
                                    static_cast<int> (sound.samples.size()), 512)
                                   .channels[0];
                CHECK (decibelsApart (y, sound.samples) == Approx (0.0).margin (1.0));
            }
}

TEST_CASE ("Normaliser node does not burst out where its input answers late, or after a pause")
{
    const auto reference = bursts();
    for (const auto time : { 50.0, 200.0 })
    {
        const auto node = makeNode ("normaliser", { 1, 1 }, { { "time", time } });
        const auto y =
            run (*node, { later (scaled (reference, 0.1), 384), reference }, 240000, 512).channels[0];
        CHECK (peak (y) < 2.0 * peak (reference));
        CHECK (decibelsApart (y, reference) == Approx (0.0).margin (1.0));
    }
}

TEST_CASE ("Normaliser node's ceiling is never exceeded, with a reference or without")
{
    const auto sound = speech();
    const auto samples = static_cast<int> (sound.size());
    const auto spikes = unitSpikes (sound);
    for (const auto& widths : { std::vector<int>{ 1, 0 }, std::vector<int>{ 1, 1 } })
        for (const auto ceiling : { 0.0, -6.0 })
        {
            const auto node =
                makeNode ("normaliser", widths, { { "ceiling", ceiling }, { "maximumGain", 60.0 } });
            const auto y = run (*node, { spikes, sound }, samples, 512).channels[0];
            CHECK (peak (y) <= std::pow (10.0, ceiling / 20.0) * 1.000001);
            CHECK (peak (y) > std::pow (10.0, ceiling / 20.0) * 0.9); // it was needed
        }
}

TEST_CASE ("Normaliser node without a reference comes to its target, and moves to a new one")
{
    const auto x = scaled (noiseOf (1, 192000)[0], 0.02);
    const auto node = makeNode ("normaliser", { 1, 0 }, { { "target", 0.1 }, { "time", 100.0 } });
    CHECK (decibels (rms (run (*node, { x }, 192000, 512).channels[0], 48000) / 0.1) ==
           Approx (0.0).margin (0.2));
    node->parameters().set ("target", { 0.05 });
    CHECK (decibels (rms (run (*node, { x }, 192000, 512).channels[0], 48000) / 0.05) ==
           Approx (0.0).margin (0.2));
    node->parameters().set ("maximumGain", { 6.0 });
    CHECK (rms (run (*node, { x }, 192000, 512).channels[0], 48000) == Approx (2.0 * rms (x)).epsilon (0.01));
}

TEST_CASE ("Normaliser node gives each unit a gain of its own, or keeps their balance")
{
    auto x = noiseOf (2, 96000);
    x[0] = scaled (x[0], 0.01);
    x[1] = scaled (x[1], 0.04);
    const auto each = makeNode ("normaliser", { 2, 0 }, { { "link", "each" } }),
               all = makeNode ("normaliser", { 2, 0 }, { { "link", "all" } });
    const auto levelled = run (*each, x, 96000, 512).channels, balanced = run (*all, x, 96000, 512).channels;
    CHECK (rms (levelled[0], 72000) == Approx (0.1).epsilon (0.05));
    CHECK (rms (levelled[1], 72000) == Approx (0.1).epsilon (0.05));
    CHECK (rms (balanced[1], 72000) / rms (balanced[0], 72000) == Approx (4.0).epsilon (0.05));
}

TEST_CASE ("Normaliser node takes a reference of another width: one for all, or their mean level")
{
    constexpr int samples = 96000;
    const auto noise = noiseOf (4, samples);
    const auto tone = [] (double amplitude)
    {
        std::vector<double> x;
        for (int t = 0; t < samples; ++t)
            x.push_back (amplitude * std::sin (0.05 * t));
        return x;
    };
    const auto levelOf = [] (const std::vector<double>& y) { return rms (y, samples / 2); };

    for (const auto* link : { "each", "all" })
    {
        INFO (link);
        const Settings settings{ { "link", link } };
        // Mono against stereo: the level that the two have on average, as power.
        const auto mono = run (*makeNode ("normaliser", { 1, 2 }, settings),
                               { scaled (noise[0], 0.02), tone (0.1), tone (0.3) }, samples, 512)
                              .channels;
        CHECK (levelOf (mono[0]) == Approx (std::sqrt ((0.01 + 0.09) / 4.0)).epsilon (0.05));
        // Stereo against mono.
        const auto stereo =
            run (*makeNode ("normaliser", { 2, 1 }, settings),
                 { scaled (noise[0], 0.02), scaled (noise[1], 0.02), tone (0.2) }, samples, 512)
                .channels;
        for (const auto& channel : stereo)
            CHECK (levelOf (channel) == Approx (0.2 / std::numbers::sqrt2).epsilon (0.05));
    }
    const auto each =
        run (*makeNode ("normaliser", { 2, 2 }, { { "link", "each" } }),
             { scaled (noise[0], 0.02), scaled (noise[1], 0.02), tone (0.1), tone (0.3) }, samples, 512)
            .channels;
    CHECK (levelOf (each[0]) == Approx (0.1 / std::numbers::sqrt2).epsilon (0.05));
    CHECK (levelOf (each[1]) == Approx (0.3 / std::numbers::sqrt2).epsilon (0.05));

    CHECK (makeNode ("normaliser", { 4, 3 }, { { "link", "all" } })->outputUnits() == std::vector<int>{ 4 });
    CHECK_THROWS_WITH (
        makeNode ("normaliser", { 4, 3 }, { { "link", "each" } }),
        "inlet \"in\" has 4 units and inlet \"reference\" has 3 units: where each unit has a gain "
        "of its own, they need as many, or 1");
}

TEST_CASE ("Normaliser node gives the same bits for any cut and after a reset, with any reference")
{
    for (const auto& widths :
         { std::vector<int>{ 2, 0 }, std::vector<int>{ 2, 1 }, std::vector<int>{ 2, 2 } })
        for (const auto* link : { "each", "all" })
        {
            const auto x = noiseOf (4, 3000);
            const auto node = makeNode ("normaliser", widths, { { "link", link }, { "time", 5.0 } });
            const auto whole = run (*node, x, 3000, 512).channels;
            for (const auto block : blockCuts)
            {
                node->reset();
                CHECK (run (*node, x, 3000, block).channels == whole);
            }
        }
}

} // namespace spikegraph::test

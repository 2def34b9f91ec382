#include "Core/Activation.h"
#include "Core/LeakyIntegrateAndFire.h"
#include "Tests/Nodes/NodeHarness.h"
#include "Tests/Nodes/NodeRun.h"
#include "Tests/Nodes/SoundFigures.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{
namespace
{

std::vector<double> steady (double value, int samples)
{
    return std::vector<double> (static_cast<std::size_t> (samples), value);
}

double sum (const std::vector<double>& x)
{
    return mean (x) * static_cast<double> (x.size());
}

} // namespace

TEST_CASE ("A spiking node that says that it is never negative is not, and one that does not say so may be")
{
    int encoders = 0;
    for (const auto& type : nodeCatalogue().types())
    {
        if (!type.putsOutSpikes())
            continue;
        std::vector<Values> variants{ {} };
        if (type.findParameter ("activation") != nullptr)
            for (const auto& name : activationNames())
                variants.push_back ({ { "activation", ParameterValue{ .text = name } } });
        for (const auto& values : variants)
        {
            const auto node = makeNode<double> (type, { .widths = someWidths (type), .values = values });
            INFO (type.id << (values.empty() ? "" : " " + values.begin()->second.text));
            double lowest = 0.0;
            for (const auto& channel :
                 play<double> (*node, { .samples = 48000, .signal = sine (2.0, 1.0) }).channels)
                lowest = std::min (lowest, *std::min_element (channel.begin(), channel.end()));
            const bool isNeverNegative = type.isNeverNegative && type.isNeverNegative (node->parameters());
            CHECK (isNeverNegative == (lowest >= 0.0));
        }
        ++encoders;
    }
    CHECK (encoders >= 4);
}

TEST_CASE ("Delta Encoder node's spikes, times its threshold, add up to its input within one threshold")
{
    std::vector<double> x;
    for (int t = 0; t < 9600; ++t)
        x.push_back (0.8 * std::sin (0.01 * t) + 0.1 * std::sin (0.31 * t));
    for (const auto threshold : { 0.01, 0.05, 0.3 })
        for (const auto block : blockCuts)
        {
            const auto node = makeNode ("delta-encoder", { 1 }, { { "threshold", threshold } });
            double level = 0.0;
            const auto spikes = run (*node, { x }, 9600, block).channels[0];
            for (std::size_t t = 0; t < x.size(); ++t)
            {
                REQUIRE (spikes[t] == std::round (spikes[t]));
                level += threshold * spikes[t];
                REQUIRE (std::abs (x[t] - level) < threshold * 1.0001);
            }
            CHECK (peak (spikes) > 0.0);
        }
}

TEST_CASE ("Delta Encoder node fires once for every threshold of a ramp, and takes a new one while it runs")
{
    const auto node = makeNode ("delta-encoder", { 1 }, { { "threshold", 0.01 } });
    std::vector<double> ramp;
    for (int t = 0; t <= 4800; ++t)
        ramp.push_back (t / 4800.0 + 1e-4);
    CHECK (sum (run (*node, { ramp }, 4801, 512).channels[0]) == 100.0);
    node->parameters().set ("threshold", { 0.1 });
    for (auto& x : ramp)
        x += 1.0;
    CHECK (sum (run (*node, { ramp }, 4801, 512).channels[0]) == 10.0);
}

TEST_CASE ("Poisson Encoder node fires x * rate times a second, with a Poisson count's spread")
{
    constexpr int samples = 48000 * 10;
    for (const auto& [x, rateHz] : { std::pair{ 1.0, 100.0 }, std::pair{ 0.25, 2000.0 } })
    {
        const auto node = makeNode ("poisson-encoder", { 1 },
                                    { { "rate", rateHz }, { "units", 16 }, { "height", "unit" } });
        const auto spikes = run (*node, { steady (x, samples) }, samples, 512).channels;
        REQUIRE (spikes.size() == 16);
        const auto expected = x * rateHz * 10.0;
        double total = 0.0, squares = 0.0;
        for (const auto& unit : spikes)
        {
            const auto count = sum (unit);
            total += count;
            squares += (count - expected) * (count - expected);
        }
        // Five standard deviations of 16 counts; the variance of a count is its mean.
        CHECK (total == Approx (16.0 * expected).margin (5.0 * std::sqrt (16.0 * expected)));
        CHECK (squares / 16.0 / expected > 0.2);
        CHECK (squares / 16.0 / expected < 2.8);
    }
    const auto node = makeNode ("poisson-encoder", { 1 }, { { "rate", 10000.0 } });
    CHECK (peak (run (*node, { steady (-1.0, 4800) }, 4800, 512).channels[0]) == 0.0);
}

TEST_CASE ("Poisson Encoder node's integral spikes have the input as their mean, whatever the rate")
{
    for (const auto rateHz : { 500.0, 20000.0 })
    {
        const auto node = makeNode ("poisson-encoder", { 1 }, { { "rate", rateHz } });
        const auto y = run (*node, { steady (0.5, 480000) }, 480000, 512).channels[0];
        CHECK (mean (y) == Approx (0.5).margin (5.0 * 0.5 / std::sqrt (0.5 * rateHz * 10.0)));
        CHECK (std::fmod (peak (y) * rateHz / 48000.0 + 1e-3, 1.0) < 2e-3);
    }
}

TEST_CASE ("Poisson Encoder node repeats a seed's spikes, and no other's")
{
    const auto spikesOf = [] (int seed, int block)
    {
        const auto node = makeNode ("poisson-encoder", { 2 }, { { "seed", seed }, { "units", 2 } });
        return run (*node, Signals (2, steady (0.8, 20000)), 20000, block).channels;
    };
    const auto spikes = spikesOf (3, 512);
    CHECK (spikesOf (3, 7) == spikes);
    CHECK (spikesOf (4, 512) != spikes);
    for (std::size_t unit = 1; unit < 4; ++unit)
        CHECK (spikes[unit] != spikes[0]);
}

TEST_CASE ("LIF node fires at its formula's rate, in unit spikes of its reset and drive")
{
    constexpr int samples = 48000 * 4;
    for (const auto* reset : { "zero", "subtract" })
        for (const auto& [x, driveDecibels] : { std::pair{ 0.2, 20.0 }, std::pair{ 1.0, 20.0 },
                                                std::pair{ 0.5, 12.0 }, std::pair{ 0.09, 20.0 } })
        {
            const auto node = makeNode ("lif", { 1 },
                                        { { "drive", driveDecibels },
                                          { "tau", 15.0 },
                                          { "refractory", 3.0 },
                                          { "reset", reset },
                                          { "height", "unit" } });
            const auto spikes = run (*node, { steady (x, samples) }, samples, 512).channels[0];
            const auto formulaHz =
                leakyIntegrateAndFireRateHz (x * std::pow (10.0, driveDecibels / 20.0), 0.015, 0.003);
            INFO (reset << ", " << x << ": " << formulaHz << " Hz");
            CHECK (sum (spikes) / 4.0 == Approx (formulaHz).epsilon (0.01).margin (0.3));
            CHECK (peak (spikes) == (formulaHz > 0.0 ? 1.0 : 0.0));
        }
}

TEST_CASE ("LIF node's reset leaves nothing of the voltage, or what was beyond the threshold")
{
    // 0.7 thresholds a sample: every other sample fires where each spike wastes 0.4, else seven in ten.
    const auto spikesOf = [] (const char* reset)
    {
        const auto node = makeNode ("lif", { 1 },
                                    { { "drive", decibels (0.7 * 480.0) },
                                      { "tau", 10.0 },
                                      { "refractory", 0.0 },
                                      { "reset", reset },
                                      { "height", "unit" } });
        return sum (run (*node, { steady (1.0, 48000) }, 48000, 512).channels[0]);
    };
    CHECK (spikesOf ("zero") == 24000.0);
    CHECK (spikesOf ("subtract") == Approx (0.7 * 48000.0).epsilon (0.01));
}

TEST_CASE ("LIF node's integral spikes have a mean of 1 at the full-scale rate")
{
    const auto formulaHz = leakyIntegrateAndFireRateHz (5.0, 0.02, 0.002);
    const auto node = makeNode ("lif", { 1 }, { { "drive", decibels (5.0) }, { "rate", formulaHz } });
    CHECK (mean (run (*node, { steady (1.0, 192000) }, 192000, 512).channels[0]) ==
           Approx (1.0).epsilon (0.01));
}

TEST_CASE ("LIF node takes new times and a new drive while it runs")
{
    const auto node = makeNode ("lif", { 1 }, { { "drive", 0.0 }, { "height", "unit" } });
    CHECK (sum (run (*node, { steady (0.9, 48000) }, 48000, 512).channels[0]) == 0.0);
    node->parameters().set ("drive", { 20.0 });
    node->parameters().set ("tau", { 5.0 });
    node->parameters().set ("refractory", { 10.0 });
    run (*node, { steady (0.9, 4800) }, 4800, 512);
    CHECK (sum (run (*node, { steady (0.9, 96000) }, 96000, 512).channels[0]) / 2.0 ==
           Approx (leakyIntegrateAndFireRateHz (9.0, 0.005, 0.01)).epsilon (0.01));
}

} // namespace spikegraph::test

#include "Core/Error.h"
#include "GammatoneMeasures.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <limits>

namespace spikegraph
{
namespace
{

template <typename T>
void checkCutsAndSets()
{
    for (const auto units : unitCounts)
    {
        INFO (units << " units");
        const auto options = bank (units);
        auto x = noise<T> (9000); // with a silence, in which what has decayed is zeroed
        std::fill (x.begin() + 1000, x.begin() + 8000, T (0));
        const auto bands = split (options, x, 9000);
        const auto expected = passThrough (options, x, 9000);

        for (const auto block : blockSizes)
        {
            INFO ("blocks of " << block);
            CHECK ((split (options, x, block) == bands));
            CHECK ((passThrough (options, x, block) == expected));
        }
        GammatoneFilterbank<T> filterbank (options);
        GammatoneResynthesis<T> resynthesis (options);
        filterbank.prepare();
        resynthesis.prepare();
        for (const auto set : supportedInstructionSets())
        {
            INFO (name (set));
            filterbank.useInstructionSet (set);
            resynthesis.useInstructionSet (set);
            filterbank.reset();
            resynthesis.reset();
            CHECK ((run<T> (filterbank, { x }, bands.size(), 1000) == bands));
            CHECK ((run<T> (resynthesis, bands, 1, 1000).front() == expected));
        }
    }
}

} // namespace

TEST_CASE (
    "Centre frequencies are equally spaced on the ERB-rate or the mel scale, lowest first, ends included")
{
    // Both scales are logarithms of 1 + f/corner, so equal steps are equal ratios of that.
    for (const auto scale : { FrequencyScale::erb, FrequencyScale::mel })
        for (const auto units : { 2, 16, 33, 512 })
        {
            auto options = bank (units);
            options.scale = scale;
            const auto cornerHz = scale == FrequencyScale::erb ? 1000.0 / 4.37 : 700.0;
            const auto centres = GammatoneFilterbank<float> (options).centreHz();
            REQUIRE (centres.size() == static_cast<std::size_t> (units));
            for (int unit = 0; unit < units; ++unit)
            {
                const auto along = static_cast<double> (unit) / (units - 1);
                const auto expected = cornerHz * (std::pow (1.0 + 50.0 / cornerHz, 1.0 - along) *
                                                      std::pow (1.0 + 16000.0 / cornerHz, along) -
                                                  1.0);
                REQUIRE (centres[static_cast<std::size_t> (unit)] == Approx (expected).epsilon (1e-9));
            }
        }
    const auto alone = GammatoneFilterbank<float> (bank (1)).centreHz(),
               three = GammatoneFilterbank<float> (bank (3)).centreHz();
    REQUIRE (alone.size() == 1);
    CHECK (alone[0] == Approx (three[1]));
}

TEST_CASE ("Bands above 0.95 of half the sample rate are lowered to it")
{
    const auto centres = GammatoneFilterbank<double> (bank (32, 8000.0)).centreHz();
    CHECK (centres.front() == Approx (50.0));
    CHECK (centres.back() == Approx (3800.0));
    CHECK (GammatoneFilterbank<double> (bank (32)).centreHz().back() == Approx (16000.0));

    auto allAbove = bank (4, 8000.0);
    allAbove.lowHz = 5000.0;
    CHECK (GammatoneFilterbank<double> (allAbove).centreHz() == std::vector<double> (4, 3800.0));
    const auto range = passThroughDecibels (allAbove, 3800.0, 3801.0);
    CHECK (range.lowest == Approx (0.0).margin (1.0));
}

TEST_CASE ("Every band passes its centre frequency at 0 dB")
{
    for (const auto scale : { FrequencyScale::erb, FrequencyScale::mel })
        for (const auto sampleRateHz : sampleRates)
            for (const auto units : { 1, 8, 32 })
            {
                INFO (units << " units at " << sampleRateHz << " Hz");
                auto options = bank (units, sampleRateHz);
                options.scale = scale;
                const auto centres = GammatoneFilterbank<double> (options).centreHz();
                const auto bands = split (options, impulse (sampleRateHz));
                for (std::size_t i = 0; i < bands.size(); ++i)
                    REQUIRE (decibels (std::abs (responseAt (bands[i], centres[i], sampleRateHz))) ==
                             Approx (0.0).margin (1e-6));
            }
}

TEST_CASE ("A band is as wide as the ear's, as told, or as far as its neighbour is")
{
    const auto checkWidth = [] (const GammatoneOptions& options, std::size_t unit, double expectedHz)
    {
        // The width of the rectangle that passes as much of white noise.
        double energy = 0.0;
        const auto bands = split (options, impulse (options.sampleRateHz));
        for (const auto sample : bands[unit])
            energy += sample * sample;
        CHECK (energy * options.sampleRateHz / 2.0 == Approx (expectedHz).epsilon (0.01));
    };
    const auto ear = [] (double frequencyHz) { return 24.7 * (4.37 * frequencyHz / 1000.0 + 1.0); };

    auto options = bank (64);
    const auto centreHz = GammatoneFilterbank<double> (options).centreHz()[30];
    checkWidth (options, 30, ear (centreHz));
    options.bandwidth = 2.0;
    checkWidth (options, 30, 2.0 * ear (centreHz));

    const auto few = bank (16);
    const auto centres = GammatoneFilterbank<double> (few).centreHz();
    checkWidth (few, 7, (centres[8] - centres[6]) / 2.0);
}

TEST_CASE ("The filterbank is the recursion in its comment, for any number of units")
{
    const auto x = noise<double> (500);
    for (const auto units : unitCounts)
    {
        INFO (units << " units");
        const GammatoneDesign design (bank (units));
        const auto y = split (bank (units), x);
        for (std::size_t unit = 0; unit < y.size(); ++unit)
        {
            const auto& band = design.bands[unit];
            std::complex<double> a[4]{};
            for (std::size_t t = 0; t < x.size(); ++t)
            {
                std::complex<double> input = x[t];
                for (auto& stage : a)
                    input = stage = input + band.pole * stage;
                REQUIRE (y[unit][t] == Approx ((band.output * a[3]).real()).margin (1e-12));
            }
        }
    }
}

TEST_CASE ("32 bands put back together are flat within 1.2 dB, 64 within 0.6 dB, from 100 Hz to 12 kHz")
{
    const auto of32 = passThroughDecibels (bank (32), 100.0, 12000.0),
               of64 = passThroughDecibels (bank (64), 100.0, 12000.0);
    CHECK (of32.lowest > -1.2);
    CHECK (of32.highest < 1.2);
    CHECK (of64.lowest > -0.6);
    CHECK (of64.highest < 0.6);
}

TEST_CASE ("Noise and speech pass 32 bands with 24 dB and 64 bands with 30 dB of signal to error")
{
    const auto limited = bandLimited (noise<double> (48000), 140.0, 11960.0, 48000.0);
    for (const auto& [units, leastDecibels] : { std::pair{ 32, 24.0 }, std::pair{ 64, 30.0 } })
    {
        INFO (units << " units");
        const auto options = bank (units);
        const auto delay = GammatoneResynthesis<double> (options).latencySamples();
        const auto ofNoise = signalToNoise (limited, passThrough (options, limited), delay);
        const auto spoken = speech();
        const auto ofSpeech = signalToNoise (spoken, passThrough (options, spoken), delay);
        CHECK (ofNoise > leastDecibels);
        CHECK (ofSpeech > leastDecibels);

        // Of unlimited noise, a third lies above the highest band.
        const auto unlimited = noise<double> (48000);
        CHECK (signalToNoise (unlimited, passThrough (options, unlimited), delay) > 5.0);
    }
}

TEST_CASE (
    "Other banks are flat within 3 dB over their range, with gains that differ little between neighbours")
{
    const auto check = [] (const GammatoneOptions& options)
    {
        INFO (options.units << " units, " << options.lowHz << " to " << options.highHz << " Hz, "
                            << options.bandwidth << " wide, scale " << static_cast<int> (options.scale)
                            << ", at " << options.sampleRateHz << " Hz");
        const auto range = passThroughDecibels (options, options.lowHz,
                                                std::min (options.highHz, 0.475 * options.sampleRateHz));
        CHECK (range.lowest > -3.0);
        CHECK (range.highest < 3.0);
        CHECK (steepestGain (options) < 12.0);
    };
    for (const auto scale : { FrequencyScale::erb, FrequencyScale::mel })
        for (const auto units : { 8, 12, 16, 24, 32, 48, 64, 128, 512 })
        {
            auto options = bank (units);
            options.scale = scale;
            check (options);
        }
    for (const auto sampleRateHz : sampleRates)
        for (const auto units : { 16, 32, 64 })
            check (bank (units, sampleRateHz));
    for (const auto& [low, high] : { std::pair{ 20.0, 20000.0 }, std::pair{ 100.0, 8000.0 },
                                     std::pair{ 1000.0, 2000.0 }, std::pair{ 20.0, 200.0 } })
        for (const auto units : { 8, 32 })
        {
            auto options = bank (units);
            options.lowHz = low;
            options.highHz = high;
            check (options);
        }
    for (const auto bandwidth : { 1.5, 2.0, 4.0 })
    {
        auto options = bank (32);
        options.bandwidth = bandwidth;
        check (options);
    }
}

TEST_CASE ("Filterbank and resynthesis delay by the latency they tell, under 10 ms at any sample rate")
{
    for (const auto sampleRateHz : sampleRates)
        for (const auto units : { 8, 32, 128 })
        {
            INFO (units << " units at " << sampleRateHz << " Hz");
            const auto options = bank (units, sampleRateHz);
            const auto latency = GammatoneResynthesis<double> (options).latencySamples();
            CHECK (static_cast<double> (latency) < 0.01 * sampleRateHz);
            const auto h = passThrough (options, impulse (sampleRateHz));
            const auto peak = std::max_element (h.begin(), h.end()); // the sound's sign is kept
            CHECK (std::abs (static_cast<double> (peak - h.begin() - latency)) <= 1e-5 * sampleRateHz);
            CHECK (*peak == *std::max_element (h.begin(), h.end(),
                                               [] (double a, double b)
                                               { return std::abs (a) < std::abs (b); }));
        }
}

TEST_CASE (
    "Cutting sound into blocks changes no bit of filterbank and resynthesis, nor does an instruction set")
{
    checkCutsAndSets<float>();
    checkCutsAndSets<double>();
}

TEST_CASE ("Filterbank and resynthesis may write where they read")
{
    const auto options = bank (20);
    const auto x = noise<float> (2000);
    const auto bands = split (options, x);

    auto inPlace = Channels<float> (20, std::vector<float> (2000));
    inPlace[3] = x;
    const auto pointers = pointersTo (inPlace);
    float* const input[]{ pointers[3] };
    GammatoneFilterbank<float> filterbank (options);
    filterbank.prepare();
    filterbank.process (Planar<float>{ input, 2000, 1 }, Planar<float>{ pointers.data(), 2000, 20 });
    CHECK ((inPlace == bands));

    GammatoneResynthesis<float> resynthesis (options);
    resynthesis.prepare();
    resynthesis.process (Planar<float>{ pointers.data(), 2000, 20 }, Planar<float>{ input, 2000, 1 });
    CHECK ((inPlace[3] == passThrough (options, x)));
}

TEST_CASE ("Float bands agree with double ones, at low and high sample rates")
{
    for (const auto sampleRateHz : { 8000.0, 48000.0, 192000.0 })
    {
        INFO (sampleRateHz << " Hz");
        const auto options = bank (32, sampleRateHz);
        const auto x = noise<float> (20000);
        const auto single = split (options, x);
        const auto exact = split (options, std::vector<double> (x.begin(), x.end()));
        for (std::size_t unit = 0; unit < exact.size(); ++unit)
            REQUIRE (signalToNoise (exact[unit],
                                    std::vector<double> (single[unit].begin(), single[unit].end()),
                                    0) > 80.0);
    }
}

TEST_CASE ("After sound, silence ends in zeros, with subnormals only in the widest bands and for 64 samples")
{
    struct Case
    {
        double sampleRateHz, bandwidth;
        Index mostSubnormals;
    };
    for (const auto& [sampleRateHz, bandwidth, mostSubnormals] :
         { Case{ 8000.0, 0.1, 0 }, Case{ 48000.0, 1.0, 0 }, Case{ 192000.0, 1.0, 0 }, Case{ 48000.0, 2.0, 0 },
           Case{ 8000.0, 10.0, 64 }, Case{ 48000.0, 10.0, 64 } })
    {
        INFO (sampleRateHz << " Hz, bandwidth " << bandwidth);
        auto options = bank (32, sampleRateHz);
        options.bandwidth = bandwidth;
        auto x = noise<float> (static_cast<std::size_t> (sampleRateHz * (1.0 + 1.0 / bandwidth)));
        std::fill (x.begin() + 1000, x.end(), 0.0f);
        for (const auto& band : split (options, x))
        {
            const auto subnormals = std::count_if (
                band.begin(), band.end(), [] (float y) { return std::fpclassify (y) == FP_SUBNORMAL; });
            CHECK (subnormals <= mostSubnormals);
            REQUIRE (band.back() == 0.0f);
        }
    }
}

TEST_CASE ("NaN in the sound is reported until reset, and leaves resynthesis by itself")
{
    const auto options = bank (20);
    const auto x = noise<float> (1000);
    for (const auto bad : { std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity() })
    {
        auto spoilt = x;
        spoilt[500] = bad;
        GammatoneFilterbank<float> filterbank (options);
        filterbank.prepare();
        const auto bands = run<float> (filterbank, { x }, 20);
        CHECK (filterbank.nonFiniteUnits() == 0);
        run<float> (filterbank, { spoilt }, 20);
        CHECK (filterbank.nonFiniteUnits() == 20);
        filterbank.reset();
        CHECK (filterbank.nonFiniteUnits() == 0);
        CHECK ((run<float> (filterbank, { x }, 20) == bands));

        GammatoneResynthesis<float> resynthesis (options);
        resynthesis.prepare();
        const auto expected = run<float> (resynthesis, bands, 1).front();
        CHECK (resynthesis.nonFiniteUnits() == 0);
        auto spoiltBands = bands;
        spoiltBands[10][990] = bad;
        resynthesis.reset();
        run<float> (resynthesis, spoiltBands, 1);
        CHECK (resynthesis.nonFiniteUnits() == 1);
        run<float> (resynthesis, bands, 1);
        CHECK (resynthesis.nonFiniteUnits() == 0);
        resynthesis.reset();
        CHECK ((run<float> (resynthesis, bands, 1).front() == expected));
    }
}

TEST_CASE ("Filterbank and resynthesis refuse options outside their ranges, with the value in the message")
{
    const auto refuses = [] (auto change, const char* message)
    {
        auto options = bank (32);
        change (options);
        CHECK_THROWS_WITH (GammatoneFilterbank<float> (options), message);
        CHECK_THROWS_AS (GammatoneResynthesis<double> (options), InvalidValue);
    };
    refuses ([] (auto& options) { options.units = 0; }, "units must lie in [1, 512], not 0");
    refuses ([] (auto& options) { options.units = 513; }, "units must lie in [1, 512], not 513");
    refuses ([] (auto& options) { options.units = -3; }, "units must lie in [1, 512], not -3");
    refuses ([] (auto& options) { options.lowHz = 0.0; },
             "the low frequency must be finite and above 0, not 0");
    refuses ([] (auto& options) { options.highHz = std::numeric_limits<double>::infinity(); },
             "the high frequency must be finite and above 0, not inf");
    refuses ([] (auto& options) { options.lowHz = 17000.0; },
             "the low frequency must not lie above the high frequency, 16000, as 17000 does");
    refuses ([] (auto& options) { options.bandwidth = 0.0; }, "the bandwidth must lie in [0.1, 10], not 0");
    refuses ([] (auto& options) { options.bandwidth = std::nan (""); },
             "the bandwidth must lie in [0.1, 10], not nan");
    refuses ([] (auto& options) { options.sampleRateHz = 0.0; },
             "the sample rate must lie in [1000, 1e+06], not 0");
}

} // namespace spikegraph

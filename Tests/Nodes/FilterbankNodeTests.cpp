#include "Core/Error.h"
#include "Tests/Nodes/NodeRun.h"
#include "Tests/Nodes/SoundFigures.h"
#include "Tests/TestFramework.h"

#include <complex>
#include <limits>
#include <numbers>

namespace spikegraph::test
{
namespace
{

struct PassThrough
{
    std::vector<double> y;
    std::size_t latency = 0;
};

/// Filterbank, then Resynthesis of the same parameters.
PassThrough passThrough (const std::vector<double>& x, Settings settings, int units, bool isDouble = true)
{
    const auto samples = static_cast<int> (x.size());
    const auto resynthesis = makeNode ("resynthesis", { units }, settings, { .isDouble = isDouble });
    settings.push_back ({ "units", units });
    const auto filterbank = makeNode ("filterbank", { 1 }, settings, { .isDouble = isDouble });
    CHECK (filterbank->getLatencySamples() == 0);
    const auto bands = run (*filterbank, { x }, samples, 512).channels;
    REQUIRE (static_cast<int> (bands.size()) == units);
    return { run (*resynthesis, bands, samples, 100).channels[0],
             static_cast<std::size_t> (resynthesis->getLatencySamples()) };
}

/// The energy of x over that of y - x delayed, in decibels.
double signalToNoise (const std::vector<double>& x, const PassThrough& through)
{
    std::vector<double> wanted, error;
    for (auto i = through.latency; i < x.size(); ++i)
    {
        wanted.push_back (x[i - through.latency]);
        error.push_back (through.y[i] - wanted.back());
    }
    return decibels (rms (wanted) / rms (error));
}

/// Of the response to an impulse: the lowest and the highest level between two frequencies.
std::pair<double, double> responseDecibels (const std::vector<double>& h, double lowHz, double highHz)
{
    auto lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
    for (int i = 0; i <= 300; ++i)
    {
        const auto frequencyHz = lowHz * std::pow (highHz / lowHz, i / 300.0);
        const auto turn = std::polar (1.0, -2.0 * std::numbers::pi * frequencyHz / 48000.0);
        std::complex<double> sum = 0.0; // Horner
        for (auto t = h.size(); t-- > 0;)
            sum = sum * turn + h[t];
        lowest = std::min (lowest, decibels (std::abs (sum)));
        highest = std::max (highest, decibels (std::abs (sum)));
    }
    return { lowest, highest };
}

/// Noise between 100 Hz and 12 kHz: through the difference of two windowed sincs.
std::vector<double> bandNoise()
{
    constexpr int half = 1000;
    std::vector<double> kernel;
    for (int i = -half; i <= half; ++i)
    {
        const auto window = 0.5 + 0.5 * std::cos (std::numbers::pi * i / (half + 1.0));
        const auto sinc = [=] (double cutoffHz)
        {
            const auto turns = 2.0 * cutoffHz / 48000.0;
            return i == 0 ? turns : std::sin (std::numbers::pi * turns * i) / (std::numbers::pi * i);
        };
        kernel.push_back (window * (sinc (12000.0) - sinc (100.0)));
    }
    const auto white = noiseOf (1, 48000)[0];
    std::vector<double> x (white.size());
    for (std::size_t t = 0; t < x.size(); ++t)
        for (std::size_t k = 0; k < std::min (kernel.size(), t + 1); ++k)
            x[t] += kernel[k] * white[t - k];
    return x;
}

} // namespace

TEST_CASE ("Filterbank and Resynthesis nodes together are flat from 100 Hz to 12 kHz")
{
    std::vector<double> impulse (9600);
    impulse[0] = 1.0;
    for (const auto& [units, ripple] : { std::pair{ 32, 1.5 }, std::pair{ 64, 1.0 } })
    {
        const auto [lowest, highest] = responseDecibels (passThrough (impulse, {}, units).y, 100.0, 12000.0);
        INFO (units << " units: " << lowest << " to " << highest << " dB");
        CHECK (lowest > -ripple);
        CHECK (highest < ripple);
    }
}

TEST_CASE (
    "Filterbank and Resynthesis nodes together pass speech and noise on, later by the reported latency")
{
    const auto sound = speech(), noise = bandNoise();
    for (const auto& [units, wanted] : { std::pair{ 32, 12.0 }, std::pair{ 64, 18.0 } })
        for (const bool isDouble : { false, true })
        {
            const auto ofSpeech = passThrough (sound, {}, units, isDouble),
                       ofNoise = passThrough (noise, {}, units, isDouble);
            INFO (units << " units: speech " << signalToNoise (sound, ofSpeech) << " dB, noise "
                        << signalToNoise (noise, ofNoise) << " dB");
            CHECK (signalToNoise (sound, ofSpeech) > wanted);
            CHECK (signalToNoise (noise, ofNoise) > wanted);
            CHECK (ofSpeech.latency > 0);
            CHECK (ofSpeech.latency < 480); // 10 ms
            for (const auto off : { -1, 1 })
                CHECK (
                    signalToNoise (noise, { ofNoise.y, ofNoise.latency + static_cast<std::size_t> (off) }) <
                    signalToNoise (noise, ofNoise));
        }
}

TEST_CASE ("Filterbank and Resynthesis nodes share their options, whichever they are")
{
    const auto noise = bandNoise();
    const Settings settings{ { "low", 80.0 }, { "high", 15000.0 }, { "bandwidth", 1.5 }, { "scale", "mel" } };
    CHECK (signalToNoise (noise, passThrough (noise, settings, 48)) > 12.0);
    // Where they differ in one, the sound does not come back.
    const auto samples = static_cast<int> (noise.size());
    for (const auto& [id, value] : settings)
    {
        INFO (id);
        const auto filterbank = makeNode ("filterbank", { 1 }, { { "units", 48 }, { id, value } });
        const auto resynthesis = makeNode ("resynthesis", { 48 });
        PassThrough through{
            run (*resynthesis, run (*filterbank, { noise }, samples, 512).channels, samples, 512).channels[0],
            static_cast<std::size_t> (resynthesis->getLatencySamples())
        };
        const auto matching = passThrough (noise, { { id, value } }, 48, false);
        CHECK (signalToNoise (noise, matching) > signalToNoise (noise, through) + 1.0);
    }
}

TEST_CASE ("Filterbank node hears the mean of its channels")
{
    const auto x = noiseOf (3, 2000);
    std::vector<double> mono (2000);
    for (std::size_t t = 0; t < 2000; ++t)
        mono[t] = (x[0][t] + x[1][t] + x[2][t]) / 3.0;
    const auto wide = makeNode ("filterbank", { 3 }, { { "units", 8 } }, { .isDouble = true }),
               narrow = makeNode ("filterbank", { 1 }, { { "units", 8 } }, { .isDouble = true });
    const auto y = run (*wide, x, 2000, 65).channels, expected = run (*narrow, { mono }, 2000, 512).channels;
    REQUIRE (y.size() == 8);
    for (std::size_t unit = 0; unit < 8; ++unit)
        for (std::size_t t = 0; t < 2000; ++t)
            REQUIRE (y[unit][t] == Approx (expected[unit][t]).margin (1e-12));
}

TEST_CASE ("Filterbank node's loudest band is the one whose centre is heard")
{
    const auto node =
        makeNode ("filterbank", { 1 }, { { "units", 3 }, { "low", 200.0 }, { "high", 6000.0 } });
    for (const auto& [frequencyHz, band] : { std::pair{ 200.0, 0u }, std::pair{ 6000.0, 2u } })
    {
        std::vector<double> tone;
        for (int t = 0; t < 24000; ++t)
            tone.push_back (std::sin (2.0 * std::numbers::pi * frequencyHz * t / 48000.0));
        node->reset();
        const auto y = run (*node, { tone }, 24000, 512).channels;
        CHECK (rms (y[band], 12000) == Approx (std::sqrt (0.5)).epsilon (0.01));
        CHECK (rms (y[1], 12000) < 0.3);
        CHECK (rms (y[2 - band], 12000) < 0.15);
    }
}

TEST_CASE ("Filterbank and Resynthesis nodes' tails cover what follows a full-scale sound to -100 dB")
{
    const auto filterbank = makeNode ("filterbank", { 1 }, { { "units", 64 } }, { .isDouble = true });
    std::vector<double> tone, silence (48000);
    for (int t = 0; t < 48000; ++t)
        tone.push_back (std::sin (2.0 * std::numbers::pi * 50.0 * t / 48000.0)); // the lowest band
    run (*filterbank, { tone }, 48000, 512);
    const auto y = run (*filterbank, { silence }, 48000, 512).channels;
    const auto tail = static_cast<std::ptrdiff_t> (filterbank->getTailLengthSeconds() * 48000.0);
    for (const auto& band : y)
        CHECK (peak ({ band.begin() + tail, band.end() }) < 1e-5);
    CHECK (peak ({ y[0].begin() + tail * 8 / 10, y[0].end() }) > 1e-5);

    const auto resynthesis = makeNode ("resynthesis", { 1 }, {}, { .isDouble = true });
    CHECK (resynthesis->getTailLengthSeconds() == Approx (resynthesis->getLatencySamples() / 48000.0));
}

TEST_CASE ("Filterbank and Resynthesis nodes take low and high in either order")
{
    const auto x = noiseOf (1, 4800)[0];
    const auto inOrder = passThrough (x, { { "low", 300.0 }, { "high", 5000.0 } }, 8);
    CHECK (passThrough (x, { { "low", 5000.0 }, { "high", 300.0 } }, 8).y == inOrder.y);
    CHECK (passThrough (x, { { "low", 300.0 }, { "high", 4000.0 } }, 8).y != inOrder.y);
}

TEST_CASE ("Resynthesis node names how many bands are too many")
{
    CHECK_THROWS_AS (makeNode ("resynthesis", { 513 }), InvalidValue);
    CHECK_THROWS_WITH (makeNode ("resynthesis", { 513 }),
                       "inlet \"in\" has 513 units: there are at most 512 bands");
}

} // namespace spikegraph::test

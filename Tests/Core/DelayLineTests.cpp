#include "Core/DelayLine.h"
#include "Cuts.h"

#include <cmath>

namespace spikegraph
{
namespace
{

template <typename T>
DelayLine<T> makeDelay (Index delaySamples, Index maximumDelaySamples, Index crossfadeSamples = 100,
                        Index units = 1)
{
    DelayLine<T> delay ({ delaySamples, crossfadeSamples });
    delay.prepare (units, maximumDelaySamples);
    return delay;
}

/// x[t] = t + 1: a delay can be read off.
Tensor<double> ramp (Index steps)
{
    Tensor<double> x ({ 1, steps, 1 });
    for (Index t = 0; t < steps; ++t)
        x[t] = static_cast<double> (t + 1);
    return x;
}

} // namespace

TEST_CASE ("DelayLine puts an impulse out exactly delay samples later, and nothing else")
{
    for (const Index delaySamples : { 0, 1, 2, 63, 64, 255, 256, 1000 })
        for (const Index maximum : { delaySamples, Index{ 1000 }, Index{ 1023 }, Index{ 1024 } })
        {
            INFO ("delay " << delaySamples << ", at most " << maximum);
            auto delay = makeDelay<float> (delaySamples, maximum);
            Tensor<float> x ({ 1, 3000, 1 }), expected ({ 1, 3000, 1 });
            x[5] = 0.3f;
            expected[5 + delaySamples] = 0.3f;
            CHECK ((runPlanar (delay, x, 64) == expected));
        }
}

TEST_CASE ("DelayLine crosses from the old tap to the new in a straight line, from the next sample on")
{
    constexpr Index fade = 10;
    auto delay = makeDelay<double> (5, 50, fade);
    const auto x = ramp (200);
    const auto before = runPlanar (delay, steps (x, 0, 100), 100);
    delay.setDelaySamples (25);
    CHECK (delay.delaySamples() == 25);
    const auto y = runPlanar (delay, steps (x, 100, 100), 100);
    CHECK (before[99] == 95.0);
    for (Index t = 0; t < 100; ++t)
    {
        const auto weight = std::min (1.0, static_cast<double> (t + 1) / fade);
        const auto newest = static_cast<double> (101 + t);
        REQUIRE (y[t] == Approx (newest - 5.0 - 20.0 * weight).epsilon (1e-12));
    }
    CHECK (y[fade - 1] == x[100 + fade - 1 - 25]); // exactly
}

TEST_CASE ("A delay set while another fades in waits for the end of the fade, and the last one counts")
{
    constexpr Index fade = 10;
    auto delay = makeDelay<double> (0, 50, fade);
    const auto x = ramp (60);
    runPlanar (delay, steps (x, 0, 20), 20);
    delay.setDelaySamples (10);
    runPlanar (delay, steps (x, 20, 4), 4);
    delay.setDelaySamples (40);
    delay.setDelaySamples (20);
    const auto y = runPlanar (delay, steps (x, 24, 30), 30);
    CHECK (y[5] == x[29 - 10]);                                   // the first fade's last sample
    CHECK (y[6] == Approx (0.9 * x[30 - 10] + 0.1 * x[30 - 20])); // the second's first
    CHECK (y[15] == x[39 - 20]);
    CHECK (y[16] == x[40 - 20]);
}

TEST_CASE ("Changing the delay of a sine does not click: no step is larger than the fade allows")
{
    constexpr double w = 2.0 * 3.14159265358979 * 200.0 / 48000.0;
    Tensor<double> x ({ 1, 9600, 1 });
    for (Index t = 0; t < x.size(); ++t)
        x[t] = std::sin (w * static_cast<double> (t));
    // Half a period, the worst: by a jump it would be a step of up to 2.
    auto delay = makeDelay<double> (0, 4800, 480);
    double last = runPlanar (delay, steps (x, 0, 4860), 4860)[4859], worst = 0.0;
    delay.setDelaySamples (120);
    const auto y = runPlanar (delay, steps (x, 4860, 4740), 64);
    for (Index t = 0; t < y.size(); ++t)
    {
        worst = std::max (worst, std::abs (y[t] - last));
        last = y[t];
    }
    CHECK (worst <= w + 2.0 / 480.0);
}

TEST_CASE ("Without a crossfade a new delay is there at the next sample, and out of range it is brought in")
{
    auto delay = makeDelay<double> (0, 50, 0);
    const auto x = ramp (100);
    runPlanar (delay, steps (x, 0, 60), 60);
    delay.setDelaySamples (1000);
    CHECK (delay.delaySamples() == 50);
    CHECK (runPlanar (delay, steps (x, 60, 10), 10)[0] == x[60 - 50]);
    delay.setDelaySamples (-3);
    CHECK (runPlanar (delay, steps (x, 70, 10), 10)[0] == x[70]);
}

TEST_CASE ("DelayLine's reset forgets the samples and keeps the delay that was set")
{
    auto delay = makeDelay<double> (0, 50, 10);
    const auto x = ramp (100);
    runPlanar (delay, x, 100);
    delay.setDelaySamples (7);
    delay.reset();
    const auto y = runPlanar (delay, x, 100);
    CHECK (y[6] == 0.0);
    CHECK (y[7] == 1.0); // no fade: the stream starts with it
}

TEST_CASE ("DelayLine gives the same bits however the stream is cut, in the middle of a fade too")
{
    checkCuts ([] { return makeDelay<float> (37, 5000, 1000, 3); },
               randomTensor<float> ({ 1, 9000, 3 }, -1.0, 1.0, 2),
               [] (auto& delay) { delay.setDelaySamples (4321); });
    checkCuts ([] { return makeDelay<double> (5000, 5000, 1, 2); },
               randomTensor<double> ({ 1, 9000, 2 }, -1e8, 1e8, 2),
               [] (auto& delay) { delay.setDelaySamples (0); });
}

TEST_CASE ("DelayLine refuses bad options by name, value and reason")
{
    CHECK_THROWS_WITH (makeDelay<float> (-1, 5), "the delay must be at least 0 samples, not -1");
    CHECK_THROWS_WITH (makeDelay<float> (6, 5), "the delay must be at most 5 samples, not 6");
    CHECK_THROWS_WITH (makeDelay<float> (0, 5, -2), "the crossfade must be at least 0 samples, not -2");
    CHECK_THROWS_WITH (makeDelay<float> (0, 5, 0, 0), "units must be at least 1, not 0");
}

} // namespace spikegraph

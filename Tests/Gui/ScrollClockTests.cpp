#include "Gui/ScrollClock.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{

TEST_CASE ("Sound that comes in bursts scrolls evenly, never ahead of what has come")
{
    constexpr double sampleRateHz = 48000.0, frameSeconds = 1.0 / 60.0;
    for (const std::int64_t block : { 64, 512, 2048, 4096 })
    {
        CAPTURE (block);
        ScrollClock clock;
        double before = 0.0;
        for (int frame = 0; frame < 600; ++frame)
        {
            const auto now = frame * frameSeconds;
            const auto come = static_cast<std::int64_t> (now * sampleRateHz) / block * block;
            const auto shown = clock.advance (now, come, sampleRateHz);
            if (shown > static_cast<double> (come) || shown < before)
                FAIL ("at frame " << frame);
            if (frame > 120)
            {
                const auto step = (shown - before) / (frameSeconds * sampleRateHz);
                if (step < 0.6 || step > 1.4)
                    FAIL ("a step of " << step << " frames at frame " << frame);
                if (static_cast<double> (come) - shown > 2.0 * static_cast<double> (block) + 1600.0)
                    FAIL ("too late at frame " << frame);
            }
            before = shown;
        }
    }
}

TEST_CASE ("What scrolls comes to its end when no more sound comes, and follows when it goes on")
{
    ScrollClock clock;
    double now = 0.0;
    for (std::int64_t come = 0; come <= 48000; come += 800, now += 1.0 / 60.0)
        clock.advance (now, come, 48000.0);
    double shown = 0.0;
    for (int i = 0; i < 120; ++i, now += 1.0 / 60.0)
        shown = clock.advance (now, 48000, 48000.0);
    CHECK (shown == Approx (48000.0).margin (10.0));
    for (int i = 1; i <= 60; ++i, now += 1.0 / 60.0)
        shown = clock.advance (now, 480000 + 800 * i, 48000.0);
    CHECK (shown > 480000.0);
}

} // namespace spikegraph::test

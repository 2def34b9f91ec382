#include "Tests/Nodes/NodeRun.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{

TEST_CASE ("Delay node is its input later, bit for bit, for any cut")
{
    const auto x = noiseOf (2, 3000);
    for (const auto& [time, delay] : { std::pair{ 0.0, 0u }, std::pair{ 1.0, 44u }, std::pair{ 10.0, 441u } })
        for (const auto block : blockCuts)
        {
            const auto node = makeNode ("delay", { 2 }, { { "time", time } }, { .sampleRateHz = 44100.0 });
            Signals expected (2);
            for (std::size_t unit = 0; unit < 2; ++unit)
            {
                expected[unit].assign (delay, 0.0);
                expected[unit].insert (expected[unit].end(), x[unit].begin(), x[unit].end() - delay);
            }
            CHECK (run (*node, x, 3000, block).channels == expected);
            CHECK (node->getLatencySamples() == 0);
            CHECK (node->getTailLengthSeconds() == Approx (delay / 44100.0));
        }
}

TEST_CASE ("Delay node fades to a new time in 20 ms, the same for any cut")
{
    std::vector<double> ramp;
    for (int t = 0; t < 9600; ++t)
        ramp.push_back (t);
    std::vector<double> whole;
    for (const auto block : { 512, 1, 7, 64, 65 })
    {
        const auto node = makeNode ("delay", { 1 }, { { "time", 0.0 } }, { .isDouble = true });
        node->parameters().set ("time", { 50.0 }); // 2400 samples
        const auto y = run (*node, { ramp }, 9600, block).channels[0];
        if (whole.empty())
            whole = y;
        CHECK (y == whole);
    }
    CHECK (whole[479] ==
           Approx (479.0 / 2.0).margin (0.6)); // half of x[479], half of what was before the start
    CHECK (whole[959] == 0.0);
    CHECK (whole[5000] == 2600.0);
}

TEST_CASE ("Delay node holds its time to the maximum, and starts at its time after a reset")
{
    const auto node = makeNode ("delay", { 1 }, { { "time", 100.0 }, { "maximum", 10.0 } });
    std::vector<double> impulse (2000);
    impulse[0] = 1.0;
    CHECK (run (*node, { impulse }, 2000, 512).channels[0][480] == 1.0);
    CHECK (node->getTailLengthSeconds() == Approx (0.01));
    node->parameters().set ("time", { 5.0 });
    node->reset();
    CHECK (run (*node, { impulse }, 2000, 512).channels[0][240] == 1.0);
}

} // namespace spikegraph::test

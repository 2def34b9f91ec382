#include "Tests/Nodes/NodeRun.h"
#include "Tests/TestFramework.h"

#include <numeric>

namespace spikegraph::test
{

TEST_CASE ("Temporal Average node is the mean over its window, for any cut")
{
    const auto x = noiseOf (2, 2000);
    for (const auto block : blockCuts)
    {
        const auto node = makeNode ("temporal-average", { 2 }, { { "window", 10.0 } },
                                    { .sampleRateHz = 44100.0, .isDouble = true });
        const auto y = run (*node, x, 2000, block).channels;
        for (std::size_t unit = 0; unit < 2; ++unit)
            for (std::ptrdiff_t t = 0; t < 2000; ++t)
            {
                const auto first = x[unit].begin() + std::max<std::ptrdiff_t> (0, t - 440);
                const auto mean = std::accumulate (first, x[unit].begin() + t + 1, 0.0) / 441.0;
                REQUIRE (y[unit][static_cast<std::size_t> (t)] == Approx (mean).margin (1e-12));
            }
    }
}

TEST_CASE ("Temporal Average node's shortest window is one sample, which passes through")
{
    const auto node = makeNode ("temporal-average", { 1 }, { { "window", 0.01 } });
    const auto x = noiseOf (1, 100);
    CHECK (run (*node, x, 100, 7).channels == x);
    CHECK (node->getTailLengthSeconds() == Approx (1.0 / 48000.0));
}

} // namespace spikegraph::test

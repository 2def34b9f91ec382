#include "Gui/SpikeFigures.h"
#include "Tests/TestFramework.h"

#include <algorithm>
#include <numeric>

namespace spikegraph::test
{
namespace
{

constexpr double sampleRateHz = 48000.0;

/// A second of unit 0 every 10 ms and of unit 1 every 20 ms; unit 2 is silent.
std::deque<SpikeEvent> train()
{
    std::deque<SpikeEvent> spikes;
    for (int i = 0; i < 100; ++i)
    {
        spikes.push_back ({ 480 * i, 0, 1 });
        if (i % 2 == 0)
            spikes.push_back ({ 480 * i, 1, -1 });
    }
    return spikes;
}

} // namespace

TEST_CASE ("Rates and sparsity are those of the train")
{
    const auto spikes = train();
    const auto figures = SpikeFigures::of ({ spikes, 0, 48000 }, 3, 1.0, 1.0 / sampleRateHz);
    REQUIRE (figures.unitRatesHz.size() == 3);
    CHECK (figures.unitRatesHz[0] == Approx (100.0));
    CHECK (figures.unitRatesHz[1] == Approx (50.0));
    CHECK (figures.unitRatesHz[2] == 0.0);
    CHECK (figures.meanRateHz == Approx (50.0));
    CHECK (figures.sparsity == Approx (1.0 - 150.0 / (3.0 * 48000.0)));
    // In time steps of 1 ms, each spike fills one.
    CHECK (SpikeFigures::of ({ spikes, 0, 48000 }, 3, 1.0, 0.001).sparsity == Approx (0.95));
}

TEST_CASE ("Several spikes in a time step count for the rate, and fill one step")
{
    const std::deque<SpikeEvent> spikes{ { 0, 0, 1, 3 }, { 480, 0, -1, 2 } };
    const auto figures = SpikeFigures::of ({ spikes, 0, 48000 }, 1, 1.0, 0.01);
    CHECK (figures.meanRateHz == Approx (5.0));
    CHECK (figures.sparsity == Approx (0.98));
}

TEST_CASE ("Rates of nothing are 0")
{
    const std::deque<SpikeEvent> none;
    const auto figures = SpikeFigures::of ({ none, 0, 0 }, 0, 0.0, 1.0 / sampleRateHz);
    CHECK (figures.meanRateHz == 0.0);
    CHECK (figures.sparsity == 1.0);
}

TEST_CASE ("Intervals are between spikes of the same unit")
{
    const auto spikes = train();
    const IntervalHistogram intervals ({ spikes, 0, 48000 }, 3, sampleRateHz);
    CHECK (intervals.intervals() == 99 + 49);
    CHECK (intervals.counts()[static_cast<std::size_t> (IntervalHistogram::binOf (0.010))] == 99);
    CHECK (intervals.counts()[static_cast<std::size_t> (IntervalHistogram::binOf (0.020))] == 49);
    CHECK (intervals.most() == 99);
    CHECK (std::accumulate (intervals.counts().begin(), intervals.counts().end(), 0) == 148);
    CHECK (intervals.medianSeconds() == Approx (0.010));
}

TEST_CASE ("Bins of intervals have equal ratios and meet at their edges")
{
    for (int bin = 0; bin < IntervalHistogram::bins; ++bin)
    {
        CAPTURE (bin);
        const auto from = IntervalHistogram::edgeSeconds (bin), to = IntervalHistogram::edgeSeconds (bin + 1);
        CHECK (to / from == Approx (std::pow (10.0, 1.0 / 12.0)));
        CHECK (IntervalHistogram::binOf (from) == bin);
        CHECK (IntervalHistogram::binOf (std::sqrt (from * to)) == bin);
    }
    CHECK (IntervalHistogram::binOf (1e-9) == 0);
    CHECK (IntervalHistogram::binOf (100.0) == IntervalHistogram::bins - 1);
}

TEST_CASE ("A stretch holds the spikes from its first moment to before its last")
{
    const auto spikes = train();
    CHECK (SpikeStretch (spikes, 0, 480).size() == 2);
    CHECK (SpikeStretch (spikes, 0, 481).size() == 3);
    CHECK (SpikeStretch (spikes, 1, 480).size() == 0);
    CHECK (SpikeStretch (spikes, 480, 0).size() == 0);
    CHECK (SpikeStretch (spikes, -100, 1000000).size() == spikes.size());
}

} // namespace spikegraph::test

// What is counted of spikes for charts and reports.

#include "Plot/IntervalBins.h"
#include "Plot/SpikeSummary.h"
#include "Tests/TestFramework.h"

#include <numeric>

namespace spikegraph
{
namespace
{

/// Unit 0 every 10 ms, unit 1 twice, unit 2 never, over a second.
PlotData regular()
{
    PlotData data;
    data.units = 3;
    data.durationSeconds = 1.0;
    for (int i = 0; i < 100; ++i)
        data.spikes.push_back ({ 0.01 * i, 0 });
    data.spikes.push_back ({ 0.25, 1 });
    data.spikes.push_back ({ 0.75, 1 });
    return data;
}

double count (const SpikeSummary& summary, double seconds)
{
    return summary.intervals[static_cast<std::size_t> (IntervalBins::binOf (seconds))];
}

} // namespace

TEST_CASE ("A summary has the rate of each unit, and the intervals within a unit but not across")
{
    const SpikeSummary summary (regular());
    CHECK (summary.units() == 3);
    CHECK (summary.spikes() == 102.0);
    CHECK (summary.meanRateHz() == Approx (34.0));
    CHECK (summary.unitRatesHz() == std::vector<double>{ 100.0, 2.0, 0.0 });
    CHECK (count (summary, 0.01) == 99.0);
    CHECK (count (summary, 0.5001) == 1.0);
    CHECK (std::accumulate (summary.intervals.begin(), summary.intervals.end(), 0.0) == 100.0);
    CHECK (summary.medianIntervalSeconds() == Approx (0.01).epsilon (0.2));
    CHECK (summary.peakRateHz == Approx (3.0 / 0.02 / 3.0)); // two of unit 0 and one of unit 1 in 20 ms
}

TEST_CASE ("Summaries add up, also of other widths and of silence")
{
    SpikeSummary sum;
    CHECK (sum.meanRateHz() == 0.0);
    CHECK (sum.medianIntervalSeconds() == 0.0);
    sum.add (SpikeSummary (regular()));
    PlotData silent;
    silent.units = 4;
    silent.durationSeconds = 1.0;
    sum.add (SpikeSummary (silent));
    CHECK (sum.files == 2);
    CHECK (sum.units() == 4);
    CHECK (sum.unitRatesHz() == std::vector<double>{ 50.0, 1.0, 0.0, 0.0 });
    CHECK (sum.meanRateHz() == Approx (102.0 / 4.0 / 2.0));
}

} // namespace spikegraph

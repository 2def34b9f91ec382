#include "Plot/SpikeSummary.h"

#include "Plot/IntervalBins.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace spikegraph
{
namespace
{

constexpr double peakWindowSeconds = 0.02;

/// Adds one list to another, which grows where it is shorter.
void addTo (std::vector<double>& sums, const std::vector<double>& values)
{
    sums.resize (std::max (sums.size(), values.size()), 0.0);
    std::transform (values.begin(), values.end(), sums.begin(), sums.begin(), std::plus<>());
}

double peakRateOf (const PlotData& data)
{
    std::vector<double> counts (static_cast<std::size_t> (data.durationSeconds / peakWindowSeconds) + 1, 0.0);
    for (const auto& spike : data.spikes)
        counts[std::min (counts.size() - 1, static_cast<std::size_t> (std::max (0.0, spike.timeSeconds) /
                                                                      peakWindowSeconds))] += 1.0;
    return *std::max_element (counts.begin(), counts.end()) / peakWindowSeconds / std::max (1, data.units);
}

} // namespace

double IntervalBins::positionOf (double seconds) noexcept
{
    return std::log (seconds / shortestSeconds) / std::log (longestSeconds / shortestSeconds) * bins;
}

int IntervalBins::binOf (double seconds) noexcept
{
    // An interval on an edge belongs above it, whatever the logarithm rounds to.
    const auto position = positionOf (std::clamp (seconds, shortestSeconds, longestSeconds));
    return std::clamp (static_cast<int> (position + 1e-9), 0, bins - 1);
}

double IntervalBins::edgeSeconds (int bin) noexcept
{
    return shortestSeconds * std::pow (longestSeconds / shortestSeconds, static_cast<double> (bin) / bins);
}

SpikeSummary::SpikeSummary (const PlotData& data)
    : files (1)
    , seconds (data.durationSeconds)
    , unitSpikes (static_cast<std::size_t> (data.units), 0.0)
    , intervals (static_cast<std::size_t> (IntervalBins::bins), 0.0)
    , peakRateHz (peakRateOf (data))
{
    constexpr double none = -1.0;
    std::vector<double> last (unitSpikes.size(), none);
    for (const auto& spike : data.spikes)
    {
        const auto unit = static_cast<std::size_t> (spike.unit);
        if (last[unit] > none && spike.timeSeconds > last[unit])
            intervals[static_cast<std::size_t> (IntervalBins::binOf (spike.timeSeconds - last[unit]))] += 1.0;
        last[unit] = spike.timeSeconds;
        unitSpikes[unit] += 1.0;
    }
}

void SpikeSummary::add (const SpikeSummary& other)
{
    files += other.files;
    seconds += other.seconds;
    addTo (unitSpikes, other.unitSpikes);
    addTo (intervals, other.intervals);
    peakRateHz = std::max (peakRateHz, other.peakRateHz);
}

double SpikeSummary::spikes() const
{
    return std::accumulate (unitSpikes.begin(), unitSpikes.end(), 0.0);
}

double SpikeSummary::meanRateHz() const
{
    return units() > 0 && seconds > 0.0 ? spikes() / units() / seconds : 0.0;
}

std::vector<double> SpikeSummary::unitRatesHz() const
{
    auto rates = unitSpikes;
    for (auto& rate : rates)
        rate = seconds > 0.0 ? rate / seconds : 0.0;
    return rates;
}

double SpikeSummary::medianIntervalSeconds() const
{
    const auto half = std::accumulate (intervals.begin(), intervals.end(), 0.0) / 2.0;
    double below = 0.0;
    for (std::size_t bin = 0; bin < intervals.size(); ++bin)
    {
        below += intervals[bin];
        if (half > 0.0 && below >= half)
            return std::sqrt (IntervalBins::edgeSeconds (static_cast<int> (bin)) *
                              IntervalBins::edgeSeconds (static_cast<int> (bin) + 1));
    }
    return 0.0;
}

} // namespace spikegraph

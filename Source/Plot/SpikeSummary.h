#pragma once

#include "Plot/PlotData.h"

#include <vector>

namespace spikegraph
{

/// What is counted of the spikes of one file, or of many together.
struct SpikeSummary
{
    SpikeSummary() = default;
    explicit SpikeSummary (const PlotData& data);

    /// Files of other widths count with as many units as the widest has.
    void add (const SpikeSummary& other);

    int files = 0;
    double seconds = 0.0; ///< of all files
    std::vector<double> unitSpikes;
    std::vector<double> intervals; ///< between two spikes of a unit, in IntervalBins
    double peakRateHz = 0.0;       ///< the highest mean rate of a unit over 20 ms, in any file

    int units() const noexcept { return static_cast<int> (unitSpikes.size()); }
    double spikes() const;
    double meanRateHz() const; ///< of a unit
    std::vector<double> unitRatesHz() const;
    /// Between the edges of its bin; 0 without intervals.
    double medianIntervalSeconds() const;
};

} // namespace spikegraph

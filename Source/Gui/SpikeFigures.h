#pragma once

#include "Plot/IntervalBins.h"

#include <cstdint>
#include <deque>
#include <vector>

namespace spikegraph
{

/// A spike of a unit, or several in one time step, at a moment counted in samples.
struct SpikeEvent
{
    std::int64_t moment = 0;
    int unit = 0;     ///< from 0
    int polarity = 1; ///< 1, or -1
    int count = 1;
    bool operator== (const SpikeEvent&) const = default;
};

/// Spikes in the order of their moments, a stretch of a history.
class SpikeStretch
{
public:
    using Iterator = std::deque<SpikeEvent>::const_iterator;

    /// Those at moments in [first, last).
    SpikeStretch (const std::deque<SpikeEvent>& spikes, std::int64_t first, std::int64_t last);

    Iterator begin() const noexcept { return from; }
    Iterator end() const noexcept { return to; }
    std::size_t size() const noexcept { return static_cast<std::size_t> (to - from); }

private:
    Iterator from, to;
};

/// What is measured of some spikes.
struct SpikeFigures
{
    std::vector<double> unitRatesHz{}; ///< of each unit
    double meanRateHz = 0.0;           ///< of a unit
    double sparsity = 1.0;             ///< the share of time steps without a spike

    /// Of spikes that were looked for during so many seconds of time steps.
    static SpikeFigures of (const SpikeStretch& spikes, int units, double seconds, double stepSeconds);
};

/// How often which time lies between two spikes of the same unit.
class IntervalHistogram : public IntervalBins
{
public:
    IntervalHistogram() = default;
    IntervalHistogram (const SpikeStretch& spikes, int units, double sampleRateHz);

    const std::vector<int>& counts() const noexcept { return perBin; }
    int intervals() const noexcept { return total; }
    /// Of the most frequent bin.
    int most() const noexcept;
    /// 0 without intervals.
    double medianSeconds() const noexcept { return median; }

private:
    std::vector<int> perBin = std::vector<int> (static_cast<std::size_t> (bins), 0);
    int total = 0;
    double median = 0.0;
};

} // namespace spikegraph

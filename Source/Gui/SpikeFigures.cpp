#include "Gui/SpikeFigures.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace spikegraph
{

SpikeStretch::SpikeStretch (const std::deque<SpikeEvent>& spikes, std::int64_t first, std::int64_t last)
{
    const auto isBefore = [] (const SpikeEvent& spike, std::int64_t moment) { return spike.moment < moment; };
    from = std::lower_bound (spikes.begin(), spikes.end(), first, isBefore);
    to = std::lower_bound (from, spikes.end(), std::max (first, last), isBefore);
}

SpikeFigures SpikeFigures::of (const SpikeStretch& spikes, int units, double seconds, double stepSeconds)
{
    SpikeFigures figures;
    if (units < 1 || !(seconds > 0.0))
        return figures;
    figures.unitRatesHz.assign (static_cast<std::size_t> (units), 0.0);
    for (const auto& spike : spikes)
        figures.unitRatesHz[static_cast<std::size_t> (spike.unit)] += spike.count / seconds;
    figures.meanRateHz =
        std::accumulate (figures.unitRatesHz.begin(), figures.unitRatesHz.end(), 0.0) / units;
    const auto steps = seconds / stepSeconds * units;
    figures.sparsity = std::max (0.0, 1.0 - static_cast<double> (spikes.size()) / steps);
    return figures;
}

IntervalHistogram::IntervalHistogram (const SpikeStretch& spikes, int units, double sampleRateHz)
{
    constexpr std::int64_t none = -1;
    std::vector<std::int64_t> last (static_cast<std::size_t> (units), none);
    std::vector<std::int64_t> all;
    for (const auto& spike : spikes)
    {
        auto& before = last[static_cast<std::size_t> (spike.unit)];
        if (before != none)
        {
            all.push_back (spike.moment - before);
            ++perBin[static_cast<std::size_t> (binOf (static_cast<double> (all.back()) / sampleRateHz))];
        }
        before = spike.moment;
    }
    total = static_cast<int> (all.size());
    if (all.empty())
        return;
    const auto middle = all.begin() + static_cast<std::ptrdiff_t> (all.size() / 2);
    std::nth_element (all.begin(), middle, all.end());
    median = static_cast<double> (*middle) / sampleRateHz;
}

int IntervalHistogram::most() const noexcept
{
    return *std::max_element (perBin.begin(), perBin.end());
}

} // namespace spikegraph

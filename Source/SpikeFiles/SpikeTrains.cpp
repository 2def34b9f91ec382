#include "SpikeFiles/SpikeTrains.h"

#include "Core/Error.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <string>

namespace spikegraph
{

std::int64_t SpikeTrains::spikes() const noexcept
{
    return std::accumulate (events.begin(), events.end(), std::int64_t{ 0 },
                            [] (std::int64_t sum, const SpikeEvent& event)
                            { return sum + std::abs (event.count); });
}

SpikeList listed (const SpikeTrains& trains, const SpikePolicy& policy)
{
    using Sign = SpikePolicy::Sign;
    constexpr int mostUnits = 65536;
    SpikeList list;
    list.units = trains.units * (policy.sign == Sign::onOff ? 2 : 1);
    if (list.units > mostUnits)
        throw InvalidValue (std::to_string (list.units) + " units: a file holds " +
                            std::to_string (mostUnits) + " at most");
    const auto add = [&] (const SpikeEvent& event, int unit)
    {
        const auto count = policy.several == SpikePolicy::Several::one ? 1 : std::abs (event.count);
        list.timesSeconds.insert (list.timesSeconds.end(), static_cast<std::size_t> (count),
                                  static_cast<double> (event.step) / trains.stepsPerSecond);
        list.unitOfSpike.insert (list.unitOfSpike.end(), static_cast<std::size_t> (count),
                                 static_cast<std::uint16_t> (unit));
    };
    // Step by step, so that units above all others still come in their order.
    for (std::size_t first = 0; first < trains.events.size();)
    {
        auto last = first;
        while (last < trains.events.size() && trains.events[last].step == trains.events[first].step)
            ++last;
        for (auto i = first; i < last; ++i)
            if (const auto& event = trains.events[i]; event.count > 0 || policy.sign == Sign::magnitude)
                add (event, event.unit);
        for (auto i = first; i < last && policy.sign == Sign::onOff; ++i)
            if (const auto& event = trains.events[i]; event.count < 0)
                add (event, event.unit + trains.units);
        first = last;
    }
    return list;
}

} // namespace spikegraph

#include "SpikeFiles/SpikeTrains.h"

#include "Core/Error.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
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

SpikeTrains withPolicy (SpikeTrains trains, const SpikePolicy& policy)
{
    using Sign = SpikePolicy::Sign;
    if (policy.sign == Sign::drop)
        std::erase_if (trains.events, [] (const SpikeEvent& event) { return event.count < 0; });
    for (auto& event : trains.events)
    {
        if (policy.sign == Sign::magnitude)
            event.count = std::abs (event.count);
        if (policy.several == SpikePolicy::Several::one)
            event.count = std::clamp (event.count, -1, 1);
    }
    return trains;
}

SpikeList listed (const SpikeTrains& trains, const SpikePolicy& policy)
{
    using Sign = SpikePolicy::Sign;
    constexpr int mostUnits = 65536;
    SpikeList list;
    const bool hasOffUnits = policy.sign == Sign::onOff && trains.mayHaveNegative;
    list.units = trains.units * (hasOffUnits ? 2 : 1);
    if (list.units > mostUnits)
        throw InvalidValue (std::to_string (list.units) + " units: a file holds " +
                            std::to_string (mostUnits) + " at most");
    list.centreHz = trains.centreHz;
    if (hasOffUnits)
        list.centreHz.insert (list.centreHz.end(), trains.centreHz.begin(), trains.centreHz.end());
    if (policy.isDescending)
        std::reverse (list.centreHz.begin(), list.centreHz.end());
    const auto add = [&] (const SpikeEvent& event, int unitInOrder)
    {
        const auto unit = policy.isDescending ? list.units - 1 - unitInOrder : unitInOrder;
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
        const auto addAll = [&] (auto begin, auto end)
        {
            for (auto event = begin; event != end; ++event)
                if (event->count > 0 || policy.sign == Sign::magnitude)
                    add (*event, event->unit);
        };
        const auto addNegative = [&] (auto begin, auto end)
        {
            for (auto event = begin; event != end && hasOffUnits; ++event)
                if (event->count < 0)
                    add (*event, event->unit + trains.units);
        };
        const auto begin = trains.events.begin() + static_cast<std::ptrdiff_t> (first),
                   end = trains.events.begin() + static_cast<std::ptrdiff_t> (last);
        if (policy.isDescending)
        {
            addNegative (std::make_reverse_iterator (end), std::make_reverse_iterator (begin));
            addAll (std::make_reverse_iterator (end), std::make_reverse_iterator (begin));
        }
        else
        {
            addAll (begin, end);
            addNegative (begin, end);
        }
        first = last;
    }
    return list;
}

} // namespace spikegraph

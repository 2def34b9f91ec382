#pragma once

#include <cstdint>
#include <vector>

namespace spikegraph
{

/// So many spikes of one unit in one time step; below zero where they are negative.
struct SpikeEvent
{
    std::int64_t step = 0;
    int unit = 0;
    int count = 1;

    bool operator== (const SpikeEvent&) const = default;
};

/// The spikes of one recording, by step and then by unit.
struct SpikeTrains
{
    int units = 0;
    double stepsPerSecond = 0.0;
    std::int64_t steps = 0;
    std::vector<SpikeEvent> events;
    std::vector<double> centreHz{}; ///< of the band that each unit hears; empty where there is none
    bool mayHaveNegative = true;    ///< whether what made them can put out negative spikes

    double durationSeconds() const noexcept
    {
        return stepsPerSecond > 0.0 ? static_cast<double> (steps) / stepsPerSecond : 0.0;
    }
    /// All of them, whatever their sign.
    std::int64_t spikes() const noexcept;
};

/// What becomes of negative spikes, and of several at a time, in a file.
struct SpikePolicy
{
    enum class Sign
    {
        onOff,    ///< negative spikes stay; where a file has no signs, in units of their own: k + units
        drop,     ///< only positive ones
        magnitude ///< as if they were positive
    };
    enum class Several
    {
        repeat, ///< n spikes stay n; in a file without counts, at the same time
        one     ///< are one
    };

    Sign sign = Sign::onOff;
    Several several = Several::repeat;
    bool isDescending = false; ///< unit 0 is the last one, as in the Spiking Heidelberg Digits the highest

    bool operator== (const SpikePolicy&) const = default;
};

/// Spikes as datasets hold them: a time and a unit each, sorted by time and then by unit.
struct SpikeList
{
    int units = 0;
    std::vector<double> timesSeconds; ///< of the beginning of the spike's step
    std::vector<std::uint16_t> unitOfSpike;
    std::vector<double> centreHz{}; ///< of each unit; empty where there is none
};

/// For a file that knows signs and counts.
SpikeTrains withPolicy (SpikeTrains trains, const SpikePolicy& policy);

/// For a file that knows neither. Throws InvalidValue for more units than 65536.
SpikeList listed (const SpikeTrains& trains, const SpikePolicy& policy);

} // namespace spikegraph

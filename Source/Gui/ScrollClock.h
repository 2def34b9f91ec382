#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace spikegraph
{

/// Turns the sound of a host, which comes in bursts, into time that passes evenly: the moment at the right
/// edge of a scope. It stays about a burst behind what has come, and catches up when no more comes.
class ScrollClock
{
public:
    void reset() noexcept { *this = {}; }

    /// Once a frame: the moment to show, which is never after what has come.
    double advance (double nowSeconds, std::int64_t newest, double sampleRateHz) noexcept
    {
        const auto come = static_cast<double> (newest);
        const auto elapsed = std::clamp (nowSeconds - lastSeconds, 0.0, 0.1);
        if (!isRunning || come < lastNewest || come - lastNewest > 0.5 * sampleRateHz)
        {
            position = lastNewest = come;
            lastArrival = nowSeconds;
            isRunning = true;
        }
        if (come > lastNewest)
        {
            burst = std::max (come - lastNewest, burst * 0.98);
            lastNewest = come;
            lastArrival = nowSeconds;
        }
        lastSeconds = nowSeconds;

        const auto silence = nowSeconds - lastArrival;
        const bool hasStopped = silence > 0.3;
        const auto wanted = hasStopped ? come : std::min (come, come - burst + silence * sampleRateHz);
        if (std::abs (wanted - position) > 0.25 * sampleRateHz)
            position = wanted;
        else
        {
            const auto onwards = hasStopped ? position : position + elapsed * sampleRateHz;
            position = std::max (position, onwards + (wanted - onwards) * std::min (1.0, elapsed * 6.0));
        }
        return position = std::min (position, come);
    }

private:
    bool isRunning = false;
    double position = 0.0, lastNewest = 0.0, burst = 0.0;
    double lastSeconds = 0.0, lastArrival = 0.0;
};

} // namespace spikegraph

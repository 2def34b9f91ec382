#pragma once

#include "Core/Views.h"

#include <algorithm>
#include <vector>

namespace spikegraph
{

/// A delay of a constant number of samples for some units: what keeps parallel paths in line.
template <typename T>
class CableDelay
{
public:
    CableDelay (int unitsToDelay, int samplesToDelay)
        : delaySamples (samplesToDelay)
        , lines (static_cast<std::size_t> (unitsToDelay),
                 std::vector<T> (static_cast<std::size_t> (samplesToDelay), T (0)))
    {
    }

    /// [audio thread, all that follow]
    void reset() noexcept
    {
        for (auto& line : lines)
            std::fill (line.begin(), line.end(), T (0));
        position = 0;
    }

    /// One unit's next samples; out may be in. Every unit must have had its turn before `advance`.
    void process (std::size_t unit, const T* in, T* out, Index count) noexcept
    {
        auto* line = lines[unit].data();
        auto at = position;
        for (Index t = 0; t < count; ++t)
        {
            const auto now = in[t];
            out[t] = line[at];
            line[at] = now;
            at = at + 1 == delaySamples ? 0 : at + 1;
        }
    }

    void advance (Index count) noexcept { position = static_cast<int> ((position + count) % delaySamples); }

private:
    int delaySamples, position = 0;
    std::vector<std::vector<T>> lines;
};

} // namespace spikegraph

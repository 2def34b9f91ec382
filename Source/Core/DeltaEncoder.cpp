#include "Core/DeltaEncoder.h"

#include "Core/Error.h"
#include "Core/TimeConstant.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace spikegraph
{
namespace
{

/// trunc, within the most spikes a step may have. Through an integer: std::trunc is a call on x86-64's
/// baseline.
double boundedTrunc (double value, double limit) noexcept
{
    if (std::abs (value) < limit)
        return static_cast<double> (static_cast<std::int32_t> (value));
    return value > 0.0 ? limit : value < 0.0 ? -limit : 0.0;
}

} // namespace

template <typename T>
DeltaEncoder<T>::DeltaEncoder (Options optionsToUse)
    : threshold (optionsToUse.threshold)
    , initialLevel (optionsToUse.initialLevel)
{
    requirePositive ("the threshold", threshold);
    if (!std::isfinite (initialLevel))
        throw InvalidValue ("the initial level must be finite, not " + describe (initialLevel));
}

template <typename T>
void DeltaEncoder<T>::setThreshold (double newThreshold) noexcept
{
    if (isPositive (newThreshold))
        threshold = newThreshold;
}

template <typename T>
void DeltaEncoder<T>::prepare (Index units)
{
    requireAtLeastOne ("units", units);
    state.resize (static_cast<std::size_t> (units));
    reset();
}

template <typename T>
void DeltaEncoder<T>::reset() noexcept
{
    std::fill (state.begin(), state.end(), initialLevel);
}

template <typename T>
void DeltaEncoder<T>::process (Planar<const T> x, Planar<T> y) noexcept
{
    for (Index unit = 0; unit < x.units; ++unit)
    {
        const T* in = x.unit (unit);
        T* out = y.unit (unit);
        auto level = state[static_cast<std::size_t> (unit)];
        for (Index t = 0; t < x.steps; ++t)
        {
            const auto spikes =
                boundedTrunc ((static_cast<double> (in[t]) - level) / threshold, maximumSpikesPerStep);
            level += spikes * threshold;
            out[t] = static_cast<T> (spikes);
        }
        state[static_cast<std::size_t> (unit)] = level;
    }
}

template class DeltaEncoder<float>;
template class DeltaEncoder<double>;

} // namespace spikegraph

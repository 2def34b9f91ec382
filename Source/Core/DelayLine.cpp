#include "Core/DelayLine.h"

#include "Core/Error.h"

#include <algorithm>
#include <bit>

namespace spikegraph
{

template <typename T>
DelayLine<T>::DelayLine (Options optionsToUse)
    : crossfade (optionsToUse.crossfadeSamples)
    , wantedDelay (optionsToUse.delaySamples)
{
    if (wantedDelay < 0)
        throw InvalidValue ("the delay must be at least 0 samples, not " + std::to_string (wantedDelay));
    if (crossfade < 0)
        throw InvalidValue ("the crossfade must be at least 0 samples, not " + std::to_string (crossfade));
}

template <typename T>
void DelayLine<T>::prepare (Index units, Index maximumDelaySamples)
{
    requireAtLeastOne ("units", units);
    if (maximumDelaySamples < wantedDelay)
        throw InvalidValue ("the delay must be at most " + std::to_string (maximumDelaySamples) +
                            " samples, not " + std::to_string (wantedDelay));
    maximumDelay = maximumDelaySamples;
    ringSize = std::bit_ceil (static_cast<std::size_t> (maximumDelay) + 1);
    history.resize (static_cast<std::size_t> (units) * ringSize);
    reset();
}

template <typename T>
void DelayLine<T>::reset() noexcept
{
    std::fill (history.begin(), history.end(), T (0));
    delay = nextDelay = wantedDelay;
    fadePosition = 0;
    position = 0;
}

template <typename T>
void DelayLine<T>::setDelaySamples (Index delaySamples) noexcept
{
    wantedDelay = std::clamp (delaySamples, Index{ 0 }, maximumDelay);
}

template <typename T>
void DelayLine<T>::process (Planar<const T> x, Planar<T> y) noexcept
{
    for (Index first = 0; first < x.steps;)
    {
        if (!isFading())
            nextDelay = wantedDelay;
        const auto left = x.steps - first;
        const auto count = isFading() ? std::min (left, crossfade - fadePosition) : left;
        processSegment (x.slice (first, count), y.slice (first, count));
        first += count;
        position += static_cast<std::size_t> (count);
        if (isFading() && (fadePosition += count) == crossfade)
        {
            delay = nextDelay;
            fadePosition = 0;
        }
    }
}

template <typename T>
void DelayLine<T>::processSegment (Planar<const T> x, Planar<T> y) noexcept
{
    const auto mask = ringSize - 1, steps = static_cast<std::size_t> (x.steps);
    const auto oldTap = position - static_cast<std::size_t> (delay),
               newTap = position - static_cast<std::size_t> (nextDelay);
    for (Index unit = 0; unit < x.units; ++unit)
    {
        const T* in = x.unit (unit);
        T* out = y.unit (unit);
        T* ring = &history[static_cast<std::size_t> (unit) * ringSize];
        if (!isFading())
        {
            for (std::size_t t = 0; t < steps; ++t)
            {
                ring[(position + t) & mask] = in[t];
                out[t] = ring[(oldTap + t) & mask];
            }
            continue;
        }
        for (std::size_t t = 0; t < steps; ++t)
        {
            ring[(position + t) & mask] = in[t];
            const auto weight =
                static_cast<T> (fadePosition + static_cast<Index> (t) + 1) / static_cast<T> (crossfade);
            const auto from = ring[(oldTap + t) & mask], to = ring[(newTap + t) & mask];
            out[t] = (T (1) - weight) * from + weight * to;
        }
    }
}

template class DelayLine<float>;
template class DelayLine<double>;

} // namespace spikegraph

#include "Core/MovingAverage.h"

#include "Core/Error.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{

template <typename T>
void MovingAverage<T>::prepare (Index units, Index windowSamples)
{
    requireAtLeastOne ("units", units);
    requireAtLeastOne ("the window", windowSamples);
    numUnits = units;
    window = windowSamples;
    running.resize (static_cast<std::size_t> (units));
    previousTotal.resize (static_cast<std::size_t> (units));
    history.resize (static_cast<std::size_t> (units * windowSamples));
    reset();
}

template <typename T>
void MovingAverage<T>::reset() noexcept
{
    std::fill (running.begin(), running.end(), 0.0);
    std::fill (previousTotal.begin(), previousTotal.end(), 0.0);
    std::fill (history.begin(), history.end(), 0.0);
    position = 0;
}

template <typename T>
void MovingAverage<T>::beginWindow() noexcept
{
    previousTotal.swap (running);
    std::fill (running.begin(), running.end(), 0.0);
    position = 0;
}

template <typename T>
template <typename View, typename ConstView>
void MovingAverage<T>::run (ConstView x, View y) noexcept
{
    for (Index t = 0; t < x.steps; ++t)
    {
        auto* prefix = &history[static_cast<std::size_t> (position * numUnits)];
        for (Index unit = 0; unit < numUnits; ++unit)
        {
            const auto i = static_cast<std::size_t> (unit);
            running[i] += static_cast<double> (x (t, unit));
            const auto sum = (previousTotal[i] - prefix[unit]) + running[i];
            prefix[unit] = running[i];
            y (t, unit) = static_cast<T> (sum / static_cast<double> (window));
        }
        if (++position == window)
            beginWindow();
    }
}

template <typename T>
void MovingAverage<T>::process (Interleaved<const T> x, Interleaved<T> y) noexcept
{
    run (x, y);
}

template <typename T>
void MovingAverage<T>::process (Planar<const T> x, Planar<T> y) noexcept
{
    run (x, y);
}

template <typename T>
Index MovingAverage<T>::nonFiniteUnits() const noexcept
{
    Index spoilt = 0;
    for (std::size_t i = 0; i < running.size(); ++i)
        spoilt += !(std::isfinite (running[i]) && std::isfinite (previousTotal[i]));
    return spoilt;
}

template class MovingAverage<float>;
template class MovingAverage<double>;

} // namespace spikegraph

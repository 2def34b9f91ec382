#include "Core/GammatoneResynthesis.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{

template <typename T>
GammatoneResynthesis<T>::GammatoneResynthesis (const Options& options)
    : kernels (&bestGammatoneKernels<T>())
{
    const GammatoneDesign design (options);
    latency = design.latencySamples;
    for (const auto& band : design.bands)
        taps.push_back ({ static_cast<Index> (taps.size()), band.delaySamples, static_cast<T> (band.gain) });
    std::stable_sort (taps.begin(), taps.end(),
                      [] (const auto& a, const auto& b) { return a.delaySamples > b.delaySamples; });
}

template <typename T>
void GammatoneResynthesis<T>::prepare()
{
    sums.resize (static_cast<std::size_t> (latency + stepsPerTurn));
    reset();
}

template <typename T>
void GammatoneResynthesis<T>::reset() noexcept
{
    std::fill (sums.begin(), sums.end(), T (0));
    position = 0;
}

template <typename T>
void GammatoneResynthesis<T>::process (Planar<const T> x, Planar<T> y) noexcept
{
    T* target = y.unit (0);
    for (Index first = 0; first < x.steps;)
    {
        if (position == stepsPerTurn)
        {
            std::copy_n (sums.begin() + position, latency, sums.begin());
            std::fill (sums.begin() + latency, sums.end(), T (0));
            position = 0;
        }
        const auto count = std::min ({ stepsPerTile, stepsPerTurn - position, x.steps - first });
        auto* sum = sums.data() + position;
        kernels->addDelayed (x.channels, x.firstStep + first, count, taps.data(), units(), sum);
        std::copy_n (sum, count, target + first);
        first += count;
        position += count;
    }
}

template <typename T>
Index GammatoneResynthesis<T>::nonFiniteUnits() const noexcept
{
    const auto* begin = sums.data() + position;
    return std::all_of (begin, begin + latency, [] (T sum) { return std::isfinite (sum); }) ? 0 : 1;
}

template class GammatoneResynthesis<float>;
template class GammatoneResynthesis<double>;

} // namespace spikegraph

#include "Core/PoissonEncoder.h"

#include "Core/Error.h"
#include "Core/RandomNormal.h"
#include "Core/UnitSeed.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{
namespace
{

/// The smallest n with u < P(N <= n), by adding up P(0) = exp(-mean), P(n) = P(n-1) * mean / n.
double invertExactly (double mean, double u) noexcept
{
    // Beyond 120 is beyond the last bit of u, even for the largest mean that comes here.
    constexpr int most = 120;
    int n = 0;
    auto probability = std::exp (-mean);
    for (auto sum = probability; u >= sum && n < most; sum += probability)
    {
        ++n;
        probability *= mean / n;
    }
    return n;
}

/// Cornish and Fisher's expansion for skewness 1/s and excess kurtosis 1/s^2, rounded to the nearest count.
double invertNearly (double mean, double u) noexcept
{
    const auto z = normalQuantile (std::max (u, 0x1p-54)), s = std::sqrt (mean);
    return std::max (0.0,
                     std::floor (mean + s * z + (z * z - 1.0) / 6.0 + (z - z * z * z) / (72.0 * s) + 0.5));
}

double poissonQuantile (double mean, double u) noexcept
{
    // exp(-mean) >= 1 - mean: most steps of a sparse train are decided without the exponential.
    if (u < 1.0 - mean)
        return 0.0;
    return mean <= 30.0 ? invertExactly (mean, u) : invertNearly (mean, u);
}

} // namespace

template <typename T>
PoissonEncoder<T>::PoissonEncoder (Options optionsToUse)
    : dt (optionsToUse.dtSeconds)
    , seed (optionsToUse.seed)
{
    requirePositive ("dt", dt);
    requireNotNegative ("the rate", optionsToUse.rateHz);
    setRate (optionsToUse.rateHz);
}

template <typename T>
void PoissonEncoder<T>::setRate (double rateHz) noexcept
{
    if (std::isfinite (rateHz) && rateHz >= 0.0)
        meanPerInput = rateHz * dt;
}

template <typename T>
void PoissonEncoder<T>::prepare (Index units)
{
    requireAtLeastOne ("units", units);
    seeds.resize (static_cast<std::size_t> (units));
    for (Index unit = 0; unit < units; ++unit)
        seeds[static_cast<std::size_t> (unit)] = unitSeed (seed, RandomStream::poissonEncoder, unit);
    reset();
}

template <typename T>
void PoissonEncoder<T>::process (Planar<const T> x, Planar<T> y) noexcept
{
    for (Index unit = 0; unit < x.units; ++unit)
    {
        const T* in = x.unit (unit);
        T* out = y.unit (unit);
        const auto ownSeed = seeds[static_cast<std::size_t> (unit)];
        for (Index t = 0; t < x.steps; ++t)
        {
            // In this order max makes NaN 0.
            const auto mean =
                std::min (std::max (0.0, static_cast<double> (in[t])) * meanPerInput, maximumMean);
            const auto u = randomUniform<double> (ownSeed, step + static_cast<std::uint64_t> (t));
            out[t] = static_cast<T> (poissonQuantile (mean, u));
        }
    }
    step += static_cast<std::uint64_t> (x.steps);
}

template class PoissonEncoder<float>;
template class PoissonEncoder<double>;

} // namespace spikegraph

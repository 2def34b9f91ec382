#include "Core/GammatoneFilterbank.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{

template <typename T>
GammatoneFilterbank<T>::GammatoneFilterbank (const Options& options)
    : numUnits (options.units)
    , paddedUnits ((numUnits + unitsPerVector - 1) / unitsPerVector * unitsPerVector)
    , kernels (&bestGammatoneKernels<T>())
{
    const GammatoneDesign design (options);
    const auto stride = static_cast<std::size_t> (paddedUnits);
    coefficients.resize (4 * stride);
    for (std::size_t unit = 0; unit < design.bands.size(); ++unit)
    {
        const auto& band = design.bands[unit];
        centres.push_back (band.centreHz);
        coefficients[unit] = static_cast<T> (band.pole.real());
        coefficients[stride + unit] = static_cast<T> (band.pole.imag());
        coefficients[2 * stride + unit] = static_cast<T> (band.output.real());
        coefficients[3 * stride + unit] = static_cast<T> (band.output.imag());
    }
}

template <typename T>
void GammatoneFilterbank<T>::prepare()
{
    state.resize (2 * coefficients.size());
    reset();
}

template <typename T>
void GammatoneFilterbank<T>::reset() noexcept
{
    std::fill (state.begin(), state.end(), T (0));
    position = 0;
}

template <typename T>
void GammatoneFilterbank<T>::process (Planar<const T> x, Planar<T> y) noexcept
{
    T input[stepsPerTile];
    const T* source = x.unit (0);
    for (Index first = 0; first < x.steps;)
    {
        const auto count = std::min (stepsPerTile - position, x.steps - first);
        std::copy_n (source + first, count, input); // y may be where x is
        kernels->filter (input, y.channels, y.firstStep + first, count, numUnits, paddedUnits,
                         coefficients.data(), state.data());
        first += count;
        position += count;
        if (position == stepsPerTile)
        {
            kernels->zeroTiny (state.data(), 8 * paddedUnits);
            position = 0;
        }
    }
}

template <typename T>
Index GammatoneFilterbank<T>::nonFiniteUnits() const noexcept
{
    Index spoilt = 0;
    for (Index unit = 0; unit < numUnits; ++unit)
    {
        bool finite = true;
        for (auto i = unit; i < static_cast<Index> (state.size()); i += paddedUnits)
            finite = finite && std::isfinite (state[static_cast<std::size_t> (i)]);
        spoilt += !finite;
    }
    return spoilt;
}

template class GammatoneFilterbank<float>;
template class GammatoneFilterbank<double>;

} // namespace spikegraph

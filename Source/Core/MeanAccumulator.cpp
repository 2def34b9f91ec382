#include "Core/MeanAccumulator.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace spikegraph
{

MeanAccumulator::MeanAccumulator (Index width)
    : sums (static_cast<std::size_t> (width), 0.0)
    , corrections (static_cast<std::size_t> (width), 0.0)
{
}

template <typename T>
void MeanAccumulator::add (const T* row) noexcept
{
    for (std::size_t i = 0; i < sums.size(); ++i)
    {
        const auto x = static_cast<double> (row[i]);
        const auto sum = sums[i] + x;
        // What the addition rounded away, exactly, from the larger of the two terms.
        corrections[i] += std::abs (sums[i]) >= std::abs (x) ? (sums[i] - sum) + x : (x - sum) + sums[i];
        sums[i] = sum;
    }
    ++count;
}

template <typename T>
void MeanAccumulator::mean (T* out) const noexcept
{
    for (std::size_t i = 0; i < sums.size(); ++i)
    {
        // Infinite sums have a NaN correction, which says nothing.
        const auto total = std::isfinite (sums[i]) ? sums[i] + corrections[i] : sums[i];
        out[i] = static_cast<T> (count > 0 ? total / static_cast<double> (count)
                                           : std::numeric_limits<double>::quiet_NaN());
    }
}

void MeanAccumulator::clear() noexcept
{
    std::fill (sums.begin(), sums.end(), 0.0);
    std::fill (corrections.begin(), corrections.end(), 0.0);
    count = 0;
}

template void MeanAccumulator::add (const float*) noexcept;
template void MeanAccumulator::add (const double*) noexcept;
template void MeanAccumulator::mean (float*) const noexcept;
template void MeanAccumulator::mean (double*) const noexcept;

} // namespace spikegraph

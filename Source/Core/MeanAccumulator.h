#pragma once

#include "Core/Views.h"

#include <Eigen/Core>

namespace spikegraph
{

/// Adds up rows of numbers for their mean, with an error that does not grow with the number of rows:
/// compensated sums (Neumaier, 1974), in double.
class MeanAccumulator
{
public:
    explicit MeanAccumulator (Index width);

    /// Adds rows of `width` numbers, one after the other; one at least.
    template <typename T>
    void add (Interleaved<const T> rows) noexcept;

    /// Writes the mean of the rows added since the last clear, `width` numbers; there must be one.
    template <typename T>
    void mean (T* out) const noexcept;

    void clear() noexcept { count = 0; }

private:
    using Sums = Eigen::ArrayXd;

    template <int width, typename T>
    void addColumns (Interleaved<const T> rows, Index first) noexcept;

    Sums sums, corrections; ///< of no rows: as they were left
    Index count = 0;
};

} // namespace spikegraph

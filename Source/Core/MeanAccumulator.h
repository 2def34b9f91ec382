#pragma once

#include "Core/Views.h"

#include <vector>

namespace spikegraph
{

/// Adds up rows of numbers for their mean, with an error that does not grow with the number of rows:
/// compensated sums (Neumaier, 1974), in double.
class MeanAccumulator
{
public:
    explicit MeanAccumulator (Index width);

    /// row holds `width` numbers.
    template <typename T>
    void add (const T* row) noexcept;

    /// Writes the mean of the rows added since the last clear, `width` numbers; NaN where there were none.
    template <typename T>
    void mean (T* out) const noexcept;

    void clear() noexcept;

private:
    std::vector<double> sums, corrections;
    Index count = 0;
};

} // namespace spikegraph

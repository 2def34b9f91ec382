#include "Core/MeanAccumulator.h"

namespace spikegraph
{

MeanAccumulator::MeanAccumulator (Index width)
    : sums (width)
    , corrections (width)
{
}

/// Some neighbouring columns, whose sums stay in registers meanwhile. Inlined, as a call costs as much as a
/// row.
template <int width, typename T>
EIGEN_ALWAYS_INLINE void MeanAccumulator::addColumns (Interleaved<const T> rows, Index first) noexcept
{
    using Columns = Eigen::Array<double, width, 1>;
    const auto columnsOf = [&] (Index row) -> Columns
    { return Eigen::Map<const Eigen::Array<T, width, 1>> (&rows (row, first)).template cast<double>(); };

    Columns sum = columnsOf (0), correction = Columns::Zero();
    Index row = 1;
    if (count > 0)
    {
        sum = sums.segment<width> (first);
        correction = corrections.segment<width> (first);
        row = 0;
    }
    for (; row < rows.steps; ++row)
    {
        // What the addition rounds away, exactly: Knuth's sum of two, which need not know the larger one.
        const Columns x = columnsOf (row), next = sum + x, taken = next - sum;
        correction += (sum - (next - taken)) + (x - taken);
        sum = next;
    }
    sums.segment<width> (first) = sum;
    corrections.segment<width> (first) = correction;
}

template <typename T>
void MeanAccumulator::add (Interleaved<const T> rows) noexcept
{
    Index first = 0;
    for (; first + 8 <= rows.units; first += 8)
        addColumns<8> (rows, first);
    const auto others = rows.units - first;
    if ((others & 4) != 0)
        addColumns<4> (rows, first);
    if ((others & 2) != 0)
        addColumns<2> (rows, first + (others & 4));
    if ((others & 1) != 0)
        addColumns<1> (rows, rows.units - 1);
    count += rows.steps;
}

template <typename T>
void MeanAccumulator::mean (T* out) const noexcept
{
    const auto rows = static_cast<double> (count);
    const double *const sum = sums.data(), *const correction = corrections.data();
    for (Index i = 0; i < sums.size(); ++i)
    {
        // Infinite sums have a NaN correction, which says nothing. Both are read whatever they are, so that
        // compilers take some at a time.
        const auto whole = sum[i], rest = correction[i];
        out[i] = static_cast<T> ((whole + (whole - whole == 0.0 ? rest : 0.0)) / rows);
    }
}

template void MeanAccumulator::add (Interleaved<const float>) noexcept;
template void MeanAccumulator::add (Interleaved<const double>) noexcept;
template void MeanAccumulator::mean (float*) const noexcept;
template void MeanAccumulator::mean (double*) const noexcept;

} // namespace spikegraph

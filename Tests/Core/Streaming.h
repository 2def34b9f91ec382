#pragma once

#include "Core/Random.h"
#include "Core/Tensor.h"

#include <algorithm>
#include <vector>

namespace spikegraph
{

/// Uniform numbers in [low, high), the same in every run.
template <typename T>
Tensor<T> randomTensor (Shape shape, double low, double high, std::uint64_t seed)
{
    Tensor<T> tensor (std::move (shape));
    for (Index i = 0; i < tensor.size(); ++i)
        tensor[i] = static_cast<T> (low + (high - low) *
                                              randomUniform<double> (seed, static_cast<std::uint64_t> (i)));
    return tensor;
}

/// Runs (1, steps, units) through a prepared streaming layer, in blocks of the given size.
template <typename T, typename Layer>
Tensor<T> runInterleaved (Layer& layer, const Tensor<T>& x, Index block)
{
    Tensor<T> y (x.shape());
    const auto steps = x.shape()[1];
    for (Index first = 0; first < steps; first += block)
    {
        const auto count = std::min (block, steps - first);
        layer.process (x.item (0).slice (first, count), y.item (0).slice (first, count));
    }
    return y;
}

/// The same with a pointer a unit, as audio has it; in place where asked.
template <typename T, typename Layer>
Tensor<T> runPlanar (Layer& layer, const Tensor<T>& x, Index block, bool inPlace = false)
{
    const auto steps = x.shape()[1], units = x.shape()[2];
    std::vector<std::vector<T>> in, out;
    std::vector<T*> inPointers, outPointers;
    for (Index unit = 0; unit < units; ++unit)
    {
        in.emplace_back();
        for (Index t = 0; t < steps; ++t)
            in.back().push_back (x.item (0) (t, unit));
    }
    out = in;
    for (auto& channel : in)
        inPointers.push_back (channel.data());
    for (auto& channel : out)
        outPointers.push_back (channel.data());

    const Planar<T> target{ outPointers.data(), steps, units };
    const Planar<const T> source = inPlace ? target : Planar<T>{ inPointers.data(), steps, units };
    for (Index first = 0; first < steps; first += block)
    {
        const auto count = std::min (block, steps - first);
        layer.process (source.slice (first, count), target.slice (first, count));
    }

    Tensor<T> y (x.shape());
    for (Index unit = 0; unit < units; ++unit)
        for (Index t = 0; t < steps; ++t)
            y.item (0) (t, unit) = out[static_cast<std::size_t> (unit)][static_cast<std::size_t> (t)];
    return y;
}

} // namespace spikegraph

#pragma once

#include "Core/AlignedVector.h"
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

/// The same with a pointer a unit, as audio has it; in place where asked. Kernels look at where planes begin:
/// those of two buffers begin alike in cache lines here, the others do not.
template <typename T, typename Layer>
Tensor<T> runPlanar (Layer& layer, const Tensor<T>& x, Index block, bool inPlace = false)
{
    const auto steps = x.shape()[1], units = x.shape()[2];
    std::vector<AlignedVector<T>> in, out;
    std::vector<T*> inPointers, outPointers;
    const auto samplesIntoLine = [=] (Index unit) { return inPlace ? unit % 7 : Index{ 3 }; };
    for (Index unit = 0; unit < units; ++unit)
    {
        in.emplace_back (static_cast<std::size_t> (samplesIntoLine (unit)));
        for (Index t = 0; t < steps; ++t)
            in.back().push_back (x.item (0) (t, unit));
    }
    out = in;
    for (Index unit = 0; unit < units; ++unit)
    {
        const auto i = static_cast<std::size_t> (unit);
        inPointers.push_back (in[i].data() + samplesIntoLine (unit));
        outPointers.push_back (out[i].data() + samplesIntoLine (unit));
    }

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
            y.item (0) (t, unit) = outPointers[static_cast<std::size_t> (unit)][t];
    return y;
}

} // namespace spikegraph

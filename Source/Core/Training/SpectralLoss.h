#pragma once

#include "Core/Training/Losses.h"

#include <vector>

namespace spikegraph
{

/// The multi-resolution STFT loss (Yamamoto et al., 2020) of (batch, steps, units), the mean over channels
/// and window lengths: || |S| - |Y| || / || |S| || plus the mean of | log |S| - log |Y| |, over the bins of
/// all Hann windows, a quarter apart. Magnitudes are sqrt(|X|^2 + 1e-8). Windows longer than the sequence are
/// left out; throws InvalidValue where none is left, or shapes differ.
template <typename T>
Loss<T> multiResolutionStft (const Tensor<T>& y, const Tensor<T>& target,
                             const std::vector<int>& windowSamples = { 512, 1024, 2048 });

extern template Loss<float> multiResolutionStft (const Tensor<float>&, const Tensor<float>&,
                                                 const std::vector<int>&);
extern template Loss<double> multiResolutionStft (const Tensor<double>&, const Tensor<double>&,
                                                  const std::vector<int>&);

} // namespace spikegraph

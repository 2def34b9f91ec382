#include "Plugin/DryPath.h"

#include <algorithm>
#include <utility>

namespace spikegraph
{

template <typename T>
void DryPath<T>::prepare (int channels, int mostDelaySamples, int maximumBlockSamples, int fadeSamples)
{
    mostDelay = mostDelaySamples;
    fadeLength = std::max (1, fadeSamples);
    const auto count = static_cast<std::size_t> (channels);
    ringSamples = mostDelaySamples + maximumBlockSamples;
    rings.assign (count, std::vector<T> (static_cast<std::size_t> (ringSamples)));
    delayed.assign (count, std::vector<T> (static_cast<std::size_t> (maximumBlockSamples)));
    scratch.assign (static_cast<std::size_t> (maximumBlockSamples), T (0));
    delay = -1;
    reset();
}

template <typename T>
void DryPath<T>::reset() noexcept
{
    for (auto& ring : rings)
        std::fill (ring.begin(), ring.end(), T (0));
    writePosition = 0;
    fadePosition = fadeLength;
}

template <typename T>
void DryPath<T>::process (Planar<const T> in, int delaySamples) noexcept
{
    const auto wanted = std::clamp (delaySamples, 0, mostDelay);
    if (wanted != delay && fadePosition >= fadeLength)
    {
        oldDelay = std::exchange (delay, wanted);
        fadePosition = oldDelay < 0 ? fadeLength : 0;
    }
    const auto samples = static_cast<int> (in.steps);
    const auto fading = std::min (samples, fadeLength - fadePosition);
    for (std::size_t channel = 0; channel < rings.size(); ++channel)
    {
        write (rings[channel], in.unit (static_cast<Index> (channel)), samples);
        auto* target = delayed[channel].data();
        read (rings[channel], delay, target, samples);
        if (fading <= 0)
            continue;
        read (rings[channel], oldDelay, scratch.data(), fading);
        for (int t = 0; t < fading; ++t)
        {
            const auto share = static_cast<T> (fadePosition + t) / static_cast<T> (fadeLength);
            target[t] = share * target[t] + (T (1) - share) * scratch[static_cast<std::size_t> (t)];
        }
    }
    writePosition = (writePosition + samples) % ringSamples;
    fadePosition = std::min (fadeLength, fadePosition + samples);
}

template <typename T>
void DryPath<T>::write (std::vector<T>& ring, const T* source, int samples) noexcept
{
    const auto first = std::min (samples, ringSamples - writePosition);
    std::copy_n (source, first, ring.begin() + writePosition);
    std::copy_n (source + first, samples - first, ring.begin());
}

/// The block that was just written, as it was some samples ago.
template <typename T>
void DryPath<T>::read (const std::vector<T>& ring, int samplesAgo, T* target, int samples) noexcept
{
    const auto from = (writePosition + ringSamples - samplesAgo) % ringSamples;
    const auto first = std::min (samples, ringSamples - from);
    std::copy_n (ring.begin() + from, first, target);
    std::copy_n (ring.begin(), samples - first, target + first);
}

template class DryPath<float>;
template class DryPath<double>;

} // namespace spikegraph

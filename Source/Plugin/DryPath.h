#pragma once

#include "Core/Views.h"

#include <vector>

namespace spikegraph
{

/// What came in, as late as the patch puts it out. A new delay fades in, so that it does not click.
template <typename T>
class DryPath
{
public:
    /// Delays of up to `mostDelaySamples` are kept exactly; longer ones are held to that. [nobody processes]
    void prepare (int channels, int mostDelaySamples, int maximumBlockSamples, int fadeSamples);

    // [audio thread, prepared]
    void reset() noexcept;

    /// Takes a block in and gives the same number of samples out, delayed: at most the maximum block.
    void process (Planar<const T> in, int delaySamples) noexcept;
    /// What the last block gave.
    const T* channel (int index) const noexcept { return delayed[static_cast<std::size_t> (index)].data(); }
    int numChannels() const noexcept { return static_cast<int> (delayed.size()); }

private:
    void write (std::vector<T>& ring, const T* source, int samples) noexcept;
    void read (const std::vector<T>& ring, int samplesAgo, T* target, int samples) noexcept;

    std::vector<std::vector<T>> rings, delayed; ///< a vector a channel
    std::vector<T> scratch;
    int ringSamples = 1, mostDelay = 0, writePosition = 0, fadeLength = 1;
    int delay = 0, oldDelay = 0, fadePosition = 1;
};

extern template class DryPath<float>;
extern template class DryPath<double>;

} // namespace spikegraph

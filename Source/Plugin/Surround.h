#pragma once

#include "Plugin/DryPath.h"

#include <juce_audio_basics/juce_audio_basics.h>

#include <vector>

namespace spikegraph
{

/// What stands around a patch in a host: input gain before it; after it the mix with what came in (before the
/// gain), then output gain; and bypass, which lets what came in pass. What came in is as late as what the
/// patch puts out. All of it moves in ramps that last 20 ms, whatever the block size.
///
/// At unity gains, all wet and not bypassed, samples pass bit for bit.
template <typename T>
class Surround
{
public:
    static constexpr double rampSeconds = 0.02;

    struct Settings
    {
        double inputGain = 1.0, outputGain = 1.0;
        double mix = 1.0; ///< 0: what came in; 1: the patch
        bool isBypassed = false;
    };

    /// [nobody processes]
    void prepare (double sampleRateHz, int maximumBlockSamples, int inputChannels, int latencySamples,
                  const Settings& settings);

    // [audio thread, prepared; blocks of at most the maximum]
    void reset (const Settings& settings) noexcept;
    void before (juce::AudioBuffer<T>& audio, int latencySamples, const Settings& settings) noexcept;
    void after (juce::AudioBuffer<T>& audio, int outputChannels) noexcept;

    bool isFullyBypassed() const noexcept { return bypass.getTargetValue() >= 1.0 && !bypass.isSmoothing(); }

private:
    using Ramp = juce::SmoothedValue<double>;
    const T* dryFor (int outputChannel, int outputChannels) noexcept;

    DryPath<T> dry;
    std::vector<T> dryMix, wetGains, dryGains;
    Ramp input, output, mix, bypass;
};

extern template class Surround<float>;
extern template class Surround<double>;

} // namespace spikegraph

#pragma once

#include <juce_audio_basics/juce_audio_basics.h>

#include <atomic>

namespace spikegraph
{

/// A gain in decibels that a parameter sets, ramped over 20 ms, a sample at a time, so that it does not
/// click.
class GainRamp
{
public:
    explicit GainRamp (const std::atomic<double>& decibelsToFollow)
        : decibels (decibelsToFollow)
    {
    }

    void prepare (double sampleRateHz)
    {
        ramp.reset (sampleRateHz, 0.02);
        reset();
    }

    /// [audio thread]
    void reset() noexcept { ramp.setCurrentAndTargetValue (target()); }

    /// Before the samples of a block; next() then gives each sample's factor. [audio thread]
    void update() noexcept
    {
        if (ramp.getTargetValue() < target() || target() < ramp.getTargetValue())
            ramp.setTargetValue (target());
    }
    float next() noexcept { return ramp.getNextValue(); }
    bool isSteady() const noexcept { return !ramp.isSmoothing(); }

private:
    float target() const noexcept
    {
        return juce::Decibels::decibelsToGain (static_cast<float> (decibels.load (std::memory_order_relaxed)),
                                               -120.0f);
    }

    const std::atomic<double>& decibels;
    juce::SmoothedValue<float> ramp;
};

} // namespace spikegraph

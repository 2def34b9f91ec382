#pragma once

#include "Core/Views.h"

#include <juce_audio_basics/juce_audio_basics.h>

#include <atomic>

namespace spikegraph
{

/// Decibels as a gain; -120 dB and below are silence.
inline double gainOf (double decibels) noexcept
{
    return juce::Decibels::decibelsToGain (decibels, -120.0);
}

/// A number that a parameter sets, ramped over 20 ms, a sample at a time, so that it does not click.
class NumberRamp
{
public:
    /// `map` makes the number of the parameter's value, such as gainOf.
    NumberRamp (
        const std::atomic<double>& valueToFollow, double sampleRateHz,
        double (*mapToUse) (double) noexcept = [] (double x) noexcept { return x; })
        : value (valueToFollow)
        , map (mapToUse)
    {
        ramp.reset (sampleRateHz, 0.02);
        reset();
    }

    // [audio thread, all that follow]

    /// Jumps to the parameter's value.
    void reset() noexcept
    {
        seen = value.load (std::memory_order_relaxed);
        ramp.setCurrentAndTargetValue (map (seen));
    }

    /// Before the samples of a block: takes notice of a new value. Whether the number will move in the block.
    bool update() noexcept
    {
        const auto now = value.load (std::memory_order_relaxed);
        if (now < seen || now > seen)
        {
            seen = now;
            ramp.setTargetValue (map (now));
        }
        return ramp.isSmoothing();
    }

    /// The number at the next sample.
    double next() noexcept { return ramp.getNextValue(); }

    /// The number where it does not move, and then also of every sample.
    double steady() const noexcept { return ramp.getTargetValue(); }

    /// Calls perSample (t, number) for every sample of a block.
    template <typename PerSample>
    void forEach (Index samples, PerSample&& perSample) noexcept
    {
        if (update())
        {
            for (Index t = 0; t < samples; ++t)
                perSample (t, next());
        }
        else
        {
            const auto number = steady();
            for (Index t = 0; t < samples; ++t)
                perSample (t, number);
        }
    }

private:
    const std::atomic<double>& value;
    double (*map) (double) noexcept;
    double seen = 0.0;
    juce::SmoothedValue<double> ramp;
};

} // namespace spikegraph

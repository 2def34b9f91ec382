#pragma once

#include <juce_audio_basics/juce_audio_basics.h>

#include <algorithm>
#include <cmath>

namespace spikegraph::cli
{

/// Finds where an output ends: after its last sample at -90 dB of full scale or above. It looks no further
/// once the output has stayed below for so many samples, nor beyond `atMost` samples; `atLeast` samples
/// belong to the output however soft they are. What it finds does not depend on how the output is cut in
/// blocks.
class OutputEnd
{
public:
    OutputEnd (juce::int64 atLeastSamples, juce::int64 quietSamples, juce::int64 atMostSamples)
        : quiet (quietSamples)
        , atMost (atMostSamples)
        , end (atLeastSamples)
    {
    }

    /// Of a block: its first samples that belong to the output, with all before; and those that were looked
    /// at, the rest of which belong to it only if a later one does.
    struct Part
    {
        int kept = 0, examined = 0;
    };

    Part examine (const juce::AudioBuffer<float>& block, int channels, int first, int count)
    {
        Part part;
        while (part.examined < count && !isOver())
        {
            if (position < end || isLoud (block, channels, first + part.examined))
            {
                part.kept = part.examined + 1;
                end = std::max (end, position + 1);
            }
            ++part.examined;
            ++position;
        }
        return part;
    }

    bool isOver() const noexcept { return position >= atMost || position >= end + quiet; }

private:
    static bool isLoud (const juce::AudioBuffer<float>& block, int channels, int sample)
    {
        constexpr float threshold = 3.16227766e-5f; // -90 dB
        for (int channel = 0; channel < channels; ++channel)
            if (std::abs (block.getSample (channel, sample)) >= threshold)
                return true;
        return false;
    }

    juce::int64 quiet, atMost, end, position = 0;
};

} // namespace spikegraph::cli

#pragma once

#include "Graph/GraphEngine.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace spikegraph::cli
{

/// The level of a signal, over all channels.
struct Level
{
    double peak = 0.0, rms = 0.0;
};

class LevelMeter
{
public:
    void add (const juce::AudioBuffer<float>& audio, int channels, int first, int count)
    {
        for (int channel = 0; channel < channels; ++channel)
        {
            const auto* samples = audio.getReadPointer (channel, first);
            for (int i = 0; i < count; ++i)
            {
                const auto sample = static_cast<double> (samples[i]);
                peak = std::max (peak, std::abs (sample));
                sum += sample * sample;
            }
        }
        samplesSeen += static_cast<double> (channels) * count;
    }

    Level level() const { return { peak, samplesSeen > 0.0 ? std::sqrt (sum / samplesSeen) : 0.0 }; }

private:
    double peak = 0.0, sum = 0.0, samplesSeen = 0.0;
};

/// The spikes of one node over a whole file.
struct SpikeCount
{
    std::string node;
    int units = 0;
    double spikes = 0.0, meanRateHz = 0.0; ///< rate of a unit
};

/// Counts the samples of a spike node that hold spikes. Spikes last for a step where that is longer than a
/// sample.
class SpikeMeter
{
public:
    SpikeMeter (const GraphEngine<float>& engineToMeter, const juce::String& nodeId)
        : engine (engineToMeter)
        , id (nodeId)
    {
    }

    /// Some samples of the engine's last block, which count only once more is kept.
    void hold (int first, int count)
    {
        const auto view = engine.output (id);
        units = static_cast<int> (view.units);
        heldSteps += count;
        for (Index unit = 0; unit < view.units; ++unit)
        {
            const auto* samples = view.unit (unit) + first;
            heldSpikes += static_cast<double> (
                std::count_if (samples, samples + count, [] (float y) { return y != 0.0f; }));
        }
    }

    /// The same, and all that is held counts.
    void keep (int first, int count)
    {
        hold (first, count);
        spikes += std::exchange (heldSpikes, 0.0);
        steps += std::exchange (heldSteps, 0.0);
    }

    SpikeCount count (double sampleRateHz) const
    {
        const auto seconds = steps / sampleRateHz;
        return { id.toStdString(), units, spikes, steps > 0.0 && units > 0 ? spikes / units / seconds : 0.0 };
    }

private:
    const GraphEngine<float>& engine;
    juce::String id;
    int units = 0;
    double spikes = 0.0, steps = 0.0, heldSpikes = 0.0, heldSteps = 0.0;
};

} // namespace spikegraph::cli

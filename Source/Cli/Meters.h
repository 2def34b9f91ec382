#pragma once

#include "Graph/GraphEngine.h"

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace spikegraph::cli
{

/// The level of a signal, over all channels.
struct Level
{
    double peak = 0.0, rms = 0.0;
};

/// Adds up in lanes, which the processor does at once. A sample's lane is that of its place in the file, so
/// that no bit of the level depends on how the file is cut in blocks.
class LevelMeter
{
public:
    void add (const juce::AudioBuffer<float>& audio, int channels, int first, int count)
    {
        channelSums.resize (static_cast<std::size_t> (channels));
        for (int channel = 0; channel < channels; ++channel)
            addTo (channelSums[static_cast<std::size_t> (channel)], audio.getReadPointer (channel, first),
                   count);
        position += count;
    }

    Level level() const
    {
        double sum = 0.0;
        float peak = 0.0f;
        for (const auto& sums : channelSums)
        {
            sum += sums.squares.sum();
            peak = std::max (peak, sums.peaks.maxCoeff());
        }
        const auto samples = static_cast<double> (position) * static_cast<double> (channelSums.size());
        return { static_cast<double> (peak), samples > 0.0 ? std::sqrt (sum / samples) : 0.0 };
    }

private:
    static constexpr int lanes = 8;
    using Floats = Eigen::Array<float, lanes, 1>;
    using Doubles = Eigen::Array<double, lanes, 1>;

    struct Sums
    {
        Doubles squares = Doubles::Zero();
        Floats peaks = Floats::Zero();

        void add (int lane, float sample)
        {
            squares[lane] += static_cast<double> (sample) * static_cast<double> (sample);
            peaks[lane] = std::max (peaks[lane], std::abs (sample));
        }
    };

    void addTo (Sums& sums, const float* samples, int count) const
    {
        auto lane = static_cast<int> (position % lanes);
        int i = 0;
        for (; i < count && lane % lanes != 0; ++i)
            sums.add (lane++, samples[i]);
        auto inRegisters = sums;
        for (; i + lanes <= count; i += lanes)
        {
            const Eigen::Map<const Floats> group (samples + i);
            inRegisters.squares += group.cast<double>().square();
            inRegisters.peaks = inRegisters.peaks.max (group.abs());
        }
        sums = inRegisters;
        for (lane = 0; i < count; ++i)
            sums.add (lane++, samples[i]);
    }

    std::vector<Sums> channelSums;
    juce::int64 position = 0;
};

/// The spikes of one node over a whole file.
struct SpikeCount
{
    std::string node;
    int units = 0;
    double spikes = 0.0, meanRateHz = 0.0; ///< rate of a unit
};

/// Counts the spikes of a node, whatever their sign.
class SpikeMeter
{
public:
    SpikeMeter (const GraphEngine<float>& engineToMeter, const juce::String& nodeId)
        : engine (engineToMeter)
        , id (nodeId)
        , form (engine.spikeForm (id))
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
            for (int t = 0; t < count; ++t)
                heldSpikes += std::abs (form.countOf (samples[t]));
        }
    }

    /// The same, and all that is held counts.
    void keep (int first, int count)
    {
        hold (first, count);
        spikes += std::exchange (heldSpikes, 0.0) / form.stepSamples(); // it is in every sample of its step
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
    SpikeForm form;
    int units = 0;
    double spikes = 0.0, steps = 0.0, heldSpikes = 0.0, heldSteps = 0.0;
};

} // namespace spikegraph::cli

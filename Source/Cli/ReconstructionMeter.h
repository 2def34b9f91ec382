#pragma once

#include <juce_audio_basics/juce_audio_basics.h>

#include <cmath>
#include <optional>
#include <vector>

namespace spikegraph::cli
{

/// How much of a sound its patch keeps: the scale-invariant ratio of signal to distortion (Le Roux et al.,
/// "SDR - half-baked or well done?", 2019) of what comes out against what went in, so many samples earlier as
/// the patch is late.
class ReconstructionMeter
{
public:
    ReconstructionMeter (int channels, int latencySamples)
        : sums (static_cast<std::size_t> (channels))
        , late (channels, latencySamples)
    {
        late.clear();
    }

    /// A block as it goes in. Call added once it has come out in its place.
    void add (const juce::AudioBuffer<float>& input) { wanted.makeCopyOf (input, true); }

    void added (const juce::AudioBuffer<float>& output)
    {
        for (int t = 0; t < output.getNumSamples(); ++t)
        {
            for (int channel = 0; channel < output.getNumChannels(); ++channel)
                sums[static_cast<std::size_t> (channel)].add (
                    delayed (channel, wanted.getSample (channel, t)), output.getSample (channel, t));
            if (late.getNumSamples() > 0)
                place = (place + 1) % late.getNumSamples();
        }
    }

    /// The mean over the channels that sound; none where nothing went in or nothing came out.
    std::optional<double> siSdrDecibels() const
    {
        double decibels = 0.0;
        int sounding = 0;
        for (const auto& sum : sums)
        {
            if (!(sum.xx > 0.0) || !(sum.yy > 0.0))
                continue;
            constexpr double floor = 1e-12;
            const auto kept = sum.xy * sum.xy / sum.xx;
            decibels += 10.0 * std::log10 ((kept + floor) / (std::max (sum.yy - kept, 0.0) + floor));
            ++sounding;
        }
        if (sounding == 0)
            return {};
        return decibels / sounding;
    }

private:
    struct Sums
    {
        void add (double x, double y) noexcept
        {
            xx += x * x;
            xy += x * y;
            yy += y * y;
        }

        double xx = 0.0, xy = 0.0, yy = 0.0;
    };

    float delayed (int channel, float sample)
    {
        if (late.getNumSamples() == 0)
            return sample;
        const auto before = late.getSample (channel, place);
        late.setSample (channel, place, sample);
        return before;
    }

    std::vector<Sums> sums; ///< of each channel
    juce::AudioBuffer<float> late, wanted;
    int place = 0;
};

} // namespace spikegraph::cli

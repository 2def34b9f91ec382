#pragma once

#include "Graph/NodeParameters.h"
#include "Nodes/NumberRamp.h"

#include <vector>

namespace spikegraph
{

/// The parameters that spiking nodes share.
inline ParameterType spikeRateParameter (const char* description)
{
    return { .id = "rate",
             .name = "Full-scale rate",
             .unit = "Hz",
             .description = description,
             .minimum = 0.01,
             .maximum = 1000000.0,
             .defaultValue = 220.0,
             .logarithmic = true };
}

inline ParameterType spikeHeightParameter (const char* description)
{
    return { .id = "height",
             .name = "Spike height",
             .description = description,
             .kind = ParameterKind::choice,
             .choices = { "integral", "unit" },
             .defaultText = "integral" };
}

inline ParameterType populationParameter()
{
    return { .id = "units",
             .name = "Units",
             .description = "Neurons that hear each unit of the input: a population.",
             .kind = ParameterKind::integer,
             .minimum = 1.0,
             .maximum = 256.0,
             .defaultValue = 1.0,
             .isStructural = true };
}

/// outputUnits of a node whose every input unit is heard by a population.
inline std::vector<int> unitsOfPopulations (const NodeWidths& widths)
{
    return { widths.inputUnits.front() * widths.parameters.integer ("units") };
}

/// The full-scale rate of a spiking node, and with it the height of its spikes: 1/(dt * rate), of which the
/// mean is what was asked for over full scale, or 1.
template <typename T>
class SpikeScale
{
public:
    SpikeScale (const NodeSetup& setup, double dtSecondsToUse)
        : rate (setup.parameters.number ("rate"), setup.sampleRateHz)
        , height (setup.parameters.number ("height"))
        , dtSeconds (dtSecondsToUse)
        , rates (static_cast<std::size_t> (setup.maximumBlockSamples))
        , heights (rates.size())
    {
    }

    // [audio thread, all that follow]

    void reset() noexcept
    {
        rate.reset();
        isSteady = false;
    }

    /// The rate (Hz) at every sample of the next block. Once a block, before scaleSpikes.
    const T* nextRates (Index samples) noexcept
    {
        if (rate.update())
        {
            for (std::size_t t = 0; t < static_cast<std::size_t> (samples); ++t)
                set (t, rate.next());
            isSteady = false;
        }
        else if (!isSteady)
        {
            for (std::size_t t = 0; t < rates.size(); ++t)
                set (t, rate.steady());
            isSteady = true;
        }
        return rates.data();
    }

    /// Turns the counts of the block into spikes of their height.
    void scaleSpikes (Planar<T> counts) noexcept
    {
        if (height.load (std::memory_order_relaxed) > 0.5)
            return;
        for (Index unit = 0; unit < counts.units; ++unit)
        {
            auto* samples = counts.unit (unit);
            for (Index t = 0; t < counts.steps; ++t)
                samples[t] *= heights[static_cast<std::size_t> (t)];
        }
    }

private:
    void set (std::size_t t, double rateHz) noexcept
    {
        rates[t] = static_cast<T> (rateHz);
        heights[t] = static_cast<T> (1.0 / (dtSeconds * static_cast<double> (rates[t])));
    }

    NumberRamp rate;
    const std::atomic<double>& height;
    double dtSeconds;
    std::vector<T> rates, heights; ///< of a block
    bool isSteady = false;         ///< and so they stay for the next
};

} // namespace spikegraph

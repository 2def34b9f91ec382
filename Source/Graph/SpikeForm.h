#pragma once

#include "Graph/NodeParameters.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{

/// How a node's spikes stand in its output: for how many samples, and how high. n spikes in a time step are n
/// times as high as one, which is 1, or 1/(dt * rate). Of a node without such parameters every sample other
/// than 0 is one spike.
class SpikeForm
{
public:
    SpikeForm() = default;
    /// The parameters must outlive it.
    SpikeForm (const NodeParameters& parameters, double sampleRateHz)
    {
        const auto has = [&] (const char* id) { return parameters.type().findParameter (id) != nullptr; };
        if (const auto& rule = parameters.type().isNeverNegative)
            isSigned = !rule (parameters);
        if (has ("step"))
            step = std::max (1, parameters.integer ("step"));
        if (!has ("height"))
            return;
        isUnit = &parameters.number ("height");
        fullScaleHz = &parameters.number ("rate");
        stepsPerSecond = sampleRateHz / step;
    }

    /// Samples that a time step lasts, and its spikes with it.
    int stepSamples() const noexcept { return step; }

    /// Whether there may be negative spikes.
    bool mayBeNegative() const noexcept { return isSigned; }

    /// The spikes of a sample, below zero for negative ones. [any thread]
    template <typename T>
    int countOf (T sample) const noexcept
    {
        if (!(sample < 0 || sample > 0))
            return 0;
        const auto one = isUnit == nullptr || isUnit->load (std::memory_order_relaxed) > 0.5
                             ? 1.0
                             : stepsPerSecond / fullScaleHz->load (std::memory_order_relaxed);
        const auto count =
            std::clamp (std::round (std::abs (static_cast<double> (sample)) / one), 1.0, mostSpikes);
        return static_cast<int> (sample < 0 ? -count : count);
    }

private:
    static constexpr double mostSpikes = 1.0e6;

    bool isSigned = true;
    int step = 1;
    double stepsPerSecond = 1.0;
    const std::atomic<double>*isUnit = nullptr, *fullScaleHz = nullptr;
};

} // namespace spikegraph

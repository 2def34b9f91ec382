#pragma once

#include "Core/Activation.h"
#include "Core/Views.h"
#include "Graph/GraphShape.h"

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace spikegraph
{

/// The firing rate that a spiking node is asked for by what it hears. [one thread, not the audio thread]
class AskedRate
{
public:
    /// Nothing for a node of a type that does not say what it is asked for.
    static std::optional<AskedRate> of (std::shared_ptr<NodeInstance> node);

    /// Hertz, in the mean over the units of what comes in at one moment: of spikes of either sign.
    double hz (const float* input, Index units);

private:
    AskedRate (std::shared_ptr<NodeInstance> node, Activation<float> activationToUse);

    std::shared_ptr<NodeInstance> instance;
    Activation<float> activation;
    const std::atomic<double>* rateHz;
    std::vector<float> values;
};

} // namespace spikegraph

#pragma once

#include "Core/Training/LayerGraph.h"
#include "Core/Training/RateRegularisers.h"
#include "Graph/GraphShape.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace spikegraph
{

/// A patch as a graph of differentiable layers, from the first nodes that learn to Audio Out. What lies
/// before them does not change while they learn: the engine itself plays it, once a sound, and its outputs
/// are the graph's inputs.
///
/// Which parameters learn, the patch says (a node's "trainable"): weights and bias of Linear, gain of Gain
/// and Audio Out, the levels of Mix, drive and bias of Activation, tau, tauFactors, initialLevel and
/// initialLevels of Lowpass, tau and tauFactors of Alpha.
///
/// A sound is (1, steps, channels), cut anywhere. Not for the audio thread.
class PatchGraph
{
public:
    using Array = Tensor<float>;

    /// The patch must outlive it. Throws InvalidValue that names what cannot be: a parameter that does not
    /// learn, no trainable one, or a node between one and Audio Out that has no gradient.
    PatchGraph (const GraphModel& patch, const RenderFormat& format);

    /// The engine's part of a sound, followed by as much silence as the patch's output comes late.
    std::vector<Array> play (const juce::AudioBuffer<float>& sound) const;

    /// The output for a part of what play has made. With goesOn, the state is that after the last part.
    const Array& forward (const std::vector<Array>& inputs, bool goesOn);

    /// After forward: the penalty on the rates of spikes that a parameter moves, and its gradient, by which
    /// backward adds it to the loss.
    double regularise (const RateTarget& target);

    /// After forward: spikes a second of each unit, the mean over those that a parameter moves; none without.
    std::optional<double> meanRateHz() const;

    void backward (const Array& gradOutput);

    std::vector<Parameter<float>*> parameters() const { return learned; }
    int latencySamples() const noexcept { return latency; }

    /// Writes what has been learned into the patch or a copy of it, so that the engine plays the same. Throws
    /// InvalidValue for a value that its parameter does not take.
    void writeTo (GraphModel& model) const;

private:
    friend class PatchGraphBuilder;

    struct Spikes
    {
        int before, spikes; ///< graph nodes: f(x), and the spikes, n/dt
        double rateHz;      ///< of f(x) = 1
    };

    using Write = std::function<void (GraphModel&)>;

    const GraphModel& model;
    RenderFormat format;
    LayerGraph<float> layers;
    juce::StringArray played; ///< ids of the nodes whose outputs are the inputs, in order
    std::vector<Spikes> spikes;
    std::vector<Parameter<float>*> learned;
    std::vector<Write> writes;
    int output = -1, latency = 0;
};

} // namespace spikegraph

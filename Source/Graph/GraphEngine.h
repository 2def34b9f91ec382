#pragma once

#include "Core/Views.h"
#include "Graph/GraphModel.h"
#include "Graph/NodeProcessor.h"
#include "Graph/RenderPlan.h"

#include <vector>

namespace spikegraph
{

/// Runs a patch. Works without a message loop, on any thread, many side by side; results do not depend on
/// block sizes. Everything but process and output is for the thread that owns the engine.
class GraphEngine
{
public:
    struct Format
    {
        double sampleRateHz = 48000.0;
        int maximumBlockSamples = 512;
        int inputChannels = 1, outputChannels = 1;
    };

    /// Makes the nodes. Throws InvalidValue for a node or a parameter that does not exist, or a text that a
    /// node cannot use, with its place in the patch.
    explicit GraphEngine (const GraphModel& patch);

    /// Keeps a node's output readable after each block. Before prepare. Throws InvalidValue for no such node.
    void keepOutput (const juce::String& nodeId);

    /// Compiles the plan, allocates, and resets. Throws InvalidValue as RenderPlan::compile.
    void prepare (const Format& format);

    /// Restores the initial state. [audio thread, prepared]
    void reset() noexcept;

    /// In place: reads the first inputChannels, writes the first outputChannels. At most the prepared number
    /// of samples are run at a time, so more may be given; then `output` shows the last of them only. [audio
    /// thread, prepared]
    void process (juce::AudioBuffer<float>& audio) noexcept;

    /// What a kept node put out in the last block. [as process]
    Planar<const float> output (const juce::String& nodeId) const;

    /// Seconds for which the output may sound on after the input has ended: the longest path's sum.
    double tailSeconds() const;

    /// Samples that were not finite and have been replaced, in all nodes.
    std::uint64_t replacedSamples() const noexcept;

    /// Ids of the nodes whose output is spikes, in the patch's order.
    juce::StringArray spikeNodes() const;

private:
    void processBounded (juce::AudioBuffer<float>& audio, int first, int count) noexcept;
    void gather (const RenderPlan::Step& step, Index samples) noexcept;
    int indexOf (const juce::String& nodeId) const;

    const GraphModel& model;
    Format format;
    std::vector<std::unique_ptr<NodeProcessor>> nodes;
    std::vector<bool> kept;
    RenderPlan plan;
    std::vector<float> samples;                    ///< the arena
    std::vector<std::vector<float*>> stepChannels; ///< of each step
    Index lastBlock = 0;
};

} // namespace spikegraph

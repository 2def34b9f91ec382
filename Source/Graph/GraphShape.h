#pragma once

#include "Graph/GraphModel.h"
#include "Graph/LiveNumbers.h"
#include "Graph/NodeProcessor.h"

#include <memory>
#include <vector>

namespace spikegraph
{

/// How a patch is to run.
struct RenderFormat
{
    double sampleRateHz = 48000.0;
    int maximumBlockSamples = 512;
    int inputChannels = 1, outputChannels = 1;
    int sideChainChannels = 0;

    bool operator== (const RenderFormat&) const = default;
};

/// A node of a patch at work. Shapes share it for as long as the patch keeps it as it is.
struct NodeInstance
{
    explicit NodeInstance (juce::String nodeId, const NodeType& type)
        : id (std::move (nodeId))
        , processor (type)
    {
    }

    juce::String id;
    NodeProcessor processor;
    std::vector<int> inputUnits; ///< of the ports, the host's left out
    int hostInputs = 0, hostOutputs = 0;
};

/// A cable between nodes of a shape, which are counted as they run; ports are counted as kernels do.
struct ShapeCable
{
    int source = 0, outlet = 0, target = 0, inlet = 0;
    int delaySamples = 0; ///< what brings its signal in line with the latest at that inlet's node
};

/// A patch, made ready to run at a format: its nodes in an order in which each follows what it hears, but
/// for Feedback nodes, which may be heard before.
struct GraphShape
{
    /// The widest that a port may be: populations of populations grow fast.
    static constexpr int mostUnits = 4096;

    /// What the samples that a patch holds may take: delays of many units grow fast too. A gigabyte, since
    /// while one patch fades into another both are there.
    static constexpr double mostBytes = 1024.0 * 1024.0 * 1024.0;

    std::vector<std::shared_ptr<NodeInstance>> nodes;
    std::vector<ShapeCable> cables;
    std::vector<ShapeCable> midiCables;
    std::vector<int> outputDelays; ///< of each node that meets the host's output, in samples; of others 0
    int latencySamples = 0;
    std::vector<std::string> problems; ///< what the patch has and this program does not know, with its place

    /// The index of a node, or -1.
    int indexOf (const juce::String& nodeId) const noexcept;

    /// Seconds for which the output may sound on after the input has ended: the longest path's sum.
    double tailSeconds() const;

    /// Makes the nodes of a patch, or takes them from the shape before where type, structure and widths are
    /// the same, and sets their numbers, live ones before the patch's. Nodes of a type that is not known are
    /// left out, and their cables.
    /// Throws InvalidValue with its place in the patch: a loop, widths that do not fit, a text that a node
    /// cannot use, more memory than a patch may take. [the thread that owns the model]
    template <typename T>
    static GraphShape build (const GraphModel& model, const RenderFormat& format, const GraphShape& before,
                             const LiveNumbers& live = {});
};

/// Sets a number, or a choice by its index, that is not part of the structure; ignored for anything else.
/// Throws InvalidValue out of range. [any thread]
void setNumber (NodeParameters& parameters, const juce::String& parameterId, double value);

/// What a patch has and this program does not know: node types and parameters, each with its place.
std::vector<std::string> problemsOf (const GraphModel& model);

/// Throws InvalidValue for what keeps a patch from running whatever the format: a problem, or a loop.
void requireRunnable (const GraphModel& model);

} // namespace spikegraph

#pragma once

#include "Core/Random.h"
#include "Graph/NodeProcessor.h"
#include "Nodes/FactoryNodes.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace spikegraph::test
{

using Signals = std::vector<std::vector<double>>; ///< a vector a unit, ports one after the other
using Settings = std::vector<std::pair<const char*, juce::var>>;

struct RunOptions
{
    double sampleRateHz = 48000.0;
    int maximumBlock = 512;
    bool isDouble = false;
};

/// A node with parameters as a patch gives them and so many units at each inlet, prepared.
inline std::unique_ptr<NodeProcessor> makeNode (const char* id, const std::vector<int>& inputUnits,
                                                const Settings& settings = {}, const RunOptions& options = {})
{
    const auto& type = *nodeCatalogue().find (id);
    auto node = std::make_unique<NodeProcessor> (type);
    for (const auto& [name, value] : settings)
        node->parameters().set (name, checkParameter (*type.findParameter (name), value));
    node->setInputUnits (inputUnits, 0, 0);
    node->setProcessingPrecision (options.isDouble ? juce::AudioProcessor::doublePrecision
                                                   : juce::AudioProcessor::singlePrecision);
    node->prepareToPlay (options.sampleRateHz, options.maximumBlock);
    return node;
}

struct NodeOutput
{
    Signals channels;
    juce::MidiBuffer midi; ///< numbered from the first sample of the run
};

template <typename T>
NodeOutput runAs (NodeProcessor& node, const Signals& input, int samples, int block,
                  const juce::MidiBuffer& midi)
{
    const auto inputs = node.getTotalNumInputChannels(), outputs = node.getTotalNumOutputChannels();
    NodeOutput result;
    result.channels.resize (static_cast<std::size_t> (outputs));
    for (int first = 0; first < samples; first += block)
    {
        const auto count = std::min (block, samples - first);
        juce::AudioBuffer<T> buffer (std::max (inputs, outputs), count);
        buffer.clear();
        for (int channel = 0; channel < inputs; ++channel)
            for (int t = 0; t < count; ++t)
                buffer.setSample (
                    channel, t,
                    static_cast<T> (
                        input[static_cast<std::size_t> (channel)][static_cast<std::size_t> (first + t)]));
        juce::MidiBuffer events;
        events.addEvents (midi, first, count, -first);
        node.processBlock (buffer, events);
        if (node.producesMidi())
            result.midi.addEvents (events, 0, count, first);
        for (int channel = 0; channel < outputs; ++channel)
            for (int t = 0; t < count; ++t)
                result.channels[static_cast<std::size_t> (channel)].push_back (
                    static_cast<double> (buffer.getSample (channel, t)));
    }
    return result;
}

/// Processes as a host does, in blocks of `block` samples. The samples of a node in double lose nothing.
inline NodeOutput run (NodeProcessor& node, const Signals& input, int samples, int block,
                       const juce::MidiBuffer& midi = {})
{
    return node.isUsingDoublePrecision() ? runAs<double> (node, input, samples, block, midi)
                                         : runAs<float> (node, input, samples, block, midi);
}

/// Noise in [-1, 1), exact in float: what a node in float hears is what a formula in double hears.
inline Signals noiseOf (int units, int samples, std::uint64_t seed = 1)
{
    Signals channels (static_cast<std::size_t> (units));
    for (auto& channel : channels)
        for (int t = 0; t < samples; ++t)
            channel.push_back (2.0 *
                                   static_cast<double> (randomUniform<float> (
                                       seed + static_cast<std::uint64_t> (&channel - channels.data()) * 1000,
                                       static_cast<std::uint64_t> (t))) -
                               1.0);
    return channels;
}

inline const int blockCuts[] = { 1, 7, 64, 65, 512 };

} // namespace spikegraph::test

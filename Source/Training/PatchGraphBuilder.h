#pragma once

#include "Training/PatchGraph.h"
#include "Training/TimeConstantLayer.h"

namespace spikegraph
{

/// Builds a PatchGraph of its patch.
class PatchGraphBuilder
{
public:
    explicit PatchGraphBuilder (PatchGraph& graphToBuild);

    void build();

private:
    static constexpr int none = -1;

    void findWhatLearns();
    void addNode (int node);
    int addNodeOfType (int node, const juce::String& typeId);
    int addSpiking (int node, int source);
    int addResynthesis (int node, int source);
    int addMix (int node);
    int addMultiply (int node);
    int addLinear (int node, int source);
    /// Of a parameter in milliseconds.
    Index samplesIn (int node, const char* parameterId) const;
    template <typename Filter>
    typename Filter::Options filterOptions (int node) const;
    template <typename FilterLayer>
    int addFilter (int node, std::unique_ptr<FilterLayer> layer, int source);
    int addLowpass (int node, int source);
    int addAlpha (int node, int source);
    TauOfUnits tauOf (int node) const;
    int addAudioOut (int node);
    int addGain (int node, const char* parameterId, int source);
    int addOffset (int node, const char* parameterId, int source);

    /// The sum of what an inlet hears, or none.
    int inlet (int node, int port);
    int signalOf (const ShapeCable& cable);
    int delayed (int source, int units, int samples);
    int add (std::unique_ptr<Layer<float>> layer, int source);

    const NodeParameters& parametersOf (int node) const;
    const juce::String& idOf (int node) const;
    bool learns (int node, const char* parameterId) const;
    void learn (Parameter<float>& parameter, int node, const char* parameterId,
                std::function<juce::var()> valueToWrite);
    [[noreturn]] void refuse (int node, const std::string& reason) const;

    PatchGraph& graph;
    GraphShape shape;
    std::vector<juce::StringArray> trainable; ///< of each node: parameters
    std::vector<bool> isLive;                 ///< of each node: part of the graph
    std::vector<int> added, inputs;           ///< of each node: graph nodes
};

} // namespace spikegraph

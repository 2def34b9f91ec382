#pragma once

#include "Plugin/PluginProcessor.h"

#include <juce_graphics/juce_graphics.h>

#include <map>
#include <memory>
#include <vector>

namespace spikegraph
{

struct NodeSnapshot
{
    juce::String id{}, typeId{}, label{};
    const NodeType* type = nullptr; ///< null where this version does not know it
    juce::Point<double> position{};
    bool isBypassed = false;
    std::map<juce::String, ParameterValue> values{}; ///< of every parameter of the type, as they are heard
    std::shared_ptr<NodeInstance> instance{};        ///< null where it does not run

    /// What it is called on screen.
    juce::String title() const;
    /// Units of its first outlet, or for one without of its first inlet; 0 where that is not known.
    int units() const;
    const ParameterValue& value (const juce::String& parameterId) const { return values.at (parameterId); }
};

struct CableSnapshot
{
    juce::String from{}, to{}; ///< "node.port"
    SignalKind kind = SignalKind::audio;
    int units = 0; ///< 0 where that is not known

    juce::String sourceNode() const { return from.upToFirstOccurrenceOf (".", false, false); }
    juce::String sourcePort() const { return from.fromFirstOccurrenceOf (".", false, false); }
    juce::String targetNode() const { return to.upToFirstOccurrenceOf (".", false, false); }
    juce::String targetPort() const { return to.fromFirstOccurrenceOf (".", false, false); }
    bool operator== (const CableSnapshot&) const = default;
};

struct MacroSnapshot
{
    struct Target
    {
        ParameterAddress address;
        double from = 0.0, to = 1.0;
        bool operator== (const Target&) const = default;
    };

    juce::String name{};
    double value = 0.0; ///< as it is heard
    std::vector<Target> targets{};
};

struct CommentSnapshot
{
    juce::String text{};
    juce::Rectangle<double> bounds{};
    bool operator== (const CommentSnapshot&) const = default;
};

/// The patch at one moment, for those who show it: plain values that nobody else changes.
struct PatchSnapshot
{
    juce::String name{}, author{}, description{}, className{};
    juce::StringArray tags{};
    std::vector<NodeSnapshot> nodes{};
    std::vector<CableSnapshot> cables{};
    std::vector<MacroSnapshot> macros{};
    std::vector<CommentSnapshot> comments{};
    std::map<ParameterAddress, int> slots{}; ///< the host's, of the parameters that have one

    juce::String undoName{}, redoName{}; ///< empty where there is no step
    bool canUndo = false, canRedo = false;
    std::string problem{};     ///< what keeps the patch from running, or what of it is not known
    double sampleRateHz = 0.0; ///< 0 where nothing was prepared
    int latencySamples = 0;

    const NodeSnapshot* node (const juce::String& nodeId) const noexcept;
    const CableSnapshot* cable (const juce::String& from, const juce::String& to) const noexcept;
};

/// [message thread]
PatchSnapshot snapshotOf (const PluginProcessor& processor);

} // namespace spikegraph

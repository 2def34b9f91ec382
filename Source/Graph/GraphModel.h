#pragma once

#include "Graph/NodeType.h"

#include <juce_data_structures/juce_data_structures.h>

namespace spikegraph
{

/// A patch, as a person edits it: nodes, cables, macros, and what describes it. Everything in it can be
/// undone.
///
/// Identity is a node's id, which never changes. Patches are JSON in a stable order: saving, loading and
/// saving again gives the same bytes. Node types and parameters that this version does not know are kept.
/// [message thread, or whichever single thread owns the model]
class GraphModel
{
public:
    explicit GraphModel (const NodeCatalogue& catalogueToUse);

    GraphModel (GraphModel&&) = default;

    /// Throws InvalidValue that names the source, the place and the fault:
    /// "voice.spikegraph: nodes[3].parameters.tau: -5 ms is below 0.01 ms".
    static GraphModel fromJson (const NodeCatalogue& catalogue, const std::string& json,
                                const juce::String& sourceName);
    std::string toJson() const;

    juce::String name() const { return tree["name"]; }
    const NodeCatalogue& catalogue() const noexcept { return *types; }

    /// Children: nodes, cables, macros, each with its items.
    const juce::ValueTree& state() const noexcept { return tree; }
    juce::ValueTree nodes() const { return tree.getChildWithName ("nodes"); }
    juce::ValueTree cables() const { return tree.getChildWithName ("cables"); }
    juce::ValueTree macros() const { return tree.getChildWithName ("macros"); }

    /// The node of an id; invalid where there is none.
    juce::ValueTree node (const juce::String& nodeId) const;

    /// Sets a parameter from text. Throws InvalidValue that names node and parameter.
    void setParameter (const juce::String& nodeId, const juce::String& parameterId,
                       const juce::String& value);

    /// Sets a macro, counted from 1, to a value in [0, 1], and with it its targets. Throws InvalidValue.
    void setMacro (int number, double value);

    juce::UndoManager& undoManager() noexcept { return *undo; }

private:
    const NodeCatalogue* types;
    juce::ValueTree tree;
    std::unique_ptr<juce::UndoManager> undo;
};

} // namespace spikegraph

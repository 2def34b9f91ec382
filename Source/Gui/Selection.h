#pragma once

#include "Gui/Document.h"

#include <juce_events/juce_events.h>

#include <optional>
#include <set>

namespace spikegraph
{

/// What is selected in the editor: nodes, or one cable, or one comment. It tells its listeners of changes at
/// once. [message thread]
class Selection final : private Document::Listener
{
public:
    explicit Selection (Document& documentToFollow);
    ~Selection() override;

    struct Cable
    {
        juce::String from, to;
        bool operator== (const Cable&) const = default;
    };

    class Listener
    {
    public:
        virtual ~Listener() = default;
        virtual void selectionChanged() = 0;
    };

    void addListener (Listener* listener) { listeners.add (listener); }
    void removeListener (Listener* listener) { listeners.remove (listener); }

    const std::set<juce::String>& nodes() const noexcept { return selectedNodes; }
    juce::StringArray nodeList() const;
    bool contains (const juce::String& nodeId) const { return selectedNodes.count (nodeId) > 0; }
    const std::optional<Cable>& cable() const noexcept { return selectedCable; }
    std::optional<int> comment() const noexcept { return selectedComment; }
    /// The node, where it is just one.
    const NodeSnapshot* onlyNode() const noexcept;

    void clear() { set ({}, {}, {}); }
    void selectNodes (std::set<juce::String> nodeIds) { set (std::move (nodeIds), {}, {}); }
    void selectNodes (const juce::StringArray& nodeIds) { set ({ nodeIds.begin(), nodeIds.end() }, {}, {}); }
    void selectNode (const juce::String& nodeId) { set ({ nodeId }, {}, {}); }
    void toggleNode (const juce::String& nodeId);
    void selectCable (const Cable& cableToSelect) { set ({}, cableToSelect, {}); }
    void selectComment (int index) { set ({}, {}, index); }

private:
    /// What has gone from the patch is not selected any more.
    void patchChanged (const PatchSnapshot& patch) override;
    void set (std::set<juce::String> nodeIds, std::optional<Cable> cableToSelect, std::optional<int> comment);

    Document& document;
    std::set<juce::String> selectedNodes;
    std::optional<Cable> selectedCable;
    std::optional<int> selectedComment;
    juce::ListenerList<Listener> listeners;
};

} // namespace spikegraph

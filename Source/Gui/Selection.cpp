#include "Gui/Selection.h"

namespace spikegraph
{

Selection::Selection (Document& documentToFollow)
    : document (documentToFollow)
{
    document.addListener (this);
}

Selection::~Selection()
{
    document.removeListener (this);
}

juce::StringArray Selection::nodeList() const
{
    juce::StringArray list;
    for (const auto& id : selectedNodes)
        list.add (id);
    return list;
}

const NodeSnapshot* Selection::onlyNode() const noexcept
{
    return selectedNodes.size() == 1 ? document.patch().node (*selectedNodes.begin()) : nullptr;
}

void Selection::toggleNode (const juce::String& nodeId)
{
    auto changed = selectedNodes;
    if (changed.erase (nodeId) == 0)
        changed.insert (nodeId);
    set (std::move (changed), {}, {});
}

void Selection::patchChanged (const PatchSnapshot& patch)
{
    auto nodes = selectedNodes;
    std::erase_if (nodes, [&] (const auto& id) { return patch.node (id) == nullptr; });
    auto cable = selectedCable;
    if (cable && patch.cable (cable->from, cable->to) == nullptr)
        cable.reset();
    auto comment = selectedComment;
    if (comment && *comment >= static_cast<int> (patch.comments.size()))
        comment.reset();
    set (std::move (nodes), std::move (cable), comment);
}

void Selection::set (std::set<juce::String> nodeIds, std::optional<Cable> cableToSelect,
                     std::optional<int> comment)
{
    if (nodeIds == selectedNodes && cableToSelect == selectedCable && comment == selectedComment)
        return;
    selectedNodes = std::move (nodeIds);
    selectedCable = std::move (cableToSelect);
    selectedComment = comment;
    listeners.call ([] (Listener& listener) { listener.selectionChanged(); });
}

} // namespace spikegraph

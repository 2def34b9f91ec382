#pragma once

#include "Gui/Document.h"
#include "Gui/Selection.h"

namespace spikegraph
{

/// Edits of what is selected, each one step of undo. They do nothing where nothing fits, and leave refusals
/// to the document. [message thread]
class GraphActions
{
public:
    GraphActions (Document& documentToEdit, Selection& selectionToUse)
        : document (documentToEdit)
        , selection (selectionToUse)
    {
    }

    /// Removes the selected nodes, cable or comment.
    void remove();
    /// The selected nodes and the cables among them as a patch in JSON; empty where none is selected.
    juce::String copied() const;
    /// Adds a patch in JSON, with its top left corner at a position, and selects what is new.
    void paste (const juce::String& json, juce::Point<double> position);
    void duplicate();
    void toggleBypass();

    void alignLeft();
    void alignTop();
    /// Even gaps between the outermost.
    void spreadAcross();
    void spreadDown();
    /// Lays out the selection, or everything where nothing is selected, in the order in which it runs: see
    /// arranged.
    void arrange();

    /// Moves the selected nodes and comment.
    void nudge (juce::Point<double> offset);

    /// Adds a node and selects it. Returns its id, empty where it was refused.
    juce::String addNode (const juce::String& typeId, juce::Point<double> position);
    /// The same with a cable to a port of another.
    juce::String addNodeAt (const juce::String& typeId, juce::Point<double> position,
                            const juce::String& port, bool portIsInlet, SignalKind kind);

private:
    std::vector<const NodeSnapshot*> selectedNodes() const;
    void setPositions (const juce::String& stepName, const std::vector<GraphModel::NodePosition>& positions);
    void spread (bool isAcross);

    Document& document;
    Selection& selection;
};

/// Positions for nodes, such that each comes after those it hears: from left to right in rows of at most so
/// many columns. [any thread]
std::vector<GraphModel::NodePosition>
arranged (const PatchSnapshot& patch, const std::vector<const NodeSnapshot*>& nodes, int mostColumns);

} // namespace spikegraph

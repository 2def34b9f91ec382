#pragma once

#include "Graph/EditHistory.h"
#include "Graph/LiveNumbers.h"
#include "Graph/NodeType.h"

#include <juce_data_structures/juce_data_structures.h>
#include <juce_graphics/juce_graphics.h>

#include <memory>
#include <string>
#include <vector>

namespace spikegraph
{

/// A patch, as a person edits it: nodes, cables, macros, comments, and what describes it.
///
/// Every edit is checked as a whole before anything changes: where it throws InvalidValue (the thing, the
/// value and the reason, in one line), the patch is as it was. Every edit can be undone, and is one step of
/// its own unless a gesture is open. An edit that changes nothing makes no step.
///
/// Identity is a node's id, which never changes. A port is named "node.port", a cable by the ports it joins.
/// Patches are JSON in a stable order: saving, loading and saving again gives the same bytes. Node types,
/// parameters and keys that this version does not know are kept.
///
/// All of it is [message thread, or whichever single thread owns the model].
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

    /// A copy in which other numbers stand, and other values of macros (counted from 1), without moving what
    /// these drive: the patch as it is heard while a host automates it.
    GraphModel withNumbers (const LiveNumbers& numbers, const std::map<int, double>& macroValues) const;

    const NodeCatalogue& catalogue() const noexcept { return *types; }

    //==============================================================================================
    // What is in it. The trees are for reading and listening: edits go through the model.

    /// Properties: name, author, description, class, tags (one a line). Children: the lists.
    const juce::ValueTree& state() const noexcept { return tree; }
    /// Of each node: id, type, and where there are any label, x and y, bypassed, trainable (the parameters
    /// that training may change, one a line). Its child "parameters" has
    /// those that are set, each with id and value.
    juce::ValueTree nodes() const { return tree.getChildWithName ("nodes"); }
    /// Of each cable: from and to, each "node.port".
    juce::ValueTree cables() const { return tree.getChildWithName ("cables"); }
    /// Of each macro: name, value, and a child a target with node, parameter, from and to.
    juce::ValueTree macros() const { return tree.getChildWithName ("macros"); }
    /// Of each comment: text, x, y, width and height.
    juce::ValueTree comments() const { return tree.getChildWithName ("comments"); }

    /// The node of an id; invalid where there is none.
    juce::ValueTree node (const juce::String& nodeId) const;
    /// The number of a parameter that is no text (of a choice, its index), set or default; 0 where there is
    /// none.
    double number (const ParameterAddress& address) const;
    juce::String name() const { return tree["name"]; }
    juce::StringArray tags() const { return juce::StringArray::fromLines (tree["tags"].toString()); }

    //==============================================================================================
    // Undo.

    /// All edits until it ends are one step, of this name where no other gesture is open.
    Gesture beginGesture (const juce::String& stepName) { return { *history, stepName }; }
    bool undo() { return history->undo(); }
    bool redo() { return history->redo(); }
    bool canUndo() const { return history->canUndo(); }
    bool canRedo() const { return history->canRedo(); }
    juce::String undoName() const { return history->undoName(); }
    juce::String redoName() const { return history->redoName(); }
    juce::UndoManager& undoManager() noexcept { return history->undoManager(); }

    //==============================================================================================
    // The document as a whole.

    void setName (const juce::String& text) { setText ("name", text); }
    void setAuthor (const juce::String& text) { setText ("author", text); }
    void setDescription (const juce::String& text) { setText ("description", text); }
    void setClass (const juce::String& text) { setText ("class", text); }
    void setTags (const juce::StringArray& newTags);

    /// Becomes the other patch, as one step: how a preset is loaded into what a person works on.
    void replaceWith (const GraphModel& other);

    /// Forgets all steps: a session that was restored begins anew.
    void forgetSteps() { history->undoManager().clearUndoHistory(); }

    //==============================================================================================
    // Nodes.

    struct NodePosition
    {
        juce::String nodeId;
        juce::Point<double> position; ///< pixels at a zoom of 1
    };

    /// Returns the new node's id: the preferred one, or the type's, with a number where that is taken.
    juce::String addNode (const juce::String& typeId, juce::Point<double> position,
                          const juce::String& preferredId = {});
    /// Removes nodes with their cables, and takes them from the macros.
    void removeNodes (const juce::StringArray& nodeIds);
    void removeNode (const juce::String& nodeId) { removeNodes ({ nodeId }); }

    /// Makes a node one of another type. It keeps its id, label and position, the cables whose port is there
    /// still, and the parameters and macro targets that have the same id, kind and unit and a value in range.
    void replaceNode (const juce::String& nodeId, const juce::String& typeId);

    void setPositions (const std::vector<NodePosition>& positions);
    void setPosition (const juce::String& nodeId, juce::Point<double> position)
    {
        setPositions ({ { nodeId, position } });
    }
    /// What is shown instead of the type's name; empty for that name again.
    void setLabel (const juce::String& nodeId, const juce::String& label);
    void setBypassed (const juce::String& nodeId, bool shouldBeBypassed);

    /// Sets a parameter, to a number or from its text.
    void setParameter (const juce::String& nodeId, const juce::String& parameterId, const juce::var& value);
    /// Sets a parameter to its default.
    void resetParameter (const juce::String& nodeId, const juce::String& parameterId);

    //==============================================================================================
    // Cables.

    /// Refused: ends that are not there, MIDI to or from anything else, a cable that is there, and a loop
    /// without a Feedback node, which is named.
    void addCable (const juce::String& from, const juce::String& to);
    void removeCable (const juce::String& from, const juce::String& to);

    /// Replaces a cable by two, with a new node of a type between them. Returns its id.
    juce::String insertNewOnCable (const juce::String& from, const juce::String& to,
                                   const juce::String& typeId, juce::Point<double> position);
    /// The same with a node that is there. It takes part with its first inlet and outlet that fit.
    void insertOnCable (const juce::String& from, const juce::String& to, const juce::String& nodeId);

    //==============================================================================================
    // Copies. What is copied is a patch in JSON of its own: nodes, and the cables among them.

    std::string copy (const juce::StringArray& nodeIds) const;
    /// Adds the nodes and cables of any patch, with its leftmost and topmost at a position. Returns the new
    /// ids, in its order of nodes. Throws as fromJson does.
    juce::StringArray paste (const std::string& json, juce::Point<double> position);
    /// Returns the new ids.
    juce::StringArray duplicate (const juce::StringArray& nodeIds,
                                 juce::Point<double> offset = { 40.0, 40.0 });

    //==============================================================================================
    // Macros, counted from 1; at most 16.

    /// Returns its number.
    int addMacro (const juce::String& macroName);
    /// Later macros move up.
    void removeMacro (int number);
    void renameMacro (int number, const juce::String& newName);
    /// Sets a macro to a value in [0, 1], and its targets to where that is between their `from` and `to`.
    void setMacro (int number, double value);
    /// The parameter must be a number; it stays as it is until the macro moves.
    void addMacroTarget (int number, const juce::String& nodeId, const juce::String& parameterId, double from,
                         double to);
    void removeMacroTarget (int number, const juce::String& nodeId, const juce::String& parameterId);

    //==============================================================================================
    // Comments, counted from 0.

    /// Returns its index. Bounds are in pixels at a zoom of 1.
    int addComment (const juce::String& text, juce::Rectangle<double> bounds);
    /// Later comments move up.
    void removeComment (int index);
    void setCommentText (int index, const juce::String& text);
    void setCommentBounds (int index, juce::Rectangle<double> bounds);

private:
    juce::UndoManager* recorder() { return &history->undoManager(); }
    void setText (const char* property, const juce::String& text);
    void removeAll (const std::vector<juce::ValueTree>& items);

    juce::ValueTree needNode (const juce::String& nodeId, const std::string& thing) const;
    const NodeType& needType (const juce::String& typeId, const std::string& thing) const;
    const ParameterType& needParameter (const juce::ValueTree& node, const juce::String& parameterId) const;
    void writeParameter (const juce::ValueTree& node, const ParameterType& parameter, const juce::var& value);

    juce::ValueTree findCable (const juce::String& from, const juce::String& to) const;
    juce::ValueTree needCable (const juce::String& from, const juce::String& to) const;
    void insertBetween (const juce::ValueTree& cable, const juce::String& inlet, const juce::String& outlet);

    juce::ValueTree needMacro (int number) const;
    juce::ValueTree needComment (int index) const;

    const NodeCatalogue* types;
    juce::ValueTree tree;
    std::unique_ptr<EditHistory> history;
};

} // namespace spikegraph

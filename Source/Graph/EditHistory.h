#pragma once

#include <juce_data_structures/juce_data_structures.h>

#include <utility>

namespace spikegraph
{

class Gesture;

/// Undo and redo in steps. A step is what happens while at least one gesture is open: gestures nest, and the
/// outermost gives the step its name. [the thread that owns the model]
class EditHistory
{
public:
    EditHistory();

    /// Takes back, or does again, one step. Nothing happens, and false comes back, where there is none, and
    /// while a gesture is open: half a gesture cannot be taken back.
    bool undo();
    bool redo();
    bool canUndo() const { return openGestures == 0 && manager.canUndo(); }
    bool canRedo() const { return openGestures == 0 && manager.canRedo(); }

    /// Of the step that undo or redo would take; empty where there is none.
    juce::String undoName() const { return manager.getUndoDescription(); }
    juce::String redoName() const { return manager.getRedoDescription(); }

    /// What a ValueTree's edits are recorded by.
    juce::UndoManager& undoManager() noexcept { return manager; }

private:
    friend class Gesture;
    void open (const juce::String& name);
    void close();

    juce::UndoManager manager;
    int openGestures = 0;
};

/// While one lives, all edits are one step of undo: hold it from mouse down to mouse up. It must not outlive
/// the model.
class [[nodiscard]] Gesture
{
public:
    Gesture (EditHistory& historyToUse, const juce::String& name)
        : history (&historyToUse)
    {
        history->open (name);
    }

    Gesture (Gesture&& other) noexcept
        : history (std::exchange (other.history, nullptr))
    {
    }

    ~Gesture()
    {
        if (history != nullptr)
            history->close();
    }

    Gesture& operator= (Gesture&&) = delete;

private:
    EditHistory* history;
};

} // namespace spikegraph

#include "Graph/EditHistory.h"

namespace spikegraph
{
namespace
{

// An action counts as about 100 units, whatever it holds. JUCE's own limit of 30,000 would forget the first
// edits of an afternoon.
constexpr int unitsToKeep = 1 << 28, stepsToKeep = 1000;

} // namespace

EditHistory::EditHistory()
    : manager (unitsToKeep, stepsToKeep)
{
}

bool EditHistory::undo()
{
    return openGestures == 0 && manager.undo();
}

bool EditHistory::redo()
{
    return openGestures == 0 && manager.redo();
}

void EditHistory::open (const juce::String& name)
{
    if (openGestures++ == 0)
        manager.beginNewTransaction (name);
}

void EditHistory::close()
{
    // A step ends with its gesture: what someone else records with the undo manager does not join it.
    if (--openGestures == 0)
        manager.beginNewTransaction();
}

} // namespace spikegraph

#include "Gui/Document.h"

namespace spikegraph
{

Document::Document (PluginProcessor& processorToEdit)
    : plugin (processorToEdit)
    , types (plugin.session().read().model().catalogue())
    , current (snapshotOf (plugin))
{
    plugin.changes().addChangeListener (this);
}

Document::~Document()
{
    endGesture();
    plugin.changes().removeChangeListener (this);
}

bool Document::attempt (const std::function<void()>& action)
{
    try
    {
        action();
        return true;
    }
    catch (const std::exception& error)
    {
        refuse (juce::String::fromUTF8 (error.what()));
        return false;
    }
}

bool Document::edit (const std::function<void (GraphModel&)>& change)
{
    const bool wasTaken = attempt ([&] { change (plugin.session().edit().model()); });
    refresh();
    return wasTaken;
}

bool Document::editSlots (const std::function<void (Slots&)>& change)
{
    const bool wasTaken = attempt ([&] { change (plugin.session().edit().slots()); });
    refresh();
    return wasTaken;
}

void Document::beginGesture (const juce::String& stepName)
{
    endGesture();
    gesture.emplace (plugin.session().edit().model().beginGesture (stepName));
}

void Document::endGesture()
{
    if (!gesture)
        return;
    {
        const auto session = plugin.session().edit();
        gesture.reset();
    }
    refresh();
}

void Document::undo()
{
    endGesture();
    edit ([] (GraphModel& model) { model.undo(); });
}

void Document::redo()
{
    endGesture();
    edit ([] (GraphModel& model) { model.redo(); });
}

void Document::load (const GraphModel& other)
{
    endGesture();
    plugin.session().edit().load (other);
    refresh();
}

void Document::refuse (const juce::String& reason)
{
    listeners.call ([&] (Listener& listener) { listener.editRefused (reason); });
}

void Document::refresh()
{
    // Before looking: what changes meanwhile is looked at again.
    lookedAt = plugin.changeCount();
    current = snapshotOf (plugin);
    listeners.call ([this] (Listener& listener) { listener.patchChanged (current); });
}

void Document::changeListenerCallback (juce::ChangeBroadcaster*)
{
    if (lookedAt != plugin.changeCount())
        refresh();
}

} // namespace spikegraph

#pragma once

#include "Gui/PatchSnapshot.h"

#include <functional>
#include <optional>

namespace spikegraph
{

/// The patch that an editor shows and changes. All of it is [message thread].
///
/// It hands out a snapshot, which is renewed after every change, whoever has made it; and it passes edits on,
/// each as one step of undo, or many as one while a gesture is open.
class Document final : private juce::ChangeListener
{
public:
    explicit Document (PluginProcessor& processorToEdit);
    ~Document() override;

    class Listener
    {
    public:
        virtual ~Listener() = default;
        virtual void patchChanged (const PatchSnapshot& patch) = 0;
        /// An edit was refused: one line that names the thing, the value and the reason.
        virtual void editRefused (const juce::String& reason) { juce::ignoreUnused (reason); }
    };

    void addListener (Listener* listener) { listeners.add (listener); }
    void removeListener (Listener* listener) { listeners.remove (listener); }

    const PatchSnapshot& patch() const noexcept { return current; }
    PluginProcessor& processor() noexcept { return plugin; }
    const NodeCatalogue& catalogue() const noexcept { return types; }

    /// Does what may be refused, and tells the listeners why if it was. Whether it was done.
    bool attempt (const std::function<void()>& action);

    /// Edits the patch. Whether it was taken; if not, the listeners hear why, and nothing has changed.
    /// Listeners have the new snapshot before it returns.
    bool edit (const std::function<void (GraphModel&)>& change);
    /// The same of the host's slots.
    bool editSlots (const std::function<void (Slots&)>& change);
    /// Reads what the snapshot does not hold.
    template <typename Read>
    auto read (Read&& use) const
    {
        const auto reading = plugin.session().read();
        return use (reading.model());
    }

    /// Makes all edits until endGesture one step. Gestures do not nest here: a second one ends the first.
    void beginGesture (const juce::String& stepName);
    void endGesture();

    void undo();
    void redo();

    /// Becomes another patch, as one step of undo.
    void load (const GraphModel& other);

    /// Tells the listeners of a refusal.
    void refuse (const juce::String& reason);

    /// Looks at the patch again, and tells the listeners. For what no edit announces, such as automation.
    void refresh();

private:
    /// Our own edits have been looked at already.
    void changeListenerCallback (juce::ChangeBroadcaster*) override;

    PluginProcessor& plugin;
    const NodeCatalogue& types;
    PatchSnapshot current;
    std::uint64_t lookedAt = 0; ///< the plugin's count of changes then
    std::optional<Gesture> gesture;
    juce::ListenerList<Listener> listeners;
};

} // namespace spikegraph

#pragma once

#include "Graph/GraphEngine.h"
#include "Plugin/Handover.h"
#include "Plugin/HostControls.h"

#include <juce_events/juce_events.h>

#include <atomic>
#include <functional>
#include <set>
#include <string>

namespace spikegraph
{

/// A patch at work behind a host's parameters: the document, the engine that plays it, and what the host
/// moves in it.
///
/// What is edited or restored after preparing, before the first block, is there from the first sample on, as
/// if it had been prepared for. From then on, edits fade in.
///
/// Any thread but the audio thread may edit and read, one at a time: a lock sees to that, which the audio
/// thread never takes. What a host automates is heard, shown and saved, but is no edit of the document: it
/// makes no steps of undo. Editing the same parameter afterwards counts again.
class PatchSession final : private juce::Timer, private juce::ValueTree::Listener
{
public:
    /// What an edit has led to, for those who show it.
    struct Changes
    {
        bool patch = false;   ///< something in the document, or a number that the host moves
        bool names = false;   ///< what the host's parameters are called, or how they read
        bool latency = false; ///< or the tail

        bool any() const noexcept { return patch || names || latency; }
    };

    PatchSession (const NodeCatalogue& catalogue, const HostParameters& hostParameters);

    /// Begins to follow what the host moves, some thirty times a second on the message thread. onChange is
    /// called after each change, on the thread that made it, without the lock. [before it is shared]
    void start (std::function<void (const Changes&)> onChangeToCall);
    /// The end of that. [once, before it goes; the caller holds the message thread off]
    void stop();

    //==============================================================================================
    // [any thread but the audio thread]

    /// Holds the lock while it lives; when it goes, what was edited is heard.
    class [[nodiscard]] Edit
    {
    public:
        explicit Edit (PatchSession& sessionToEdit);
        ~Edit();
        Edit (const Edit&) = delete;
        Edit& operator= (const Edit&) = delete;

        GraphModel& model() noexcept { return session.patch; }
        Slots& slots() noexcept { return session.hostSlots; }

        /// Becomes another patch, as one step of undo, and as it stands: nothing automated holds on.
        void load (const GraphModel& other);

    private:
        PatchSession& session;
    };

    /// Holds the lock while it lives.
    class [[nodiscard]] Reading
    {
    public:
        explicit Reading (const PatchSession& sessionToRead);

        const GraphModel& model() const noexcept { return session.patch; }
        const Slots& slots() const noexcept { return session.hostSlots; }

        /// A number as it is heard: automated, or the document's.
        double number (const ParameterAddress& address) const;
        /// The patch as it is heard.
        GraphModel heard() const;
        /// What keeps the patch from running, or what of it this program does not know; empty if nothing.
        const std::string& problem() const noexcept { return session.problemText; }
        /// The nodes at work; none before anything was prepared. One who shows them may keep them.
        std::vector<std::shared_ptr<NodeInstance>> nodes() const;
        /// Hertz; 0 before anything was prepared.
        double sampleRateHz() const noexcept
        {
            return session.isPrepared ? session.format.sampleRateHz : 0.0;
        }

    private:
        const PatchSession& session;
        const juce::ScopedLock held;
    };

    Edit edit() { return Edit (*this); }
    Reading read() const { return Reading (*this); }

    int latencySamples() const noexcept { return latency.load(); }
    double tailSeconds() const noexcept { return tail.load(); }
    std::uint64_t replacedSamples() const;

    //==============================================================================================
    // [any thread, nobody processes]

    void prepare (const RenderFormat& format, bool inDouble);

    //==============================================================================================
    // [audio thread, prepared]

    /// As GraphEngine::process; silence where the patch cannot run.
    template <typename T>
    void process (juce::AudioBuffer<T>& audio, const juce::MidiBuffer& midi,
                  const Transport& transport) noexcept;
    template <typename T>
    const juce::MidiBuffer& midiOut() const noexcept
    {
        return engine<T>().midiOut();
    }
    void reset() noexcept;

private:
    void timerCallback() override;

    void valueTreePropertyChanged (juce::ValueTree& tree, const juce::Identifier& property) override;
    void valueTreeChildAdded (juce::ValueTree& parent, juce::ValueTree& child) override;
    void valueTreeChildRemoved (juce::ValueTree& parent, juce::ValueTree& child, int) override;
    void valueTreeChildOrderChanged (juce::ValueTree& parent, int, int) override;
    void noteParameter (const juce::ValueTree& node, const juce::ValueTree& parameter);
    void noteItem (const juce::ValueTree& parent, const juce::ValueTree& item);

    /// Finds out what the host has moved. The lock is held in all of these.
    void takeMoved();
    void settle();
    void setNumbers();
    void followDocument();
    void updateEngine();
    bool holdOffStart() noexcept;
    void renewControls();
    void showNames();
    void takeFigures();

    template <typename T>
    GraphEngine<T>& engine() noexcept
    {
        if constexpr (std::is_same_v<T, float>)
            return floatEngine;
        else
            return doubleEngine;
    }
    template <typename T>
    const GraphEngine<T>& engine() const noexcept
    {
        return const_cast<PatchSession&> (*this).engine<T>();
    }
    /// Calls it with the engine that is in use.
    template <typename Use>
    decltype (auto) withEngine (Use&& use)
    {
        return isDouble ? use (doubleEngine) : use (floatEngine);
    }

    std::function<void (const Changes&)> onChange;
    juce::CriticalSection lock;
    const HostParameters& parameters;
    GraphModel patch;
    Slots hostSlots;
    juce::ValueTree patchState{ patch.state() }, slotState{ hostSlots.state() }; ///< for listening
    GraphEngine<float> floatEngine;
    GraphEngine<double> doubleEngine;

    bool isDouble = false, isPrepared = false;
    RenderFormat format;
    std::atomic<bool> isRunning{ false }; ///< only then does the audio thread touch the engine
    std::atomic<bool> hasBegun{ false };  ///< the audio thread has played since prepare
    std::string problemText;
    std::atomic<int> latency{ 0 };
    std::atomic<double> tail{ 0.0 };

    LiveNumbers live;
    std::vector<std::vector<ControlTarget>> targets; ///< of the host's parameters, in the document
    Handover<HostControls> controls;

    // What an edit has touched so far.
    std::set<ParameterAddress> touchedNumbers;
    std::set<int> touchedMacros;
    bool structureTouched = false, controlsTouched = false;
    bool updateIsDue = false; ///< the engine was busy
    int openEdits = 0;
    Changes changes;
};

} // namespace spikegraph

#pragma once

#include "Gui/Document.h"

#include <deque>
#include <map>
#include <memory>
#include <vector>

namespace spikegraph
{

/// What the nodes have put out lately, for all who draw it: the summaries of their monitors, read together
/// some 60 times a second while somebody looks. [message thread]
class LiveSignals final : private juce::Timer, private Document::Listener
{
public:
    explicit LiveSignals (Document& documentToFollow);
    ~LiveSignals() override;

    /// The last frames of one node: what NodeMonitor says of them.
    class History
    {
    public:
        explicit History (std::shared_ptr<NodeInstance> instanceToRead);

        static constexpr Index capacityFrames = 512;

        Index units() const noexcept { return numUnits; }
        bool areSpikes() const noexcept { return isOfSpikes; }
        double framesPerSecond() const noexcept { return rateHz; }
        /// Samples that one frame stands for.
        double samplesPerFrame() const noexcept { return sampleRateHz / rateHz; }
        /// Frames that have come, ever.
        std::uint64_t frames() const noexcept { return count; }
        /// A frame, of as many values as units: 0 frames ago is the newest. Zeros before the first.
        const float* frame (Index framesAgo) const noexcept;
        /// A unit's largest magnitude in the last frames.
        float peak (Index unit, Index lastFrames) const noexcept;
        /// The largest magnitude of all units that falls by 20 dB in a third of a second; spikes: 1 for a
        /// spike of each unit in a frame.
        float level() const noexcept { return heldLevel; }
        /// The sum over all units and the last frames.
        double sum (Index lastFrames) const noexcept;
        /// Of all units, over the last half second; 0 for what are no spikes.
        double spikesPerSecond() const noexcept;

    private:
        friend class LiveSignals;
        bool read();

        std::shared_ptr<NodeInstance> instance;
        std::shared_ptr<SampleRing> ring;
        std::unique_ptr<SampleRing::Reader> reader;
        Index numUnits = 0;
        bool isOfSpikes = false;
        double rateHz = 200.0, sampleRateHz = 48000.0;
        std::vector<float> values, incoming, silence;
        std::uint64_t count = 0;
        float heldLevel = 0.0f;
        /// How many spikes there had been after so many frames.
        struct Look
        {
            std::uint64_t frames;
            double spikes;
        };
        std::deque<Look> looks; ///< of half a second
    };

    /// Null for a node that does not run, or puts out no samples.
    const History* of (const juce::String& nodeId) const;

    /// The spikes of all nodes together, over the last half second at most.
    struct Activity
    {
        double spikesPerSecond = 0.0;
        double sparsity = 1.0; ///< the share of a unit's time steps without a spike
        bool hasNeurons = false;
    };
    Activity activity() const;

    class Listener
    {
    public:
        virtual ~Listener() = default;
        /// Something new has come.
        virtual void signalsMoved() = 0;
    };

    void addListener (Listener* listener) { listeners.add (listener); }
    void removeListener (Listener* listener) { listeners.remove (listener); }

    /// Nothing is read, and nothing costs, until this is on.
    void setWatching (bool shouldWatch);

private:
    void patchChanged (const PatchSnapshot& patch) override;
    void timerCallback() override;

    Document& document;
    bool isWatching = false;
    std::map<juce::String, std::unique_ptr<History>> histories;
    juce::ListenerList<Listener> listeners;
};

} // namespace spikegraph

#pragma once

#include "Graph/GraphProgram.h"
#include "Graph/SpikeForm.h"

#include <atomic>
#include <memory>
#include <vector>

namespace spikegraph
{

/// Runs a patch, in float or double. Works without a message loop, on any thread, many side by side; results
/// do not depend on block sizes.
///
/// One thread owns the patch and the engine, and edits both; another may process meanwhile. Edits reach it as
/// a new program, which it takes without a lock, a wait or an allocation: what changes fades over 20 ms, and
/// nodes that stay keep their state. What is over is deleted by the owner.
template <typename T>
class GraphEngine
{
public:
    explicit GraphEngine (const GraphModel& patch);
    ~GraphEngine();

    // [owner, nobody processes]

    /// Keeps a node's output readable after each block. Throws InvalidValue for no such node.
    void keepOutput (const juce::String& nodeId);

    /// Makes the patch's nodes and plan, in their initial state. Throws InvalidValue with its place in the
    /// patch: a loop without a Feedback node, widths that do not fit.
    void prepare (const RenderFormat& format);

    // [owner, prepared]

    /// Lets the processing thread have what has changed in the patch since: numbers at once, everything else
    /// once an earlier change has faded. Whether that is so; if not, call again later. Throws as prepare, and
    /// then what runs goes on.
    bool update();

    /// One number, at once. Ignored for nodes and parameters that do not run.
    void setNumber (const juce::String& nodeId, const juce::String& parameterId, double value);

    /// Numbers that stand in place of the patch's own, from the next update on.
    void setLiveNumbers (LiveNumbers numbers) { live = std::move (numbers); }

    /// The nodes at work, once changes have faded.
    const std::vector<std::shared_ptr<NodeInstance>>& nodes() const noexcept { return shape.nodes; }

    /// Deletes what is over. update does it too.
    void collect();

    /// What the patch has and this program does not know, with its place: such nodes are silent.
    const std::vector<std::string>& problems() const noexcept { return shape.problems; }

    int latencySamples() const noexcept { return shape.latencySamples; }

    /// Seconds for which the output may sound on after the input has ended: the longest path's sum.
    double tailSeconds() const { return shape.tailSeconds(); }

    /// Samples that were not finite or too large and have been replaced, in all nodes.
    std::uint64_t replacedSamples() const noexcept;

    /// Ids of the nodes whose output is spikes, in the patch's order.
    juce::StringArray spikeNodes() const;

    /// How a node's spikes stand in its output. Good as long as the node is at work.
    SpikeForm spikeForm (const juce::String& nodeId) const;

    // [audio thread, prepared]

    /// In place: reads the first inputChannels and, after them, the sideChainChannels; writes the first
    /// outputChannels. Blocks of any size.
    void process (juce::AudioBuffer<T>& audio, const juce::MidiBuffer& midi = {},
                  const Transport& transport = {}) noexcept;

    /// The MIDI that the last block has played.
    const juce::MidiBuffer& midiOut() const noexcept { return hostMidiOut.buffer(); }

    /// Restores the initial state.
    void reset() noexcept;

    /// What a kept node put out in the last block, up to the prepared number of samples.
    Planar<const T> output (const juce::String& nodeId) const noexcept;

private:
    struct Tap
    {
        std::vector<std::vector<T>> samples; ///< a vector a unit
        std::vector<T*> pointers;
        Index steps = 0;
    };

    bool isBusy() const noexcept;
    void adopt() noexcept;
    void tellIfSettled() noexcept;
    void runChunk (juce::AudioBuffer<T>& audio, int first, int count, const juce::MidiBuffer& midi,
                   const Transport& transport) noexcept;
    void keep (Tap& tap, Planar<const T> output) noexcept;

    const GraphModel& model;
    RenderFormat format;
    LiveNumbers live;
    GraphShape shape; ///< what the newest program leads to
    GraphProgram<T>* newest = nullptr;
    juce::StringArray keptNodes;

    std::unique_ptr<GraphProgram<T>> running;          ///< the processing thread's
    std::atomic<GraphProgram<T>*> incoming{ nullptr }; ///< from the owner
    std::atomic<GraphProgram<T>*> retired{ nullptr };  ///< back to the owner
    std::uint64_t newestNumber = 0;                    ///< programs are counted, from 1 on
    std::atomic<std::uint64_t> settledNumber{ 0 };     ///< the last one whose change is over
    std::vector<Tap> taps;                             ///< of the kept nodes
    std::uint64_t played = 0;                          ///< samples, ever: the moments of what nodes show
    MidiEvents hostMidiIn, hostMidiOut;
};

extern template class GraphEngine<float>;
extern template class GraphEngine<double>;

} // namespace spikegraph

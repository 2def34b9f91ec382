#pragma once

#include "Graph/NodeMonitor.h"
#include "Graph/NodeParameters.h"

#include <juce_audio_processors/juce_audio_processors.h>

#include <atomic>
#include <vector>

namespace spikegraph
{

/// A node: a juce::AudioProcessor around a kernel, with a bus for every port that carries samples, of one
/// discrete channel a unit. It works in our engine and in a plain juce::AudioProcessorGraph, to the same
/// bits.
///
/// What it adds to the kernel: bus layouts, blocks of any size, state, a bypass that fades, and numbers that
/// stay finite (holdFinite), which are counted where they did not.
class NodeProcessor final : public juce::AudioProcessor
{
public:
    explicit NodeProcessor (const NodeType& typeToUse);
    ~NodeProcessor() override;

    const NodeType& type() const noexcept { return values.type(); }
    NodeParameters& parameters() noexcept { return values; }
    const NodeParameters& parameters() const noexcept { return values; }

    /// Sets the widths of the inputs (the host's channels follow from the others for the types that meet it)
    /// and with them of the outputs, before prepareToPlay. Throws InvalidValue where the node cannot take
    /// them.
    void setInputUnits (const std::vector<int>& units, int hostInputs, int hostOutputs);
    const std::vector<int>& inputUnits() const noexcept { return widthsIn; }
    const std::vector<int>& outputUnits() const noexcept { return widthsOut; }

    /// Fades over 20 ms to what comes in, delayed as the node is (and once that delay has filled): unit by
    /// unit where as many go out, repeated or averaged in groups where the widths divide, else silence. Of
    /// its MIDI, what ends notes is heard still. The kernel runs on and keeps its state. [any thread]
    void setBypassed (bool shouldBypass) noexcept
    {
        bypassed.store (shouldBypass, std::memory_order_relaxed);
    }
    bool isBypassed() const noexcept { return bypassed.load (std::memory_order_relaxed); }

    /// How many samples were not finite or too large and have been replaced, since the start. [any thread]
    std::uint64_t replacedSamples() const noexcept { return replaced.load (std::memory_order_relaxed); }

    /// Runs the kernel in the precision that it was prepared for: a block as NodeBlock asks for. Outputs may
    /// lie over inputs where the type is in place. [audio thread, prepared]
    void process (const NodeBlock<float>& block) noexcept;
    void process (const NodeBlock<double>& block) noexcept;

    /// The kernel that closes a loop, of a type that isFeedback. [prepared]
    template <typename T>
    FeedbackKernel<T>& feedbackKernel() noexcept
    {
        return static_cast<FeedbackKernel<T>&> (*sideFor<T>().kernel);
    }

    /// Where the kernel shows what passes it, of a type that does (ScopeSource), else null. A reader may keep
    /// it; preparing anew makes another. [prepared, not while preparing]
    std::shared_ptr<SampleRing> shownSamples() const noexcept;

    /// What the first outlet puts out, or Audio Out plays. [prepared]
    NodeMonitor& monitor() noexcept { return shown; }

    /// Holds what a kernel has put out, and counts. [audio thread]
    template <typename T>
    void hold (Planar<T> samples) noexcept;

    const juce::String getName() const override { return type().name; }
    void prepareToPlay (double sampleRateHz, int maximumBlockSamples) override;
    void processBlock (juce::AudioBuffer<float>& buffer, juce::MidiBuffer& midi) override;
    void processBlock (juce::AudioBuffer<double>& buffer, juce::MidiBuffer& midi) override;
    void processBlockBypassed (juce::AudioBuffer<float>& buffer, juce::MidiBuffer& midi) override;
    void processBlockBypassed (juce::AudioBuffer<double>& buffer, juce::MidiBuffer& midi) override;
    bool supportsDoublePrecisionProcessing() const override { return true; }
    void reset() override;
    void releaseResources() override {}
    bool isBusesLayoutSupported (const BusesLayout&) const override { return true; }
    double getTailLengthSeconds() const override;
    bool acceptsMidi() const override { return type().hasMidiInput(); }
    bool producesMidi() const override { return type().hasMidiOutput(); }
    bool hasEditor() const override { return false; }
    juce::AudioProcessorEditor* createEditor() override { return nullptr; }
    int getNumPrograms() override { return 1; }
    int getCurrentProgram() override { return 0; }
    void setCurrentProgram (int) override {}
    const juce::String getProgramName (int) override { return {}; }
    void changeProgramName (int, const juce::String&) override {}
    void getStateInformation (juce::MemoryBlock& state) override;
    /// Ignores what is not whole, another type's, or not of values that the parameters take.
    void setStateInformation (const void* data, int size) override;

private:
    /// All that depends on the type of sample.
    template <typename T>
    struct Side
    {
        std::unique_ptr<NodeKernel<T>> kernel;
        std::vector<std::vector<T>> inputCopies, dryDelays; ///< a vector a unit
        std::vector<std::vector<T>> dry;
        std::vector<T*> inputPointers, outputPointers, dryPointers;
        std::vector<Planar<const T>> inputs;
        std::vector<Planar<T>> outputs;
    };

    template <typename T>
    Side<T>& sideFor() noexcept
    {
        if constexpr (std::is_same_v<T, float>)
            return floatSide;
        else
            return doubleSide;
    }

    template <typename T>
    void prepareSide (std::unique_ptr<NodeKernel<T>> kernel);
    template <typename T>
    void run (const NodeBlock<T>& block) noexcept;
    template <typename T>
    void keepDry (const NodeBlock<T>& block) noexcept;
    template <typename T>
    void fadeToDry (const NodeBlock<T>& block) noexcept;
    template <typename Keeps>
    void keepMidi (MidiEvents& events, Keeps&& keeps) noexcept;
    template <typename T>
    void processBuffer (juce::AudioBuffer<T>& buffer, juce::MidiBuffer& midi, bool isBypassedByHost) noexcept;
    /// One for every port that carries samples, the host's included; setInputUnits gives them their widths.
    static BusesProperties busesOf (const NodeType& nodeType);

    NodeParameters values;
    std::vector<int> widthsIn, widthsOut;
    int maximumBlock = 0, latency = 0, dryPosition = 0;
    int dryFilled = 0;                     ///< samples that the delay of the input has had, up to the latency
    int fadePosition = 0, fadeSamples = 1; ///< 0: the kernel is heard; fadeSamples: its input
    Side<float> floatSide;
    Side<double> doubleSide;
    NodeMonitor shown;
    MidiEvents midiIn, midiOut, midiKept;
    std::atomic<bool> bypassed{ false };
    bool bypassedByHost = false;
    std::atomic<std::uint64_t> replaced{ 0 };
};

} // namespace spikegraph

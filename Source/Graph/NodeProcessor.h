#pragma once

#include "Core/Views.h"
#include "Graph/NodeType.h"

#include <juce_audio_processors/juce_audio_processors.h>

#include <atomic>
#include <map>
#include <vector>

namespace spikegraph
{

/// A node: a juce::AudioProcessor that wraps a layer of Core, with one inlet and one outlet at most, each of
/// any number of units (one channel a unit). It works in our engine and in a plain juce::AudioProcessorGraph.
///
/// Results do not depend on block sizes: whatever changes does so at a sample. NaN and infinity neither enter
/// nor leave: they are replaced by 0, sample by sample, and counted.
class NodeProcessor : public juce::AudioProcessor
{
public:
    explicit NodeProcessor (const NodeType& typeToUse);

    const NodeType& type() const noexcept { return nodeType; }

    /// Sets a parameter that the type has. Text is compiled here; throws InvalidValue where it cannot be.
    /// Numbers may be set from any thread, text only while the node is not processing.
    void setValue (const juce::String& parameterId, const ParameterValue& value);

    /// How many units come out when so many go in. Throws InvalidValue where the node cannot take so many.
    virtual int outputUnits (int inputUnits) const { return inputUnits; }

    /// Sets the width of the inlet and with it of the outlet, before prepareToPlay.
    void setInputUnits (int units);
    int inputUnits() const noexcept { return numInputs; }
    int outputUnits() const noexcept { return numOutputs; }

    /// For an output node: how many channels the host has.
    virtual void setHostChannels (int) {}

    /// Processes a block of any size. In and out may share channels, unit by unit. [audio thread, prepared]
    void process (Planar<const float> in, Planar<float> out) noexcept;

    /// Restores the initial state. [audio thread, prepared]
    virtual void resetState() noexcept {}

    /// How many samples were not finite and have been replaced, since the start.
    std::uint64_t replacedSamples() const noexcept { return replaced.load (std::memory_order_relaxed); }

    const juce::String getName() const override { return nodeType.name; }
    void prepareToPlay (double sampleRateHz, int maximumBlockSamples) override;
    void processBlock (juce::AudioBuffer<float>& buffer, juce::MidiBuffer& midi) override;
    using AudioProcessor::processBlock;
    void reset() override { resetState(); }
    void releaseResources() override {}
    bool isBusesLayoutSupported (const BusesLayout&) const override { return true; }
    double getTailLengthSeconds() const override { return 0.0; }
    bool acceptsMidi() const override { return false; }
    bool producesMidi() const override { return false; }
    bool hasEditor() const override { return false; }
    juce::AudioProcessorEditor* createEditor() override { return nullptr; }
    int getNumPrograms() override { return 1; }
    int getCurrentProgram() override { return 0; }
    void setCurrentProgram (int) override {}
    const juce::String getProgramName (int) override { return {}; }
    void changeProgramName (int, const juce::String&) override {}
    void getStateInformation (juce::MemoryBlock& state) override;
    void setStateInformation (const void* data, int size) override;

protected:
    /// Allocates for inputUnits() and outputUnits(), and resets. Throws InvalidValue for texts that do not
    /// fit.
    virtual void prepare (double sampleRateHz, int maximumBlockSamples) = 0;

    /// As process, for at most the prepared number of samples, at least one, all finite.
    virtual void processBounded (Planar<const float> in, Planar<float> out) noexcept = 0;

    /// A text parameter has been set. Throws InvalidValue where the node cannot use it.
    virtual void textChanged (const juce::String&, const juce::String&) {}

    /// A number or choice (its index), in its own unit, for a node to keep and read while it processes.
    /// [any thread; the look-up allocates, reading does not]
    const std::atomic<double>& number (const char* parameterId) const
    {
        return values.at (parameterId).number;
    }
    const juce::String& text (const char* parameterId) const { return values.at (parameterId).text; }

    /// Replaces what is not finite by 0 and counts it. [audio thread]
    void replaceNonFinite (float* samples, Index count) noexcept;

private:
    struct Value
    {
        const ParameterType* type;
        std::atomic<double> number;
        juce::String text;
    };

    const NodeType& nodeType;
    std::map<juce::String, Value> values;
    std::vector<std::vector<float>> inputCopies;
    std::vector<float*> inputPointers;
    int numInputs = 0, numOutputs = 0, maximumBlock = 0;
    std::atomic<std::uint64_t> replaced{ 0 };
};

} // namespace spikegraph

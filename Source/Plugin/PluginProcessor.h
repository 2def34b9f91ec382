#pragma once

#include "Plugin/HostParameters.h"
#include "Plugin/PatchSession.h"
#include "Plugin/SessionState.h"
#include "Plugin/Surround.h"

#include <juce_audio_processors/juce_audio_processors.h>

#include <atomic>

namespace spikegraph
{

/// Spikegraph as a host sees it: buses, a fixed list of parameters, programs, state, and sound. What is
/// inside is a PatchSession. A window is added by whoever makes the plugin (see Formats/).
class PluginProcessor : public juce::AudioProcessor, private juce::AsyncUpdater
{
public:
    static constexpr int mostChannels = 16;

    PluginProcessor();
    ~PluginProcessor() override;

    PatchSession& session() noexcept { return patchSession; }
    const PatchSession& session() const noexcept { return patchSession; }
    const HostParameters& parameters() const noexcept { return hostParameters; }

    /// Tells those who show the patch, on the message thread, that something of it has changed.
    juce::ChangeBroadcaster& changes() noexcept { return broadcaster; }
    /// How many there have been. [any thread]
    std::uint64_t changeCount() const noexcept { return changesMade; }

    /// What the window keeps with the session. [message thread]
    ViewState view() const;
    void setView (const ViewState& newView);

    /// Why the last state that a host or a person gave was refused; empty if it was not. [any thread but the
    /// audio thread]
    std::string stateProblem() const;

    /// The share of the time that there is for a block which the last ones took, and the most since it was
    /// asked. [any thread]
    struct Load
    {
        double average, peak;
    };
    Load takeLoad() noexcept;

    // juce::AudioProcessor. Threads as there.
    const juce::String getName() const override { return "Spikegraph"; }
    bool acceptsMidi() const override { return true; }
    bool producesMidi() const override { return true; }
    bool isBusesLayoutSupported (const BusesLayout& layout) const override;
    bool supportsDoublePrecisionProcessing() const override { return true; }
    double getTailLengthSeconds() const override { return patchSession.tailSeconds(); }
    juce::AudioProcessorParameter* getBypassParameter() const override { return hostParameters.bypass; }

    void prepareToPlay (double sampleRateHz, int maximumBlockSamples) override;
    void releaseResources() override {}
    void reset() override;
    void processBlock (juce::AudioBuffer<float>& audio, juce::MidiBuffer& midi) override;
    void processBlock (juce::AudioBuffer<double>& audio, juce::MidiBuffer& midi) override;
    void processBlockBypassed (juce::AudioBuffer<float>& audio, juce::MidiBuffer& midi) override;
    void processBlockBypassed (juce::AudioBuffer<double>& audio, juce::MidiBuffer& midi) override;

    /// The factory's presets.
    int getNumPrograms() override;
    int getCurrentProgram() override { return program; }
    void setCurrentProgram (int index) override;
    const juce::String getProgramName (int index) override;
    void changeProgramName (int, const juce::String&) override {}

    void getStateInformation (juce::MemoryBlock& state) override;
    void setStateInformation (const void* data, int bytes) override;

    bool hasEditor() const override { return false; }
    juce::AudioProcessorEditor* createEditor() override { return nullptr; }

private:
    template <typename T>
    void run (juce::AudioBuffer<T>& audio, juce::MidiBuffer& midi, bool isBypassedByHost) noexcept;
    template <typename T>
    void runPart (juce::AudioBuffer<T>& audio, const juce::MidiBuffer& midi, const Transport& transport,
                  bool isBypassedByHost) noexcept;
    template <typename T>
    Surround<T>& surround() noexcept
    {
        if constexpr (std::is_same_v<T, float>)
            return floatSurround;
        else
            return doubleSurround;
    }
    template <typename T>
    typename Surround<T>::Settings levels (bool isBypassedByHost) const noexcept;
    void measure (juce::int64 startTicks, int samples) noexcept;
    void announceChange();
    void loadDueProgram();
    void sessionChanged (const PatchSession::Changes& changes);
    void handleAsyncUpdate() override;

    juce::ChangeBroadcaster broadcaster;
    std::atomic<std::uint64_t> changesMade{ 0 };
    HostParameters hostParameters;
    PatchSession patchSession;

    RenderFormat format;
    Surround<float> floatSurround;
    Surround<double> doubleSurround;
    juce::MidiBuffer partMidi, midiMade;
    bool begins = true; ///< no sample has been played since preparing

    std::atomic<int> program{ 0 };
    std::atomic<bool> namesAreDue{ false }, programIsDue{ false };
    std::atomic<double> averageLoad{ 0.0 }, peakLoad{ 0.0 };

    juce::CriticalSection stateLock; ///< of what follows; the audio thread never takes it
    ViewState viewState;
    std::string problemOfState;
};

} // namespace spikegraph

#include "Plugin/PluginProcessor.h"

#include "Core/Error.h"
#include "Graph/HostTransport.h"
#include "Nodes/FactoryNodes.h"
#include "Nodes/FactoryPresets.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace spikegraph
{
namespace
{

/// What a new instance plays: sound of anything, spikes that one sees, and any number of channels.
constexpr auto firstPreset = "Spike Vocoder 32";

/// Enough for a busy block; what a host's buffer has room for is the host's affair.
constexpr int midiBytes = 32768;

const juce::StringArray& programNames()
{
    static const auto names = []
    {
        juce::StringArray list;
        for (const auto& preset : factoryPresets())
            list.add (preset.name());
        return list;
    }();
    return names;
}

double gainOfDecibels (double decibels)
{
    return std::pow (10.0, decibels / 20.0);
}

} // namespace

PluginProcessor::PluginProcessor()
    : juce::AudioProcessor (BusesProperties()
                                .withInput ("Input", juce::AudioChannelSet::stereo(), true)
                                .withInput ("Side Chain", juce::AudioChannelSet::stereo(), false)
                                .withOutput ("Output", juce::AudioChannelSet::stereo(), true))
    , hostParameters (*this)
    , patchSession (nodeCatalogue(), hostParameters)
{
    {
        auto edit = patchSession.edit();
        edit.load (factoryPreset (firstPreset));
        edit.model().forgetSteps();
    }
    program = std::max (0, programNames().indexOf (firstPreset));
    patchSession.start ([this] (const auto& changes) { sessionChanged (changes); });
}

PluginProcessor::~PluginProcessor()
{
    // A host may close it on another thread than the message thread, and JUCE's LV2 client always does: no
    // callback may be under way then, nor come after.
    const juce::MessageManagerLock noCallbacks;
    patchSession.stop();
    cancelPendingUpdate();
    broadcaster.removeAllChangeListeners();
}

/// Up to 16 channels each way. What comes in must spread evenly over what goes out, as Audio Out does it.
bool PluginProcessor::isBusesLayoutSupported (const BusesLayout& layout) const
{
    if (layout.inputBuses.size() != 2 || layout.outputBuses.size() != 1)
        return false;
    const auto in = layout.getMainInputChannelSet().size(), out = layout.getMainOutputChannelSet().size(),
               side = layout.getChannelSet (true, 1).size();
    return out >= 1 && out <= mostChannels && in <= mostChannels && side <= mostChannels &&
           (in <= 1 || in % out == 0);
}

//==================================================================================================

void PluginProcessor::prepareToPlay (double sampleRateHz, int maximumBlockSamples)
{
    format.sampleRateHz = sampleRateHz;
    format.maximumBlockSamples = std::max (1, maximumBlockSamples);
    format.inputChannels = getMainBusNumInputChannels();
    format.outputChannels = getMainBusNumOutputChannels();
    format.sideChainChannels = getChannelCountOfBus (true, 1);
    loadDueProgram();
    patchSession.prepare (format, isUsingDoublePrecision());

    const auto prepare = [&] (auto& surroundToUse, const auto& settings)
    {
        surroundToUse.prepare (sampleRateHz, format.maximumBlockSamples, format.inputChannels,
                               patchSession.latencySamples(), settings);
    };
    if (isUsingDoublePrecision())
        prepare (doubleSurround, levels<double> (false));
    else
        prepare (floatSurround, levels<float> (false));
    partMidi.ensureSize (midiBytes);
    midiMade.ensureSize (midiBytes);
    setLatencySamples (patchSession.latencySamples());
    averageLoad = peakLoad = 0.0;
    begins = true;
}

void PluginProcessor::reset()
{
    patchSession.reset();
    if (isUsingDoublePrecision())
        doubleSurround.reset (levels<double> (false));
    else
        floatSurround.reset (levels<float> (false));
}

template <typename T>
typename Surround<T>::Settings PluginProcessor::levels (bool isBypassedByHost) const noexcept
{
    return { gainOfDecibels (hostParameters.inputGain->value()),
             gainOfDecibels (hostParameters.outputGain->value()), hostParameters.mix->value() / 100.0,
             isBypassedByHost || hostParameters.bypass->value() >= 0.5 };
}

/// Hosts may give longer blocks than they said, and empty ones.
template <typename T>
void PluginProcessor::run (juce::AudioBuffer<T>& audio, juce::MidiBuffer& midi,
                           bool isBypassedByHost) noexcept
{
    if (audio.getNumChannels() <
        std::max (format.inputChannels + format.sideChainChannels, format.outputChannels))
    {
        jassertfalse; // not what was prepared for
        audio.clear();
        return;
    }
    const auto start = juce::Time::getHighResolutionTicks();
    const juce::ScopedNoDenormals noDenormals;
    const auto transport = transportOf (getPlayHead(), format.sampleRateHz);
    const auto samples = audio.getNumSamples();
    midiMade.clear();
    if (std::exchange (begins, begins && samples == 0) && samples > 0)
        surround<T>().reset (levels<T> (isBypassedByHost)); // what was restored since does not fade in
    for (int first = 0; first < samples; first += format.maximumBlockSamples)
    {
        const auto count = std::min (format.maximumBlockSamples, samples - first);
        juce::AudioBuffer<T> part (audio.getArrayOfWritePointers(), audio.getNumChannels(), first, count);
        partMidi.clear();
        partMidi.addEvents (midi, first, count, -first);
        runPart (part, partMidi, transport.after (first, format.sampleRateHz), isBypassedByHost);
        midiMade.addEvents (patchSession.midiOut<T>(), 0, count, first);
    }
    if (samples > 0 && !surround<T>().isFullyBypassed())
    {
        midi.clear();
        midi.addEvents (midiMade, 0, samples, 0);
    }
    for (int channel = format.outputChannels; channel < audio.getNumChannels(); ++channel)
        audio.clear (channel, 0, samples);
    measure (start, samples);
}

template <typename T>
void PluginProcessor::runPart (juce::AudioBuffer<T>& audio, const juce::MidiBuffer& midi,
                               const Transport& transport, bool isBypassedByHost) noexcept
{
    auto& around = surround<T>();
    around.before (audio, patchSession.latencySamples(), levels<T> (isBypassedByHost));
    patchSession.process (audio, midi, transport);
    around.after (audio, format.outputChannels);
}

void PluginProcessor::processBlock (juce::AudioBuffer<float>& audio, juce::MidiBuffer& midi)
{
    run (audio, midi, false);
}

void PluginProcessor::processBlock (juce::AudioBuffer<double>& audio, juce::MidiBuffer& midi)
{
    run (audio, midi, false);
}

void PluginProcessor::processBlockBypassed (juce::AudioBuffer<float>& audio, juce::MidiBuffer& midi)
{
    run (audio, midi, true);
}

void PluginProcessor::processBlockBypassed (juce::AudioBuffer<double>& audio, juce::MidiBuffer& midi)
{
    run (audio, midi, true);
}

void PluginProcessor::measure (juce::int64 startTicks, int samples) noexcept
{
    if (samples == 0)
        return;
    const auto taken =
        juce::Time::highResolutionTicksToSeconds (juce::Time::getHighResolutionTicks() - startTicks);
    const auto available = samples / format.sampleRateHz;
    const auto load = taken / available;
    // The average follows in about half a second, whatever the block size.
    const auto share = 1.0 - std::exp (-available / 0.5);
    averageLoad = averageLoad + share * (load - averageLoad);
    peakLoad = std::max (peakLoad.load(), load);
}

PluginProcessor::Load PluginProcessor::takeLoad() noexcept
{
    return { averageLoad, peakLoad.exchange (0.0) };
}

//==================================================================================================

void PluginProcessor::announceChange()
{
    ++changesMade;
    broadcaster.sendChangeMessage();
}

void PluginProcessor::sessionChanged (const PatchSession::Changes& changes)
{
    announceChange();
    if (changes.latency)
        setLatencySamples (patchSession.latencySamples()); // at once: a host may ask next
    namesAreDue = namesAreDue || changes.names;
    if (!changes.names)
        return;
    // Hosts want to hear of it on the message thread.
    if (juce::MessageManager::existsAndIsCurrentThread())
        handleAsyncUpdate();
    else
        triggerAsyncUpdate();
}

void PluginProcessor::handleAsyncUpdate()
{
    loadDueProgram();
    if (namesAreDue.exchange (false))
        updateHostDisplay (ChangeDetails().withParameterInfoChanged (true));
}

int PluginProcessor::getNumPrograms()
{
    return programNames().size();
}

const juce::String PluginProcessor::getProgramName (int index)
{
    return programNames()[index];
}

void PluginProcessor::setCurrentProgram (int index)
{
    if (index < 0 || index >= getNumPrograms() || index == program)
        return;
    program = index;
    programIsDue = true;
    // JUCE's VST3 client tells a host where parameters have gone at once from JUCE's message thread only, and
    // on Linux the host has another. Loaded there, the host never takes old positions for those of a new
    // patch.
    if (wrapperType == wrapperType_VST3 && !juce::MessageManager::existsAndIsCurrentThread())
        triggerAsyncUpdate();
    else
        loadDueProgram();
}

void PluginProcessor::loadDueProgram()
{
    const juce::ScopedLock held (stateLock); // a state restored meanwhile comes before or after it
    if (!programIsDue.exchange (false))
        return;
    patchSession.edit().load (factoryPreset (programNames()[program]));
    updateHostDisplay (ChangeDetails().withProgramChanged (true));
}

//==================================================================================================

void PluginProcessor::getStateInformation (juce::MemoryBlock& state)
{
    const juce::ScopedLock held (stateLock);
    const auto text = writeSession (patchSession, *this, viewState);
    state.replaceAll (text.data(), text.size());
}

void PluginProcessor::setStateInformation (const void* data, int bytes)
{
    const juce::ScopedLock held (stateLock);
    try
    {
        readSession ({ static_cast<const char*> (data), static_cast<std::size_t> (std::max (0, bytes)) },
                     patchSession, *this, viewState);
        programIsDue = false;
        problemOfState.clear();
        const auto restored = programNames().indexOf (patchSession.read().model().name());
        program = std::max (0, restored);
    }
    catch (const std::exception& error)
    {
        problemOfState = error.what();
    }
    announceChange();
}

ViewState PluginProcessor::view() const
{
    const juce::ScopedLock held (stateLock);
    return viewState;
}

void PluginProcessor::setView (const ViewState& newView)
{
    const juce::ScopedLock held (stateLock);
    viewState = newView;
}

std::string PluginProcessor::stateProblem() const
{
    const juce::ScopedLock held (stateLock);
    return problemOfState;
}

} // namespace spikegraph

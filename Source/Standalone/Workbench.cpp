#include "Standalone/Workbench.h"

#include "Nodes/FactoryNodes.h"

#include <cmath>
#include <utility>

namespace spikegraph
{
namespace
{

constexpr int tickMs = 20, saveEveryTicks = 5000 / tickMs;
/// Later than what is sent comes in, so that a busy window does not shift notes.
constexpr double midiDelayMs = 30.0;
constexpr auto patchExtension = ".spikegraph";

std::string readText (const juce::File& file)
{
    juce::MemoryBlock content;
    if (!file.existsAsFile())
        throw std::runtime_error (file.getFullPathName().toStdString() + ": no such file");
    if (!file.loadFileAsData (content))
        throw std::runtime_error (file.getFullPathName().toStdString() + ": cannot be read");
    return { static_cast<const char*> (content.getData()), content.getSize() };
}

} // namespace

Workbench::Workbench (const Options& chosen)
    : options (chosen)
    , remembered (options.settings)
{
    loader.onLoaded = [this] (auto sound)
    {
        // The same one at another rate goes on where it was.
        asked.clear();
        const auto& last = soundPlayer.sound();
        const bool goesOn = last != nullptr && last->origin == sound->origin;
        soundPlayer.setSound (sound, goesOn ? soundPlayer.positionSeconds() : 0.0);
        if (std::exchange (willPlay, false))
            soundPlayer.setPlaying (true);
        if (!fitsDevice (*sound)) // it has changed meanwhile
            openSound (sound->origin);
    };
    loader.onFailed = [this] (const auto&, const auto& reason)
    {
        tell ({ juce::String::fromUTF8 (reason.c_str()), true });
        const bool wasBundled = asked.back().isBundled();
        asked.pop_back();
        const auto& last = soundPlayer.sound();
        if (!asked.empty())
            loader.load (asked.back(), audioHost.sampleRateHz());
        else if ((last == nullptr || !fitsDevice (*last)) && !wasBundled)
            openSound ({});
    };
    restore();

    audioDevices.addChangeListener (this);
    audioHost.addChangeListener (this);
    audioDevices.addMidiInputDeviceCallback ({}, &audioHost);
    audioDevices.open (remembered.devices().get());
    audioDevices.addAudioCallback (&audioHost);

    const auto path = remembered.sound();
    openSound (juce::File::isAbsolutePath (path) ? SoundOrigin{ juce::File (path) } : SoundOrigin{});
    soundPlayer.setLooping (remembered.isLooping());
    startTimer (tickMs);
}

Workbench::~Workbench()
{
    stopTimer();
    stopRecording();
    save();
    audioDevices.removeMidiInputDeviceCallback ({}, &audioHost);
    audioDevices.removeAudioCallback (&audioHost);
    audioDevices.closeAudioDevice();
    audioHost.removeChangeListener (this);
    audioDevices.removeChangeListener (this);
}

void Workbench::setMessageListener (std::function<void (const Message&)> newListener)
{
    listener = std::move (newListener);
    if (!listener)
        return;
    for (const auto& message : std::exchange (untold, {}))
        listener (message);
}

void Workbench::tell (const Message& message)
{
    if (listener)
        listener (message);
    else
        untold.push_back (message);
}

juce::String Workbench::patchName() const
{
    return processor.session().read().model().name();
}

//==================================================================================================

void Workbench::open (const juce::File& file, bool shouldPlay)
{
    if (file.hasFileExtension (patchExtension))
        return openPatch (file);
    willPlay = shouldPlay;
    openSound ({ file });
}

void Workbench::openPatch (const juce::File& file)
{
    try
    {
        auto patch = GraphModel::fromJson (nodeCatalogue(), readText (file), file.getFileName());
        if (patch.name().isEmpty())
            patch.setName (file.getFileNameWithoutExtension());
        processor.session().edit().load (patch);
    }
    catch (const std::exception& error)
    {
        tell ({ juce::String::fromUTF8 (error.what()), true });
    }
}

void Workbench::openSound (const SoundOrigin& origin)
{
    asked.push_back (origin);
    loader.load (origin, audioHost.sampleRateHz());
}

SoundOrigin Workbench::sound() const
{
    const auto& last = soundPlayer.sound();
    return isLoading() || last == nullptr ? loader.origin() : last->origin;
}

bool Workbench::fitsDevice (const Sound& sound) const noexcept
{
    return std::abs (sound.sampleRateHz - audioHost.sampleRateHz()) < 1.0e-9;
}

void Workbench::togglePlaying()
{
    soundPlayer.setPlaying (!soundPlayer.isPlaying());
}

void Workbench::toggleLooping()
{
    soundPlayer.setLooping (!soundPlayer.isLooping());
}

//==================================================================================================

void Workbench::toggleRecording()
{
    if (outputRecorder.isRecording())
        stopRecording();
    else
        startRecording();
}

void Workbench::startRecording()
{
    const auto name = juce::File::createLegalFileName (
        patchName() + juce::Time::getCurrentTime().formatted (" %Y-%m-%d %H.%M.%S") + ".wav");
    if (const auto result = options.recordings.createDirectory(); result.failed())
    {
        tell (
            { options.recordings.getFullPathName() + ": cannot be made: " + result.getErrorMessage(), true });
        return;
    }
    try
    {
        outputRecorder.start (options.recordings.getChildFile (name).getNonexistentSibling());
    }
    catch (const std::exception& error)
    {
        tell ({ juce::String::fromUTF8 (error.what()), true });
    }
}

void Workbench::stopRecording()
{
    try
    {
        const auto file = outputRecorder.stop();
        if (file == juce::File())
            return;
        const bool isCut = outputRecorder.wasTooSlow();
        tell ({ (isCut ? "The disk did not keep up. What was recorded: " : "Recorded ") +
                    file.getFullPathName(),
                isCut, file });
    }
    catch (const std::exception& error)
    {
        tell ({ juce::String::fromUTF8 (error.what()), true });
    }
}

//==================================================================================================

void Workbench::restore()
{
    const auto session = remembered.session();
    if (session.isEmpty())
        return;
    processor.setStateInformation (session.toRawUTF8(), static_cast<int> (session.getNumBytesAsUTF8()));
    if (const auto problem = processor.stateProblem(); !problem.empty())
        tell ({ "The last patch cannot be opened: " + juce::String::fromUTF8 (problem.c_str()), true });
}

void Workbench::save()
{
    juce::MemoryBlock state;
    processor.getStateInformation (state);
    remembered.setSession (state.toString());
    if (!options.hasNoAudioDevice) // which is for this time only
        remembered.setDevices (audioDevices.createStateXml().get());
    remembered.setSound (sound().file.getFullPathName());
    remembered.setLooping (soundPlayer.isLooping());
    const bool hasFailed = !remembered.save();
    if (hasFailed && !hasFailedToSave)
        tell ({ remembered.file().getFullPathName() + ": cannot be written; nothing will be remembered",
                true });
    hasFailedToSave = hasFailed;
}

void Workbench::changeListenerCallback (juce::ChangeBroadcaster*)
{
    audioDevices.ensureOpen();
    const auto& last = soundPlayer.sound();
    if (!isLoading() && last != nullptr && !fitsDevice (*last))
        openSound (last->origin);
}

void Workbench::timerCallback()
{
    sendMidi();
    soundPlayer.collect();
    if (outputRecorder.hasEnded())
        stopRecording();
    if (++ticks % saveEveryTicks == 0)
        save();
}

void Workbench::sendMidi()
{
    auto* output = audioDevices.getDefaultMidiOutput();
    if (output != midiOutput && output != nullptr)
        output->startBackgroundThread();
    midiOutput = output;
    const auto startMs = juce::Time::getMillisecondCounterHiRes();
    juce::MidiBuffer events;
    audioHost.midiMade().take (
        [&] (const MidiQueue::Event& event)
        {
            // At a thousand samples a second, a sample is a millisecond.
            const auto delayMs = std::max (0.0, event.timeMs + midiDelayMs - startMs);
            events.addEvent (event.bytes.data(), event.size, static_cast<int> (delayMs));
        });
    if (output != nullptr && !events.isEmpty())
        output->sendBlockOfMessages (events, startMs, 1000.0);
}

} // namespace spikegraph

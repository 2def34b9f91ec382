// The standalone app's own work around the plugin, on the audio thread.

#include "Standalone/AudioHost.h"
#include "Standalone/SilentDevice.h"
#include "Tests/RealTime/Watch.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{

TEST_CASE (
    "The standalone's audio thread allocates nothing, locks nothing and waits for nothing while it plays, "
    "seeks, records and hears MIDI")
{
    const auto file = juce::File::getSpecialLocation (juce::File::tempDirectory)
                          .getChildFile ("spikegraph-watched-" + juce::Uuid().toString() + ".wav");
    const std::atomic<bool> no{ false };
    PluginProcessor plugin;
    SoundPlayer player;
    Recorder recorder;
    AudioHost host (plugin, player, recorder);
    SilentDevice device;
    device.open ({}, {}, 48000.0, 512);
    host.audioDeviceAboutToStart (&device);
    host.setLiveInput (true);
    recorder.start (file);

    juce::AudioBuffer<float> in (1, 1500), out (2, 1500);
    in.clear();
    std::vector<std::string> calls;
    constexpr int sizes[]{ 512, 1, 0, 64, 1500 }; // also more than the device said
    for (int i = 0; i < 200; ++i)
    {
        if (i % 50 == 0)
            player.setSound (readSound ({}, 48000.0, no), 0.5);
        if (i % 30 == 10)
            player.seek (0.01 * i);
        player.setPlaying (i % 40 < 30);
        player.collect();
        host.handleIncomingMidiMessage (nullptr, juce::MidiMessage::noteOn (1, 40 + i % 40, 0.7f));
        host.midiMade().take ([] (const auto&) {});
        const Watch watch;
        host.audioDeviceIOCallbackWithContext (in.getArrayOfReadPointers(), 1, out.getArrayOfWritePointers(),
                                               2, sizes[i % 5], {});
        const auto found = watch.calls();
        calls.insert (calls.end(), found.begin(), found.end());
    }
    CHECK (calls == std::vector<std::string>{});
    CHECK (recorder.isRecording());
    CHECK_FALSE (recorder.hasEnded());
    recorder.abort();
}

} // namespace spikegraph::test

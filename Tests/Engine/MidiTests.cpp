#include "Tests/Engine/EngineHarness.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{
namespace
{

struct Event
{
    int sample;
    std::vector<juce::uint8> bytes;

    bool operator== (const Event&) const = default;
};

/// What the patch plays to the host while it hears silence but for notes.
std::vector<Event> play (const GraphModel& patch, const juce::MidiBuffer& midi, int samples, int blockSize)
{
    GraphEngine<float> engine (patch);
    engine.prepare ({ 48000.0, 512, 1, 1 });
    std::vector<Event> events;
    for (int first = 0; first < samples; first += blockSize)
    {
        juce::AudioBuffer<float> audio (1, std::min (blockSize, samples - first));
        audio.clear();
        juce::MidiBuffer blockMidi;
        blockMidi.addEvents (midi, first, audio.getNumSamples(), -first);
        engine.process (audio, blockMidi);
        for (const auto event : engine.midiOut())
            events.push_back ({ first + event.samplePosition, { event.data, event.data + event.numBytes } });
    }
    return events;
}

juce::MidiBuffer noteAt (int sample, int note)
{
    juce::MidiBuffer midi;
    midi.addEvent (juce::MidiMessage::noteOn (1, note, 1.0f), sample);
    return midi;
}

} // namespace

TEST_CASE ("A held note into identity spiking plays as many spikes a second as its frequency has hertz")
{
    const auto patch =
        makePatch ({ "pitch midi-pitch", "spikes spiking-activation activation=identity rate=1 height=unit",
                     "out audio-out" },
                   "pitch.pitch>spikes.in spikes.out>out.in");
    for (const auto note : { 33, 60, 69, 100 })
    {
        juce::AudioBuffer<float> silence (1, 10 * 48000);
        silence.clear();
        const auto output = render (patch, silence, { 480 }, 480, noteAt (0, note));
        int spikes = 0;
        for (int i = 0; i < output.getNumSamples(); ++i)
            spikes += output.getSample (0, i) > 0.5f;
        // Counting whole spikes is exact to one of them.
        const auto expected = 10.0 * juce::MidiMessage::getMidiNoteInHertz (note);
        CHECK (std::abs (spikes - expected) <= 1.0 + 0.001 * expected);
    }
}

TEST_CASE ("What a patch plays reaches the host at the same samples at every block size")
{
    const auto patch =
        makePatch ({ "pitch midi-pitch", "spikes spiking-activation activation=identity rate=0.1 height=unit",
                     "play spikes-to-midi" },
                   "pitch.pitch>spikes.in spikes.out>play.spikes");
    const auto expected = play (patch, noteAt (1000, 69), 48000, 48000);
    CHECK (expected.size() > 20);
    for (const auto block : { 1, 64, 100, 4097 })
        CHECK (play (patch, noteAt (1000, 69), 48000, block) == expected);
}

TEST_CASE ("MIDI that a cable carries to a node is not heard by the host, and is by the node")
{
    // Spikes play notes, and those give the pitch of the voice that is heard.
    const auto patch = makePatch (
        { "rate constant value=20", "spikes spiking-activation activation=identity rate=1 height=unit",
          "play spikes-to-midi", "pitch midi-pitch", "out audio-out" },
        "rate.out>spikes.in spikes.out>play.spikes play.midi>pitch.midi pitch.velocity>out.in");
    CHECK (play (patch, {}, 48000, 480).empty());
    juce::AudioBuffer<float> silence (1, 48000);
    silence.clear();
    CHECK (render (patch, silence, { 480 }, 480).getMagnitude (0, 48000) > 0.1f);
}

} // namespace spikegraph::test

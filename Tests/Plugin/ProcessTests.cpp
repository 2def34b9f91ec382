#include "Nodes/FactoryPresets.h"
#include "Tests/Plugin/PluginHarness.h"
#include "Tests/TestFramework.h"

#include <cmath>
#include <thread>

namespace spikegraph::test
{
namespace
{

/// Filterbank into Resynthesis: sound that comes out late.
GraphModel latePatch()
{
    return makePatch ({ "in audio-in", "bands filterbank units=32", "voice resynthesis", "out audio-out" },
                      "in.out>bands.in bands.out>voice.in voice.out>out.in");
}

GraphModel silentPatch()
{
    return makePatch ({ "in audio-in", "none gain gain=-120", "bands filterbank units=32",
                        "voice resynthesis", "out audio-out" },
                      "in.out>none.in none.out>bands.in bands.out>voice.in voice.out>out.in");
}

int positionOfPeak (const juce::AudioBuffer<float>& audio)
{
    int found = 0;
    for (int t = 0; t < audio.getNumSamples(); ++t)
        if (std::abs (audio.getSample (0, t)) > std::abs (audio.getSample (0, found)))
            found = t;
    return found;
}

juce::AudioBuffer<float> impulse (int channels, int samples)
{
    juce::AudioBuffer<float> audio (channels, samples);
    audio.clear();
    for (int channel = 0; channel < channels; ++channel)
        audio.setSample (channel, 0, 1.0f);
    return audio;
}

} // namespace

TEST_CASE ("The plugin gives the bits of the engine for every preset, whatever the host's blocks")
{
    const auto input = noise (2, 12000);
    for (const auto& preset : factoryPresets())
    {
        INFO (preset.name());
        GraphEngine<float> engine (preset);
        engine.prepare ({ 48000.0, 512, 2, 2 });
        juce::AudioBuffer<float> expected (input);
        Transport transport;
        transport.isPlaying = true;
        for (int first = 0; first < 12000; first += 500)
        {
            juce::AudioBuffer<float> block (expected.getArrayOfWritePointers(), 2, first, 500);
            engine.process (block, {}, transport.after (first, 48000.0));
        }
        for (const auto blockSize : { 1, 64, 65, 512, 1500 })
        {
            if (blockSize == 1 && preset.name() != "Spike Vocoder 32")
                continue;
            PluginProcessor plugin;
            plugin.session().edit().load (preset);
            prepare (plugin, 2, 48000.0, 512);
            juce::AudioBuffer<float> audio (input);
            process (plugin, audio, blockSize);
            CHECK (areEqual (audio, expected));
        }
    }
}

TEST_CASE ("An impulse comes out as late as the plugin says, wet, dry, and bypassed")
{
    PluginProcessor plugin;
    plugin.session().edit().load (latePatch());
    SECTION ("wet")
    {
        plugin.parameters().mix->setValue (1.0f);
    }
    SECTION ("dry")
    {
        plugin.parameters().mix->setValue (0.0f);
    }
    SECTION ("half of each")
    {
        plugin.parameters().mix->setValue (0.5f);
    }
    SECTION ("bypassed")
    {
        plugin.parameters().bypass->setValue (1.0f);
    }
    for (const auto rate : { 44100.0, 96000.0 })
    {
        prepare (plugin, 1, rate);
        REQUIRE (plugin.getLatencySamples() > 0);
        auto audio = impulse (1, 8192);
        process (plugin, audio, 64);
        CHECK (positionOfPeak (audio) == plugin.getLatencySamples());
    }
}

TEST_CASE ("Dry and wet stay in line when an edit makes the patch later")
{
    PluginProcessor plugin;
    plugin.session().edit().load (makePatch ({ "in audio-in", "out audio-out" }, "in.out>out.in"));
    plugin.parameters().mix->setValue (0.0f);
    prepare (plugin, 1);
    CHECK (plugin.getLatencySamples() == 0);
    plugin.session().edit().load (latePatch());
    REQUIRE (plugin.getLatencySamples() > 0);
    auto settling = constant (0.0f, 1, 9600);
    process (plugin, settling, 64);
    auto audio = impulse (1, 8192);
    process (plugin, audio, 64);
    CHECK (positionOfPeak (audio) == plugin.getLatencySamples());
}

TEST_CASE ("What a patch needs in latency is told before its loading returns, on whatever thread")
{
    PluginProcessor plugin;
    prepare (plugin, 2);
    int others = 0;
    std::thread host (
        [&]
        {
            for (int program = 0; program < plugin.getNumPrograms(); ++program)
            {
                const auto before = plugin.getLatencySamples();
                plugin.setCurrentProgram (program);
                const auto told = plugin.getLatencySamples();
                others += told != before ? 1 : 0;
                const auto patch = factoryPreset (plugin.getProgramName (program));
                GraphEngine<float> engine (patch);
                engine.prepare ({});
                CHECK (told == engine.latencySamples());
            }
        });
    host.join();
    CHECK (others > 1);
}

TEST_CASE ("What is loaded after preparing, before the first block, is there from the first sample on")
{
    for (const int program : { 3, 11, 27 })
    {
        INFO (program);
        PluginProcessor before, after;
        before.setCurrentProgram (program);
        prepare (before, 2);
        prepare (after, 2);
        after.setCurrentProgram (program);
        auto expected = noise (2, 4096), heard = expected;
        process (before, expected, 512);
        process (after, heard, 512);
        CHECK (areEqual (heard, expected));
    }
}

TEST_CASE ("Bypass lets what came in pass bit for bit, as late as the patch")
{
    PluginProcessor plugin;
    plugin.session().edit().load (silentPatch());
    plugin.parameters().bypass->setValue (1.0f);
    plugin.parameters().inputGain->setValue (1.0f);
    plugin.parameters().outputGain->setValue (0.3f);
    prepare (plugin, 2);
    const auto input = noise (2, 5000);
    auto audio = input;
    process (plugin, audio, 100);
    const auto latency = plugin.getLatencySamples();
    for (int channel = 0; channel < 2; ++channel)
        for (int t = latency; t < 5000; ++t)
            REQUIRE (audio.getSample (channel, t) == input.getSample (channel, t - latency));
}

TEST_CASE ("Bypass, mix and gains move without a click")
{
    PluginProcessor plugin;
    plugin.session().edit().load (
        makePatch ({ "in audio-in", "turn gain", "out audio-out" }, "in.out>turn.in turn.out>out.in"));
    prepare (plugin, 1);
    const auto& host = plugin.parameters();
    auto* moved = GENERATE_COPY (host.bypass, host.mix, host.inputGain, host.outputGain);
    INFO (moved->paramID);
    // Half as loud a patch, so that bypass and mix are heard at all.
    plugin.session().edit().model().setParameter ("turn", "gain", -6.0);
    for (const auto blockSize : { 64, 999 })
    {
        moved->setValue (moved->getDefaultValue());
        auto audio = sine (1000.0, 0.5f, 1, 24000);
        const auto ownStep = steepestStep (audio, 0);
        process (plugin, audio, blockSize,
                 [&] (int first)
                 {
                     if (first >= 8000 && first < 8000 + blockSize)
                         moved->setValue (moved == host.mix ? 0.0f : moved == host.bypass ? 1.0f : 0.5f);
                     if (first >= 16000 && first < 16000 + blockSize)
                         moved->setValue (moved->getDefaultValue());
                 });
        CHECK (steepestStep (audio, 1000) <= 1.5f * ownStep);
    }
}

TEST_CASE ("At rest, gains at 0 dB and all wet change no bit, and other settings are what they say")
{
    PluginProcessor plugin;
    plugin.session().edit().load (makePatch ({ "in audio-in", "out audio-out" }, "in.out>out.in"));
    const auto& host = plugin.parameters();
    const auto input = noise (2, 4800);
    const auto levelOf = [&]
    {
        prepare (plugin, 2);
        auto audio = input;
        process (plugin, audio, 512);
        return audio.getRMSLevel (0, 2400, 2400) / input.getRMSLevel (0, 2400, 2400);
    };
    prepare (plugin, 2);
    auto audio = input;
    process (plugin, audio, 64);
    CHECK (areEqual (audio, input));

    host.inputGain->setValue (host.inputGain->getValueForText ("-20 dB"));
    CHECK (levelOf() == Approx (0.1).epsilon (1e-4));
    host.outputGain->setValue (host.outputGain->getValueForText ("6.0206 dB"));
    CHECK (levelOf() == Approx (0.2).epsilon (1e-4));
    host.mix->setValue (0.0f);
    CHECK (levelOf() == Approx (2.0).epsilon (1e-4)); // what came in, before the input gain
}

TEST_CASE ("Any layout of up to 16 channels runs, and one that does not spread is refused")
{
    PluginProcessor plugin;
    const auto layoutOf = [&] (int in, int side, int out)
    {
        auto layout = plugin.getBusesLayout();
        layout.inputBuses.getReference (0) = juce::AudioChannelSet::canonicalChannelSet (in);
        layout.inputBuses.getReference (1) = juce::AudioChannelSet::canonicalChannelSet (side);
        layout.outputBuses.getReference (0) = juce::AudioChannelSet::canonicalChannelSet (out);
        return layout;
    };
    for (int in = 0; in <= 17; ++in)
        for (int out = 0; out <= 17; ++out)
            for (const auto side : { 0, 1, 2, 16 })
            {
                INFO (in << " in, " << side << " beside, " << out << " out");
                const bool isPossible = out >= 1 && out <= 16 && in <= 16 && (in <= 1 || in % out == 0);
                REQUIRE (plugin.checkBusesLayoutSupported (layoutOf (in, side, out)) == isPossible);
                if (!isPossible)
                    continue;
                REQUIRE (plugin.setBusesLayout (layoutOf (in, side, out)));
                plugin.setRateAndBufferSizeDetails (48000.0, 64);
                plugin.prepareToPlay (48000.0, 64);
                CHECK (plugin.session().read().problem().empty());
                auto audio = noise (std::max (in + side, out), 256);
                process (plugin, audio, 64);
                for (int channel = 0; channel < out; ++channel)
                    CHECK (std::isfinite (audio.getRMSLevel (channel, 0, 256)));
            }
}

TEST_CASE ("A patch that cannot run on a layout is silent there, says why, and runs again where it can")
{
    PluginProcessor plugin;
    plugin.session().edit().load (
        makePatch ({ "tone constant value=1", "crowd spiking-activation units=2", "out audio-out" },
                   "tone.out>crowd.in crowd.out>out.in"));
    auto layout = plugin.getBusesLayout();
    layout.outputBuses.getReference (0) = juce::AudioChannelSet::discreteChannels (3);
    layout.inputBuses.getReference (0) = juce::AudioChannelSet::disabled();
    REQUIRE (plugin.setBusesLayout (layout));
    plugin.prepareToPlay (48000.0, 64);
    CHECK (plugin.session().read().problem().find ("2 units do not spread over 3 output channels") !=
           std::string::npos);
    auto audio = noise (3, 640);
    process (plugin, audio, 64);
    CHECK (audio.getMagnitude (0, 640) == 0.0f);

    // Mended by an edit, while the host goes on.
    plugin.session().edit().model().setParameter ("crowd", "units", 3);
    CHECK (plugin.session().read().problem().empty());
    process (plugin, audio, 64);
    CHECK (audio.getMagnitude (0, 640) > 0.0f);
}

TEST_CASE ("An empty block changes nothing, and one of twice the announced size is as good as two")
{
    PluginProcessor one, other;
    prepare (one, 2, 48000.0, 128);
    prepare (other, 2, 48000.0, 128);
    const auto input = noise (2, 4096);
    auto expected = input, audio = input;
    process (one, expected, 128);
    process (other, audio, 256,
             [&] (int)
             {
                 juce::AudioBuffer<float> nothing (2, 0);
                 juce::MidiBuffer midi;
                 other.processBlock (nothing, midi);
             });
    CHECK (areEqual (audio, expected));
}

TEST_CASE ("In double precision the plugin gives what single precision does, but for its rounding")
{
    PluginProcessor single, twice;
    const auto patch = latePatch();
    single.session().edit().load (patch);
    twice.session().edit().load (patch);
    REQUIRE (twice.supportsDoublePrecisionProcessing());
    prepare (single, 2);
    prepare (twice, 2, 48000.0, 512, true);
    auto audio = noise (2, 4096);
    juce::AudioBuffer<double> wide;
    wide.makeCopyOf (audio);
    process (single, audio, 64);
    process (twice, wide, 64);
    for (int t = 0; t < 4096; ++t)
        REQUIRE (std::abs (wide.getSample (1, t) - static_cast<double> (audio.getSample (1, t))) < 1e-4);
    CHECK (single.getLatencySamples() == twice.getLatencySamples());
}

TEST_CASE ("MIDI that the patch makes goes out at its sample, and what came in passes when bypassed")
{
    PluginProcessor plugin;
    plugin.session().edit().load (makePatch ({ "one constant value=1", "spikes spiking-activation rate=100",
                                               "play spikes-to-midi", "out audio-out" },
                                             "one.out>spikes.in spikes.out>play.spikes spikes.out>out.in"));
    prepare (plugin, 2);
    juce::AudioBuffer<float> audio (2, 4800);
    audio.clear();
    juce::MidiBuffer midi;
    midi.addEvent (juce::MidiMessage::controllerEvent (1, 7, 99), 10);
    plugin.processBlock (audio, midi);
    int notes = 0;
    for (const auto event : midi)
        notes += event.getMessage().isNoteOn();
    CHECK (notes >= 9);
    CHECK (notes <= 11);

    plugin.parameters().bypass->setValue (1.0f);
    for (int i = 0; i < 2; ++i) // over the ramp
    {
        midi.clear();
        midi.addEvent (juce::MidiMessage::controllerEvent (1, 7, 99), 10);
        plugin.processBlock (audio, midi);
    }
    REQUIRE (midi.getNumEvents() == 1);
    CHECK ((*midi.begin()).samplePosition == 10);
}

} // namespace spikegraph::test

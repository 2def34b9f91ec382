// The factory presets, heard: each on speech and on music, mono and stereo, loud and quiet, long and short,
// at rates from 8 to 96 kHz, with every macro at either end.

#include "Core/Random.h"
#include "Files/AudioFile.h"
#include "Nodes/FactoryPresets.h"
#include "Tests/Engine/EngineHarness.h"
#include "Tests/TestFramework.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

namespace spikegraph::test
{
namespace
{

using Audio = juce::AudioBuffer<float>;

double levelOf (const Audio& audio)
{
    double sum = 0.0;
    for (int c = 0; c < audio.getNumChannels(); ++c)
        for (int i = 0; i < audio.getNumSamples(); ++i)
            sum += std::pow (static_cast<double> (audio.getSample (c, i)), 2);
    return 10.0 * std::log10 (std::max (sum / audio.getNumChannels() / audio.getNumSamples(), 1e-20));
}

double peakOf (const Audio& audio)
{
    return static_cast<double> (audio.getMagnitude (0, audio.getNumSamples()));
}

bool isFinite (const Audio& audio)
{
    for (int c = 0; c < audio.getNumChannels(); ++c)
        if (!std::all_of (audio.getReadPointer (c), audio.getReadPointer (c) + audio.getNumSamples(),
                          [] (float x) { return std::isfinite (x); }))
            return false;
    return true;
}

/// How much of b is not in a, in dB of a.
double differenceBetween (const Audio& a, Audio b)
{
    for (int c = 0; c < a.getNumChannels(); ++c)
        b.addFrom (c, 0, a, c, 0, a.getNumSamples(), -1.0f);
    return levelOf (b) - levelOf (a);
}

/// The bundled recording at its recorded level, from each channel; the right one is a little softer.
Audio speech (int channels)
{
    AudioReader reader (SPIKEGRAPH_SOURCE_DIR "/Resources/Sounds/front-center.wav");
    Audio file (1, static_cast<int> (reader.facts().samples));
    reader.read (file, 0, file.getNumSamples());
    Audio audio (channels, file.getNumSamples());
    for (int c = 0; c < channels; ++c)
        audio.copyFrom (c, 0, file.getReadPointer (0), file.getNumSamples(), c == 0 ? 1.0f : 0.7f);
    return audio;
}

void addPartial (Audio& audio, int channel, int start, double sampleRateHz, double frequencyHz,
                 double amplitude, double decaySeconds)
{
    for (int i = start; i < audio.getNumSamples(); ++i)
    {
        const auto t = (i - start) / sampleRateHz;
        const auto envelope = amplitude * std::exp (-t / decaySeconds) * std::min (1.0, t / 0.004);
        if (t > 7.0 * decaySeconds)
            return;
        audio.addSample (channel, i,
                         static_cast<float> (envelope * std::sin (2.0 * std::numbers::pi * frequencyHz * t)));
    }
}

void addHit (Audio& audio, int channel, int start, double sampleRateHz, double amplitude)
{
    for (int i = start; i < std::min (audio.getNumSamples(), start + static_cast<int> (0.12 * sampleRateHz));
         ++i)
    {
        const auto noise = 2.0 * randomUniform<double> (3, static_cast<std::uint64_t> (i)) - 1.0;
        audio.addSample (
            channel, i,
            static_cast<float> (amplitude * noise * std::exp ((start - i) / (0.025 * sampleRateHz))));
    }
}

/// Chords that decay, a bass under them and drums of noise, up to -1 dBFS.
Audio music (int channels, double sampleRateHz, double seconds)
{
    constexpr double chords[][4]{ { 110.0, 261.6, 329.6, 440.0 }, { 87.3, 261.6, 349.2, 440.0 } };
    constexpr double beatSeconds = 0.25;
    Audio audio (channels, static_cast<int> (seconds * sampleRateHz));
    audio.clear();
    for (int beat = 0; beat * beatSeconds < seconds; ++beat)
    {
        const auto start = static_cast<int> (beat * beatSeconds * sampleRateHz);
        const auto& chord = chords[beat / 4 % 2];
        for (int c = 0; c < channels; ++c)
        {
            if (beat % 2 == 0)
                addPartial (audio, c, start, sampleRateHz, chord[0] / 2.0, 0.5, 0.3);
            for (int voice = 1; beat % 2 == 0 && voice < 4; ++voice)
                for (int partial = 1; partial <= 6; ++partial)
                    addPartial (audio, c, start, sampleRateHz, chord[voice] * partial,
                                (voice % 2 == c ? 0.25 : 0.12) / partial, 0.5 / partial);
            addHit (audio, c, start, sampleRateHz, beat % 4 == 2 ? 0.5 : 0.15);
        }
    }
    audio.applyGain (static_cast<float> (0.891 / peakOf (audio)));
    return audio;
}

/// Every factor-th sample, after a lowpass below half of the lower rate.
Audio decimated (const Audio& audio, int factor)
{
    constexpr int lobes = 16;
    const auto reach = lobes * factor;
    Audio result (audio.getNumChannels(), audio.getNumSamples() / factor);
    for (int c = 0; c < audio.getNumChannels(); ++c)
        for (int i = 0; i < result.getNumSamples(); ++i)
        {
            double sum = 0.0;
            for (int k = std::max (1 - reach, -i * factor);
                 k < std::min (reach, audio.getNumSamples() - i * factor); ++k)
            {
                const auto x = std::numbers::pi * 0.9 * k / factor;
                const auto sinc = k == 0 ? 1.0 : std::sin (x) / x;
                const auto window = 0.5 + 0.5 * std::cos (std::numbers::pi * k / reach);
                sum += 0.9 / factor * sinc * window * audio.getSample (c, i * factor + k);
            }
            result.setSample (c, i, static_cast<float> (sum));
        }
    return result;
}

Audio excerpt (const Audio& audio, double sampleRateHz, double startSeconds, double seconds)
{
    const auto start = static_cast<int> (startSeconds * sampleRateHz);
    Audio part (audio.getNumChannels(), static_cast<int> (seconds * sampleRateHz));
    for (int c = 0; c < audio.getNumChannels(); ++c)
        part.copyFrom (c, 0, audio, c, start, part.getNumSamples());
    return part;
}

Audio atLevel (double decibels, Audio audio)
{
    audio.applyGain (static_cast<float> (std::pow (10.0, (decibels - levelOf (audio)) / 20.0)));
    return audio;
}

struct Sound
{
    std::string name;
    double sampleRateHz;
    Audio audio;
};

/// What presets that were tuned on full-band recordings at usual levels get wrong.
std::vector<Sound> unusualSounds()
{
    const auto telephone = decimated (speech (1), 6);
    const auto word = excerpt (telephone, 8000.0, 0.1, 0.3);
    const auto otherWord = excerpt (speech (2), 48000.0, 0.9, 0.3);
    return {
        { "speech at 8 kHz", 8000.0, telephone },
        { "speech at 8 kHz and -44 dB", 8000.0, atLevel (-44.0, telephone) },
        { "a word at 8 kHz", 8000.0, word },
        { "a word at 8 kHz and -44 dB", 8000.0, atLevel (-44.0, word) },
        { "a word at -38 dB in stereo", 48000.0, atLevel (-38.0, otherWord) },
        { "a word in stereo", 48000.0, otherWord },
        { "music at 16 kHz and -45 dB in stereo", 16000.0, atLevel (-45.0, music (2, 16000.0, 1.5)) },
        { "0.3 s of music at 44.1 kHz and -45 dB", 44100.0, atLevel (-45.0, music (1, 44100.0, 0.3)) },
        { "music at 96 kHz and -30 dB", 96000.0, atLevel (-30.0, music (1, 96000.0, 1.0)) },
    };
}

Audio renderAt (double sampleRateHz, const GraphModel& patch, Audio audio, const juce::MidiBuffer& midi = {})
{
    GraphEngine<float> engine (patch);
    engine.prepare ({ sampleRateHz, audio.getNumSamples(), audio.getNumChannels(), audio.getNumChannels() });
    engine.process (audio, midi);
    CHECK (engine.problems().empty());
    CHECK (engine.replacedSamples() == 0);
    return audio;
}

void checkSound (const Audio& audio)
{
    CHECK (isFinite (audio));
    CHECK (levelOf (audio) > -60.0);
    CHECK (peakOf (audio) <= 1.0);
}

juce::String classOf (const GraphModel& preset)
{
    return preset.state()["class"].toString();
}

/// Encoders put out spikes, and lessons put out what they are about: these are not as loud as their input.
bool isLevelMatched (const GraphModel& preset)
{
    return classOf (preset) != "Encoding" && classOf (preset) != "Teaching";
}

GraphModel copyOf (const GraphModel& patch)
{
    return GraphModel::fromJson (patch.catalogue(), patch.toJson(), patch.name());
}

} // namespace

TEST_CASE ("Every preset sounds on speech and music, does not clip, and is as loud as its input within 3 dB")
{
    for (const auto sampleRateHz : { 48000.0, 44100.0 })
        for (const auto channels : { 1, 2 })
            for (const bool isSpeech : { true, false })
            {
                const auto input = isSpeech ? speech (channels) : music (channels, sampleRateHz, 3.0);
                for (const auto& preset : factoryPresets())
                {
                    INFO (preset.name().toStdString() << (isSpeech ? ", speech" : ", music") << ", "
                                                      << channels << " channels, " << sampleRateHz << " Hz");
                    const auto output = renderAt (sampleRateHz, preset, input);
                    checkSound (output);
                    if (isLevelMatched (preset))
                        CHECK (std::abs (levelOf (output) - levelOf (input)) < 3.0);
                }
            }
}

TEST_CASE ("A preset is as loud as its input within 3 dB, however quiet, short or low in rate that is")
{
    for (const auto& [name, sampleRateHz, input] : unusualSounds())
        for (const auto& preset : factoryPresets())
        {
            INFO (preset.name().toStdString() << ", " << name);
            const auto output = renderAt (sampleRateHz, preset, input);
            CHECK (isFinite (output));
            CHECK (peakOf (output) <= 1.0);
            if (isLevelMatched (preset))
                CHECK (std::abs (levelOf (output) - levelOf (input)) < 3.0);
        }
}

TEST_CASE ("No macro silences a quiet word at 8 kHz or makes it clip")
{
    const auto word = atLevel (-44.0, excerpt (decimated (speech (1), 6), 8000.0, 0.1, 0.3));
    for (const auto& preset : factoryPresets())
        for (int number = 1; isLevelMatched (preset) && number <= preset.macros().getNumChildren(); ++number)
            for (const auto end : { 0.0, 1.0 })
            {
                INFO (preset.name().toStdString()
                      << ": " << preset.macros().getChild (number - 1)["name"].toString().toStdString()
                      << " at " << end);
                auto turned = copyOf (preset);
                turned.setMacro (number, end);
                const auto output = renderAt (8000.0, turned, word);
                CHECK (std::abs (levelOf (output) - levelOf (word)) < 12.0);
                CHECK (peakOf (output) <= 1.0);
            }
}

TEST_CASE ("Every macro of every preset is of use at both its ends")
{
    auto words = speech (1);
    words.setSize (1, 48000, true);
    const auto sounds = std::vector<Audio>{ words, music (2, 48000.0, 1.0) };
    for (const auto& preset : factoryPresets())
    {
        std::vector<Audio> unturned;
        for (const auto& sound : sounds)
            unturned.push_back (renderAt (48000.0, preset, sound));
        for (int number = 1; number <= preset.macros().getNumChildren(); ++number)
            for (const auto end : { 0.0, 1.0 })
            {
                INFO (preset.name().toStdString()
                      << ": " << preset.macros().getChild (number - 1)["name"].toString().toStdString()
                      << " at " << end);
                auto turned = copyOf (preset);
                turned.setMacro (number, end);
                double mostDifferent = -200.0;
                for (std::size_t i = 0; i < sounds.size(); ++i)
                {
                    const auto output = renderAt (48000.0, turned, sounds[i]);
                    checkSound (output);
                    if (isLevelMatched (preset))
                        CHECK (std::abs (levelOf (output) - levelOf (sounds[i])) < 12.0);
                    mostDifferent = std::max (mostDifferent, differenceBetween (unturned[i], output));
                }
                CHECK (mostDifferent > -40.0);
            }
    }
}

TEST_CASE ("Every encoder puts spikes on its cable, at rates that neurons have")
{
    for (const auto& preset : factoryPresets())
    {
        if (classOf (preset) != "Encoding")
            continue;
        for (const bool isSpeech : { true, false })
        {
            INFO (preset.name().toStdString() << (isSpeech ? ", speech" : ", music"));
            auto audio = isSpeech ? speech (1) : music (1, 48000.0, 1.5);
            GraphEngine<float> engine (preset);
            REQUIRE (engine.spikeNodes().size() == 1);
            const auto encoder = engine.spikeNodes()[0];
            engine.keepOutput (encoder);
            engine.prepare ({ 48000.0, audio.getNumSamples(), 1, 1 });
            engine.process (audio);
            const auto spikes = engine.output (encoder);
            Index count = 0;
            for (Index unit = 0; unit < spikes.units; ++unit)
                for (Index t = 0; t < spikes.steps; ++t)
                    count += std::abs (spikes (t, unit)) > 0.0f;
            const auto rateHz =
                static_cast<double> (count) * 48000.0 / static_cast<double> (spikes.units * spikes.steps);
            CHECK (rateHz > 1.0);
            CHECK (rateHz < 2000.0);
        }
    }
}

TEST_CASE ("Synths are silent until a note is played, sound while it is held, and fall silent again")
{
    constexpr int second = 48000;
    for (const auto& preset : factoryPresets())
    {
        if (classOf (preset) != "Synth")
            continue;
        for (const auto note : { 36, 60, 84 })
        {
            INFO (preset.name().toStdString() << ", note " << note);
            juce::MidiBuffer midi;
            midi.addEvent (juce::MidiMessage::noteOn (1, note, 0.8f), second);
            midi.addEvent (juce::MidiMessage::noteOff (1, note), 2 * second);
            Audio silence (2, 5 * second);
            silence.clear();
            auto output = renderAt (48000.0, preset, silence, midi);
            const auto part = [&output] (int from, int count)
            { return Audio (output.getArrayOfWritePointers(), 2, from, count); };
            CHECK (levelOf (part (0, second)) < -90.0);
            CHECK (levelOf (part (second, second)) > -30.0);
            CHECK (levelOf (part (4 * second, second)) < -60.0);
            CHECK (peakOf (output) <= 1.0);
        }
    }
}

} // namespace spikegraph::test

#include "Standalone/SoundPlayer.h"
#include "Tests/Standalone/TestFolder.h"
#include "Tests/TestFramework.h"

#include <cmath>
#include <fstream>

namespace spikegraph::test
{
namespace
{

constexpr double rateHz = 48000.0;
constexpr int fadeSamples = 240;

/// Samples that are all different: sample i of channel c is (i + 1) / length, negative in the second.
std::shared_ptr<const Sound> countingSound (int channels, int length)
{
    auto sound = std::make_shared<Sound>();
    sound->sampleRateHz = rateHz;
    sound->samples.setSize (channels, length);
    for (int channel = 0; channel < channels; ++channel)
        for (int i = 0; i < length; ++i)
            sound->samples.setSample (channel, i,
                                      (channel == 0 ? 1.0f : -1.0f) * static_cast<float> (i + 1) /
                                          static_cast<float> (length));
    return sound;
}

std::shared_ptr<const Sound> constantSound (float value, int length)
{
    auto sound = std::make_shared<Sound>();
    sound->sampleRateHz = rateHz;
    sound->samples.setSize (1, length);
    for (int i = 0; i < length; ++i)
        sound->samples.setSample (0, i, value);
    return sound;
}

struct Playing
{
    explicit Playing (std::shared_ptr<const Sound> sound)
    {
        player.prepare (rateHz);
        player.setSound (std::move (sound));
        player.setPlaying (true);
    }

    /// The next samples, in blocks of odd sizes.
    juce::AudioBuffer<float> next (int samples)
    {
        juce::AudioBuffer<float> audio (2, samples);
        audio.clear();
        for (int first = 0; first < samples;)
        {
            const auto count = std::min (1 + 37 * (first % 11), samples - first);
            juce::AudioBuffer<float> block (audio.getArrayOfWritePointers(), 2, first, count);
            player.process (block);
            player.collect();
            first += count;
        }
        return audio;
    }

    SoundPlayer player;
};

float steepestStep (const juce::AudioBuffer<float>& audio, float before)
{
    float steepest = 0.0f;
    for (int i = 0; i < audio.getNumSamples(); ++i)
    {
        steepest = std::max (steepest, std::abs (audio.getSample (0, i) - before));
        before = audio.getSample (0, i);
    }
    return steepest;
}

} // namespace

TEST_CASE ("A sound loops sample by sample, without a gap, whatever the blocks")
{
    const auto sound = countingSound (2, 1000);
    Playing it (sound);
    const auto heard = it.next (3700);
    for (int i = 0; i < 3700; ++i)
        for (int channel = 0; channel < 2; ++channel)
            REQUIRE (heard.getSample (channel, i) == sound->samples.getSample (channel, i % 1000));
    CHECK (it.player.positionSeconds() == Approx (700 / rateHz));
}

TEST_CASE ("A mono sound goes to both channels")
{
    const auto sound = countingSound (1, 500);
    Playing it (sound);
    const auto heard = it.next (500);
    for (int i = 0; i < 500; ++i)
        REQUIRE (heard.getSample (1, i) == sound->samples.getSample (0, i));
}

TEST_CASE ("Without looping a sound ends after its last sample, and is ready to start again")
{
    Playing it (countingSound (1, 1000));
    it.player.setLooping (false);
    auto heard = it.next (1500);
    CHECK (heard.getSample (0, 999) == 1.0f);
    CHECK (heard.getMagnitude (1000, 500) == 0.0f);
    CHECK_FALSE (it.player.isPlaying());
    CHECK (it.player.positionSeconds() == 0.0);
    it.player.setPlaying (true);
    CHECK (it.next (1).getSample (0, 0) == 0.001f);
}

TEST_CASE ("A seek goes on at just that sample, once it has faded")
{
    const auto sound = countingSound (1, 10000);
    Playing it (sound);
    SECTION ("while it stands")
    {
        it.player.setPlaying (false);
        it.next (10);
        it.player.seek (5000 / rateHz);
        it.next (10);
        CHECK (it.player.positionSeconds() == Approx (5000 / rateHz));
        it.player.setPlaying (true);
        const auto heard = it.next (600);
        for (int i = fadeSamples; i < 600; ++i)
            REQUIRE (heard.getSample (0, i) == sound->samples.getSample (0, 5000 + i));
    }
    SECTION ("while it plays")
    {
        it.next (1000);
        it.player.seek (5000 / rateHz);
        CHECK (it.player.positionSeconds() == Approx (5000 / rateHz));
        const auto heard = it.next (1000);
        for (int i = 2 * fadeSamples; i < 1000; ++i)
            REQUIRE (heard.getSample (0, i) == sound->samples.getSample (0, 5000 + i - fadeSamples));
    }
    SECTION ("beyond the end, which is its last sample")
    {
        it.player.seek (99.0);
        CHECK (it.player.positionSeconds() == Approx (9999 / rateHz));
    }
}

TEST_CASE ("Stopping, seeking and another sound do not click")
{
    Playing it (constantSound (1.0f, 20000));
    it.next (1000);
    const auto change = GENERATE (0, 1, 2);
    if (change == 0)
        it.player.setPlaying (false);
    else if (change == 1)
        it.player.seek (0.2);
    else
        it.player.setSound (constantSound (-1.0f, 20000), 0.1);
    const auto heard = it.next (1000);
    CHECK (steepestStep (heard, 1.0f) < 1.01f / fadeSamples);
    CHECK (heard.getSample (0, 999) == (change == 0 ? 0.0f : change == 1 ? 1.0f : -1.0f));
}

TEST_CASE ("A stopped sound goes on where it stood")
{
    const auto sound = countingSound (1, 10000);
    Playing it (sound);
    it.next (1000);
    it.player.setPlaying (false);
    it.next (500);
    it.player.setPlaying (true);
    const auto heard = it.next (500);
    CHECK (heard.getSample (0, 400) == sound->samples.getSample (0, 1000 + fadeSamples + 400));
}

TEST_CASE ("A sound of another rate than the device's is not heard at the wrong pitch")
{
    Playing it (constantSound (1.0f, 1000));
    it.player.prepare (44100.0);
    CHECK (it.next (500).getMagnitude (0, 500) == 0.0f);
}

TEST_CASE ("The bundled speech is there, as it is in the source")
{
    const std::atomic<bool> no{ false };
    const auto sound = readSound ({}, 48000.0, no);
    AudioReader reader (SPIKEGRAPH_SOURCE_DIR "/Resources/Sounds/front-center.wav");
    const auto length = static_cast<int> (reader.facts().samples);
    juce::AudioBuffer<float> expected (1, length);
    reader.read (expected, 0, length);
    REQUIRE (sound->samples.getNumSamples() == length);
    for (int i = 0; i < length; ++i)
        REQUIRE (sound->samples.getSample (0, i) == expected.getSample (0, i));
}

TEST_CASE ("A sound of another rate lasts as long at the device's, and has the same pitch")
{
    const TestFolder folder;
    juce::AudioBuffer<float> sine (1, 44101);
    for (int i = 0; i < 44101; ++i)
        sine.setSample (
            0, i,
            static_cast<float> (std::sin (2.0 * juce::MathConstants<double>::pi * 1000.0 * i / 44100.0)));
    const std::atomic<bool> no{ false };
    const auto sound = readSound ({ writeSound (folder / "sine.wav", sine, 44100.0) }, 48000.0, no);
    CHECK (sound->samples.getNumSamples() == 48002); // 44101 / 44100 s, rounded up
    for (int i = 1000; i < 47000; ++i)
        REQUIRE (
            sound->samples.getSample (0, i) ==
            Approx (std::sin (2.0 * juce::MathConstants<double>::pi * 1000.0 * i / 48000.0)).margin (1e-4));
}

TEST_CASE ("Of a file with many channels the first two are played")
{
    const TestFolder folder;
    juce::AudioBuffer<float> six (6, 100);
    for (int channel = 0; channel < 6; ++channel)
        for (int i = 0; i < 100; ++i)
            six.setSample (channel, i, 0.1f * static_cast<float> (channel + 1));
    const std::atomic<bool> no{ false };
    const auto sound = readSound ({ writeSound (folder / "six.wav", six, 48000.0) }, 48000.0, no);
    REQUIRE (sound->samples.getNumChannels() == 2);
    CHECK (sound->samples.getSample (0, 50) == 0.1f);
    CHECK (sound->samples.getSample (1, 50) == 0.2f);
}

TEST_CASE ("A sound that is too long for the memory is refused before it is read")
{
    const TestFolder folder;
    const auto path = (folder / "long.wav").getFullPathName().toStdString();
    constexpr juce::uint32 samples = 300'000'000, dataBytes = 2 * samples;
    {
        juce::FileOutputStream file (folder / "long.wav");
        file.write ("RIFF", 4);
        file.writeInt (static_cast<int> (36 + dataBytes));
        file.write ("WAVEfmt ", 8);
        file.writeInt (16);
        file.writeShort (1); // PCM
        file.writeShort (1); // channel
        file.writeInt (48000);
        file.writeInt (96000);
        file.writeShort (2);
        file.writeShort (16);
        file.write ("data", 4);
        file.writeInt (static_cast<int> (dataBytes));
    }
    std::filesystem::resize_file (path, 44 + dataBytes); // a hole: it takes no space
    const std::atomic<bool> no{ false };
    CHECK_THROWS_WITH (readSound ({ folder / "long.wav" }, 48000.0, no),
                       path + ": lasts 104 minutes, too long to keep in memory");
}

} // namespace spikegraph::test

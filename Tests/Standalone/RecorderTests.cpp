#include "Core/Random.h"
#include "Standalone/Recorder.h"
#include "Tests/Standalone/TestFolder.h"
#include "Tests/TestFramework.h"

#include <cstring>

#if !JUCE_WINDOWS
#include <csignal>
#include <sys/resource.h>
#endif

namespace spikegraph::test
{
namespace
{

/// Also beyond full scale, which a float file keeps.
juce::AudioBuffer<float> loudNoise (int samples)
{
    juce::AudioBuffer<float> audio (2, samples);
    std::uint64_t draws = 0;
    for (int channel = 0; channel < 2; ++channel)
        for (int i = 0; i < samples; ++i)
            audio.setSample (channel, i, 4.0f * randomUniform<float> (5, draws++) - 2.0f);
    return audio;
}

void push (Recorder& recorder, juce::AudioBuffer<float>& audio)
{
    for (int first = 0, count = 1; first < audio.getNumSamples(); first += count, count = count % 700 + 13)
    {
        count = std::min (count, audio.getNumSamples() - first);
        const juce::AudioBuffer<float> block (audio.getArrayOfWritePointers(), audio.getNumChannels(), first,
                                              count);
        recorder.push (block);
    }
}

bool holds (const juce::File& file, const juce::AudioBuffer<float>& expected, double sampleRateHz)
{
    AudioReader reader (file.getFullPathName().toStdString());
    if (reader.facts().samples != expected.getNumSamples() || !reader.facts().isFloat ||
        std::abs (reader.facts().sampleRateHz - sampleRateHz) > 0.0)
        return false;
    juce::AudioBuffer<float> found (2, expected.getNumSamples());
    reader.read (found, 0, expected.getNumSamples());
    for (int channel = 0; channel < 2; ++channel)
        if (std::memcmp (found.getReadPointer (channel), expected.getReadPointer (channel),
                         sizeof (float) * static_cast<std::size_t> (expected.getNumSamples())) != 0)
            return false;
    return true;
}

} // namespace

TEST_CASE ("A recording holds what was played, bit for bit, under its name once it is whole")
{
    const TestFolder folder;
    auto audio = loudNoise (100'000);
    Recorder recorder;
    recorder.prepare (44100.0);
    recorder.start (folder / "take.wav");
    CHECK (recorder.isRecording());
    CHECK_FALSE ((folder / "take.wav").exists());
    push (recorder, audio);
    CHECK (recorder.elapsedSeconds() == Approx (100'000 / 44100.0));
    CHECK (recorder.stop() == folder / "take.wav");
    CHECK_FALSE (recorder.isRecording());
    CHECK (holds (folder / "take.wav", audio, 44100.0));
    CHECK (folder.files() == 1);

    SECTION ("and so does the next one, without what came between")
    {
        push (recorder, audio);
        auto other = loudNoise (200'000); // with the first one more than the queue is long
        recorder.start (folder / "other.wav");
        push (recorder, other);
        recorder.stop();
        CHECK (holds (folder / "other.wav", other, 44100.0));
        CHECK (holds (folder / "take.wav", audio, 44100.0));
    }
}

TEST_CASE ("A recording that is aborted, forgotten, or has no sample leaves nothing")
{
    const TestFolder folder;
    auto audio = loudNoise (10'000);
    {
        Recorder recorder;
        recorder.start (folder / "take.wav");
        SECTION ("aborted")
        {
            push (recorder, audio);
            recorder.abort();
        }
        SECTION ("forgotten")
        {
            push (recorder, audio);
        }
        SECTION ("without a sample")
        {
            CHECK (recorder.stop() == juce::File());
        }
    }
    CHECK (folder.files() == 0);
}

TEST_CASE ("A recording replaces no file, and says where it cannot be written")
{
    const TestFolder folder;
    (folder / "take.wav").replaceWithText ("mine");
    Recorder recorder;
    CHECK_THROWS_AS (recorder.start (folder / "take.wav"), std::runtime_error);
    CHECK_FALSE (recorder.isRecording());
    CHECK ((folder / "take.wav").loadFileAsString() == "mine");
    CHECK_THROWS_WITH (recorder.start (folder / "none/take.wav"), Catch::Contains ("cannot be written"));
    CHECK (folder.files() == 1);
}

TEST_CASE ("A recording ends where the device takes another rate, and is whole until there")
{
    const TestFolder folder;
    auto audio = loudNoise (3000);
    Recorder recorder;
    recorder.prepare (48000.0);
    recorder.start (folder / "take.wav");
    push (recorder, audio);
    recorder.prepare (48000.0);
    CHECK_FALSE (recorder.hasEnded());
    recorder.prepare (96000.0);
    CHECK (recorder.hasEnded());
    push (recorder, audio);
    recorder.stop();
    CHECK (holds (folder / "take.wav", audio, 48000.0));
    recorder.start (folder / "next.wav");
    push (recorder, audio);
    recorder.stop();
    CHECK (holds (folder / "next.wav", audio, 96000.0));
}

TEST_CASE ("A disk that does not keep up ends a recording, and what had come is kept")
{
    const TestFolder folder;
    auto audio = loudNoise (100'000), tooMuch = loudNoise (1 << 18);
    Recorder recorder;
    recorder.start (folder / "take.wav");
    push (recorder, audio);
    recorder.push (tooMuch); // more than the queue takes
    CHECK (recorder.hasEnded());
    CHECK (recorder.wasTooSlow());
    recorder.stop();
    CHECK (holds (folder / "take.wav", audio, 48000.0));
}

#if !JUCE_WINDOWS
TEST_CASE ("A full disk ends a recording with one line, and leaves nothing")
{
    const TestFolder folder;
    auto audio = loudNoise (100'000);
    rlimit before{};
    getrlimit (RLIMIT_FSIZE, &before);
    const auto handler = std::signal (SIGXFSZ, SIG_IGN); // an error then, as a full disk is, not a signal
    auto small = before;
    small.rlim_cur = 100'000;
    setrlimit (RLIMIT_FSIZE, &small);
    Recorder recorder;
    recorder.start (folder / "take.wav");
    push (recorder, audio);
    std::string reason;
    try
    {
        recorder.stop();
    }
    catch (const std::runtime_error& error)
    {
        reason = error.what();
    }
    setrlimit (RLIMIT_FSIZE, &before);
    std::signal (SIGXFSZ, handler);
    CHECK_THAT (reason, Catch::Contains ("take.wav: cannot be written") && Catch::Contains ("disk full"));
    CHECK (reason.find ('\n') == std::string::npos);
    CHECK (folder.files() == 0);

    // What could not be written is not in the next one.
    auto other = loudNoise (5000);
    recorder.start (folder / "other.wav");
    push (recorder, other);
    recorder.stop();
    CHECK (holds (folder / "other.wav", other, 48000.0));
}
#endif

} // namespace spikegraph::test

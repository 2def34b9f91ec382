// The files that `spikegraph encode` makes of one recording's spikes, read by other means than it writes them
// by.

#include "Files/NpyHeader.h"
#include "RunBinary.h"
#include "SoundFiles.h"
#include "Tests/TestFramework.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <set>

namespace spikegraph::cli
{

TEST_CASE ("A file each: time, unit and polarity, a line a spike")
{
    const TemporaryFolder sounds, out;
    makeRecordings (sounds);
    REQUIRE (
        run ({ "encode", "--preset", "Cochlea 64", sounds.path().string(), "-o", out / "lists", "--quiet" })
            .exitCode == 0);
    std::ifstream stream ((out / "lists") + "/0_ada_0.csv");
    std::string line;
    REQUIRE (std::getline (stream, line));
    CHECK (line == "time,unit,polarity");
    int lines = 0;
    double last = 0.0;
    while (std::getline (stream, line))
    {
        double time = 0.0;
        int unit = -1, polarity = 0;
        REQUIRE (std::sscanf (line.c_str(), "%lf,%d,%d", &time, &unit, &polarity) == 3);
        CHECK (time >= last);
        CHECK ((unit >= 0 && unit < 64 && polarity == 1));
        last = time;
        ++lines;
    }
    CHECK (lines > 10);
}

namespace
{

/// step, unit, count of each event
using Events = std::vector<std::array<int, 3>>;

/// A line is one spike, so that several in a step are as many lines.
Events eventsOfCsv (const std::string& path, double stepsPerSecond)
{
    Events events;
    std::ifstream stream (path);
    std::string line;
    std::getline (stream, line);
    double time = 0.0;
    int unit = 0, polarity = 0;
    while (std::getline (stream, line))
        if (std::sscanf (line.c_str(), "%lf,%d,%d", &time, &unit, &polarity) == 3)
        {
            const auto step = static_cast<int> (std::lround (time * stepsPerSecond));
            if (events.empty() || events.back()[0] != step || events.back()[1] != unit)
                events.push_back ({ step, unit, 0 });
            events.back()[2] += polarity;
        }
    return events;
}

Events eventsOfWav (const std::string& path)
{
    const auto audio = readAll (path);
    Events events;
    for (int step = 0; step < audio.getNumSamples(); ++step)
        for (int unit = 0; unit < audio.getNumChannels(); ++unit)
            if (const auto count = audio.getSample (unit, step); std::abs (count) > 0.0f)
                events.push_back ({ step, unit, static_cast<int> (count) });
    return events;
}

/// The elements of an array in a .npz file.
template <typename T>
std::vector<T> arrayOf (const std::string& path, const juce::String& name)
{
    juce::ZipFile zip{ juce::File (path) };
    const auto index = zip.getIndexOfFileName (name + ".npy");
    if (index < 0)
        return {};
    const std::unique_ptr<juce::InputStream> stream (zip.createStreamForEntry (index));
    juce::MemoryBlock bytes;
    stream->readIntoMemoryBlock (bytes);
    const auto preamble = parseNpyPreamble ({ static_cast<const char*> (bytes.getData()), 12 });
    const auto start = preamble.bytes + preamble.textBytes;
    std::vector<T> elements ((bytes.getSize() - start) / sizeof (T));
    bytes.copyTo (elements.data(), static_cast<int> (start), elements.size() * sizeof (T));
    return elements;
}

Events eventsOfNpz (const std::string& path, double stepsPerSecond)
{
    const auto times = arrayOf<double> (path, "times");
    const auto units = arrayOf<std::int32_t> (path, "units"), counts = arrayOf<std::int32_t> (path, "counts");
    Events events;
    for (std::size_t i = 0; i < times.size(); ++i)
        events.push_back (
            { static_cast<int> (std::lround (times[i] * stepsPerSecond)), units.at (i), counts.at (i) });
    return events;
}

Events eventsOfDenseNpz (const std::string& path)
{
    const auto units = arrayOf<std::int64_t> (path, "shape").at (1);
    const auto counts = arrayOf<std::int16_t> (path, "spikes");
    Events events;
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts[i] != 0)
            events.push_back ({ static_cast<int> (static_cast<std::int64_t> (i) / units),
                                static_cast<int> (static_cast<std::int64_t> (i) % units), counts[i] });
    return events;
}

/// The notes that begin, each of which must have ended before it begins again.
Events eventsOfMidi (const std::string& path)
{
    juce::FileInputStream stream{ juce::File (path) };
    juce::MidiFile file;
    REQUIRE (file.readFrom (stream, false));
    REQUIRE (file.getNumTracks() == 1);
    std::set<int> sounding;
    Events events;
    for (const auto* event : *file.getTrack (0))
    {
        const auto& message = event->message;
        const auto unit = (message.getChannel() - 1) * 128 + message.getNoteNumber();
        if (message.isNoteOff())
            CHECK (sounding.erase (unit) == 1);
        if (message.isNoteOn())
        {
            CHECK (sounding.insert (unit).second);
            events.push_back ({ static_cast<int> (message.getTimeStamp()), unit, 1 });
        }
    }
    CHECK (sounding.empty());
    return events;
}

} // namespace

TEST_CASE ("Every format of one recording's spikes holds the same ones, signs and several in a step too")
{
    const TemporaryFolder out;
    writeSound (out / "x.wav", 4800, 48000.0,
                [] (int i) { return std::sin (static_cast<float> (i) * 0.01f); });
    // A wave that falls below zero asks for negative spikes, and above 48 kHz for several in a step.
    std::ofstream (out / "p.spikegraph") << R"({"format": "spikegraph-patch", "version": 2, "nodes": [
        {"id": "in", "type": "audio-in"}, {"id": "out", "type": "audio-out"},
        {"id": "s", "type": "spiking-activation", "parameters": {"activation": "identity", "rate": 96000}}],
        "cables": [{"from": "in.out", "to": "s.in"}, {"from": "s.out", "to": "out.in"}]})";
    const auto encoded = [&] (const std::string& name, std::vector<std::string> more = {})
    {
        more.insert (more.begin(), { "encode", "--patch", out / "p.spikegraph", out / "x.wav", "-o",
                                     out / name, "--quiet" });
        const auto result = run (more);
        INFO (result.errors);
        REQUIRE (result.exitCode == 0);
        return out / name;
    };
    const auto expected = eventsOfCsv (encoded ("a.csv"), 48000.0);
    const auto counts = [&] (int least, int most)
    {
        return std::count_if (expected.begin(), expected.end(),
                              [&] (const auto& event) { return event[2] >= least && event[2] <= most; });
    };
    REQUIRE (counts (-2, -1) > 100);
    REQUIRE (counts (2, 2) > 100);

    const auto listFile = encoded ("a.npz"), denseFile = encoded ("d.npz", { "--dense" });
    CHECK (eventsOfNpz (listFile, 48000.0) == expected);
    CHECK (eventsOfDenseNpz (denseFile) == expected);
    for (const auto& file : { listFile, denseFile })
    {
        CHECK (arrayOf<std::int64_t> (file, "shape") == std::vector<std::int64_t>{ 4800, 1 });
        CHECK (arrayOf<double> (file, "sample_rate") == std::vector<double>{ 48000.0 });
    }
    CHECK (eventsOfWav (encoded ("a.wav")) == expected);

    auto single = expected;
    std::erase_if (single, [] (const auto& event) { return event[2] < 0; });
    for (auto& event : single)
        event[2] = 1;
    const std::vector<std::string> policy{ "--polarity", "drop", "--multi", "one" };
    CHECK (eventsOfCsv (encoded ("s.csv", policy), 48000.0) == single);
    CHECK (eventsOfNpz (encoded ("s.npz", policy), 48000.0) == single);
    CHECK (eventsOfWav (encoded ("s.wav", policy)) == single);

    auto pressed = expected;
    for (auto& event : pressed)
        event = { event[0], event[2] < 0 ? 1 : 0, 1 };
    CHECK (eventsOfMidi (encoded ("a.mid")) == pressed);
    std::erase_if (pressed, [] (const auto& event) { return event[1] == 1; });
    CHECK (eventsOfMidi (encoded ("b.mid", { "--polarity", "drop" })) == pressed);
}

TEST_CASE ("A folder takes the format that is asked for, and the same spikes make the same bytes")
{
    const TemporaryFolder sounds, out;
    makeRecordings (sounds);
    for (const auto* format : { "csv", "npz", "mid", "wav" })
    {
        INFO (format);
        for (const auto* folder : { "once", "twice" })
            REQUIRE (run ({ "encode", "--preset", "Cochlea 64", sounds.path().string(), "-o", out / folder,
                            "--format", format, "--quiet" })
                         .exitCode == 0);
        const auto name = std::string ("/0_ada_0.") + format;
        CHECK (readText ((out / "once") + name).size() > 40);
        CHECK (readText ((out / "once") + name) == readText ((out / "twice") + name));
    }
}

} // namespace spikegraph::cli

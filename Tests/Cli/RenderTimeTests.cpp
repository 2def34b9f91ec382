// What happens in time in a render: where the output ends, what is automated, MIDI in and out.

#include "RunBinary.h"
#include "SoundFiles.h"
#include "Tests/TestFramework.h"

#include <cmath>

namespace spikegraph::cli
{
namespace
{

constexpr int rate = 8000;

/// A patch's output, as 32-bit float, for one input.
class Bench
{
public:
    Bench (const std::string& nodes, const std::string& cables)
    {
        writeText (folder / "patch.spikegraph", patchOf (nodes, cables));
    }

    Result tryRender (std::vector<std::string> more)
    {
        more.insert (more.begin(), { "render", "--patch", folder / "patch.spikegraph", folder / "x.wav", "-o",
                                     folder / "y.wav", "--overwrite" });
        return run (more);
    }

    juce::AudioBuffer<float> render (std::vector<std::string> more = {})
    {
        const auto result = tryRender (std::move (more));
        INFO (result.errors);
        REQUIRE (result.exitCode == 0);
        return readAll (folder / "y.wav");
    }

    void setInput (int samples, const std::function<float (int)>& sampleAt)
    {
        writeSound (folder / "x.wav", samples, rate, sampleAt);
    }

    TemporaryFolder folder;
};

const std::string through = R"({"id": "in", "type": "audio-in"}, {"id": "out", "type": "audio-out"})";

/// Audio in, a node, audio out.
Bench benchOf (const std::string& node, const std::string& inlet = "in", const std::string& outlet = "out")
{
    return { through + ", " + node, R"({"from": "in.out", "to": "n.)" + inlet + R"("}, {"from": "n.)" +
                                        outlet + R"(", "to": "out.in"})" };
}

/// A source alone, whatever goes in.
Bench benchOfSource (const std::string& node, const std::string& outlet = "out")
{
    return { through + ", " + node, R"({"from": "n.)" + outlet + R"(", "to": "out.in"})" };
}

float silence (int)
{
    return 0.0f;
}

void writeMidi (const std::string& path, const std::vector<std::pair<double, juce::MidiMessage>>& events)
{
    juce::MidiMessageSequence track;
    for (const auto& [tick, message] : events)
        track.addEvent (juce::MidiMessage (message, tick));
    juce::MidiFile file;
    file.setTicksPerQuarterNote (480);
    file.addTrack (track);
    juce::FileOutputStream stream{ juce::File (juce::String (path)) };
    REQUIRE (file.writeTo (stream, 0));
}

/// The notes of a MIDI file as "on 36 @ 100" and "off 36 @ 500", with times in samples.
std::vector<std::string> notesIn (const std::string& path)
{
    juce::FileInputStream stream{ juce::File (juce::String (path)) };
    juce::MidiFile file;
    REQUIRE (file.readFrom (stream, false));
    file.convertTimestampTicksToSeconds();
    std::vector<std::string> notes;
    for (int track = 0; track < file.getNumTracks(); ++track)
        for (const auto* event : *file.getTrack (track))
            if (event->message.isNoteOnOrOff())
                notes.push_back ((event->message.isNoteOn() ? "on " : "off ") +
                                 std::to_string (event->message.getNoteNumber()) + " @ " +
                                 std::to_string (std::lround (event->message.getTimeStamp() * rate)));
    return notes;
}

} // namespace

TEST_CASE ("An automatic tail ends after the last sample at -90 dB")
{
    auto bench = benchOf (R"({"id": "n", "type": "lowpass", "parameters": {"tau": 100}})");
    constexpr int length = 800;
    bench.setInput (length, [] (int) { return 1.0f; });
    double level = 0.0;
    int expected = 0;
    const auto s = std::exp (-1.0 / (0.1 * rate));
    for (int i = 0; i < 3 * rate; ++i)
    {
        level = (i < length ? 1.0 - s : 0.0) + s * level;
        if (level >= std::pow (10.0, -90.0 / 20.0))
            expected = i + 1;
    }
    const auto y = bench.render();
    CHECK (std::abs (y.getNumSamples() - expected) <= 1);
    CHECK (bench.render ({ "--tail", "none" }).getNumSamples() == length);
    CHECK (bench.render ({ "--tail", "0.25" }).getNumSamples() == length + rate / 4);
    bench.setInput (length, silence);
    CHECK (bench.render().getNumSamples() == length);
}

TEST_CASE ("An echo after a pause belongs to the tail, and what never falls silent ends after 30 s")
{
    auto echo = benchOf (R"({"id": "n", "type": "delay", "parameters": {"time": 3000, "maximum": 4000}})");
    echo.setInput (rate, [] (int i) { return i == rate - 1 ? 0.5f : 0.0f; });
    CHECK (echo.render().getNumSamples() == 4 * rate);

    auto noise = benchOfSource (R"({"id": "n", "type": "noise", "parameters": {"level": -60}})");
    noise.setInput (rate, silence);
    CHECK (noise.render().getNumSamples() == 31 * rate);
}

TEST_CASE ("Block size changes neither the end of an output nor its figures")
{
    Bench bench (
        through + R"(, {"id": "n", "type": "spiking-activation", "parameters": {"rate": 50}},
                   {"id": "l", "type": "lowpass", "parameters": {"tau": 30}})",
        R"({"from": "in.out", "to": "n.in"}, {"from": "n.out", "to": "l.in"}, {"from": "l.out", "to": "out.in"})");
    bench.setInput (rate / 2, [] (int i) { return i < 2000 ? 0.7f : 0.0f; });
    std::string bytes, figures;
    for (const auto* block : { "1024", "1", "77", "1000000" })
    {
        INFO (block);
        bench.render ({ "--block-size", block, "--report", bench.folder / "r.json" });
        auto report = readText (bench.folder / "r.json");
        report = report.substr (0, report.find ("elapsedSeconds"));
        if (bytes.empty())
        {
            bytes = readText (bench.folder / "y.wav");
            figures = report;
        }
        CHECK (readText (bench.folder / "y.wav") == bytes);
        CHECK (report == figures);
    }
}

TEST_CASE (
    "An automated number moves from its sample on, whatever the block size, and one at 0 is there at once")
{
    auto bench = benchOfSource (R"({"id": "n", "type": "constant", "parameters": {"value": 0.9}})");
    bench.setInput (rate, silence);
    writeText (bench.folder / "a.csv", "time,target,value\n0.5,n.value,0.75\n0,n.value,0.25\n");
    writeText (bench.folder / "a.json", R"([{"time": 0, "target": "n.value", "value": 0.25},
                                            {"time": 0.5, "target": "n.value", "value": 0.75}])");
    std::string expected;
    for (const auto* block : { "1024", "1", "333" })
        for (const auto* file : { "a.csv", "a.json" })
        {
            INFO (file << ", blocks of " << block);
            const auto y = bench.render (
                { "--tail", "none", "--automation", bench.folder / file, "--block-size", block });
            for (const auto& [sample, value] : { std::pair{ 0, 0.25f },
                                                 { rate / 2 - 1, 0.25f },
                                                 { rate / 2 + 80 - 1, 0.5f },
                                                 { rate / 2 + 160, 0.75f } })
                CHECK (y.getSample (0, sample) == Approx (value).epsilon (1e-5));
            CHECK (y.getSample (0, rate / 2) > 0.25f);
            const auto bytes = readText (bench.folder / "y.wav");
            if (expected.empty())
                expected = bytes;
            CHECK (bytes == expected);
        }
}

TEST_CASE ("An automated macro moves its targets")
{
    const TemporaryFolder folder;
    writeSound (folder / "x.wav", rate, rate, [] (int) { return 0.5f; });
    writeText (folder / "p.spikegraph", R"({"format": "spikegraph-patch", "version": 2, "macros": [
        {"name": "Level", "value": 0, "targets": [{"node": "g", "parameter": "gain", "from": 0, "to": -20}]}],
        "nodes": [{"id": "in", "type": "audio-in"}, {"id": "g", "type": "gain"}, {"id": "out", "type": "audio-out"}],
        "cables": [{"from": "in.out", "to": "g.in"}, {"from": "g.out", "to": "out.in"}]})");
    writeText (folder / "a.csv", "0.5,macro 1,1\n");
    REQUIRE (run ({ "render", "--patch", folder / "p.spikegraph", folder / "x.wav", "-o", folder / "y.wav",
                    "--automation", folder / "a.csv" })
                 .exitCode == 0);
    const auto y = readAll (folder / "y.wav");
    CHECK (y.getSample (0, rate / 2 - 1) == Approx (0.5f));
    CHECK (y.getSample (0, rate - 1) == Approx (0.05f));
}

TEST_CASE ("Automation that cannot be is refused with its place")
{
    auto bench = benchOf (R"({"id": "n", "type": "spiking-activation"})");
    bench.setInput (rate, silence);
    const auto refuse = [&] (const std::string& name, const std::string& text, std::vector<std::string> words)
    {
        writeText (bench.folder / name, text);
        words.push_back (name);
        checkRefused ({ "render", "--patch", bench.folder / "patch.spikegraph", bench.folder / "x.wav", "-o",
                        bench.folder / "y.wav", "--automation", bench.folder / name },
                      1, words, bench.folder);
    };
    refuse ("a.csv", "0,n.rate,5\n1,n.rat,5\n", { "line 2", "rat" });
    refuse ("a.csv", "0,n.rate,-5\n", { "line 1", "-5" });
    refuse ("a.csv", "0,nobody.rate,5\n", { "line 1", "nobody" });
    refuse ("a.csv", "-1,n.rate,5\n", { "line 1", "-1" });
    refuse ("a.csv", "0,n.rate\n", { "line 1", "time,target,value" });
    refuse ("a.csv", "0,macro 3,0.5\n", { "line 1", "macro 3" });
    refuse ("a.csv", "0,n.units,4\n", { "line 1", "n.units", "structure" });
    refuse ("a.json", "{}", { "list" });
    refuse ("a.json", R"([{"time": 0, "value": 1}])", { "[0]", "target" });
}

TEST_CASE ("A MIDI file plays the patch to the sample, and the sound lasts as long as it does")
{
    auto bench = benchOfSource (R"({"id": "n", "type": "midi-pitch"})", "gate");
    bench.setInput (rate / 4, silence);
    writeMidi (bench.folder / "song.mid", { { 0.0, juce::MidiMessage::tempoMetaEvent (1000000) },
                                            { 240.0, juce::MidiMessage::noteOn (1, 69, juce::uint8 (100)) },
                                            { 480.0, juce::MidiMessage::noteOff (1, 69) } });
    for (const auto* block : { "1024", "1", "999" })
    {
        const auto y =
            bench.render ({ "--midi", bench.folder / "song.mid", "--block-size", block, "--tail", "0.5" });
        REQUIRE (y.getNumSamples() == rate + rate / 2);
        CHECK (y.getSample (0, rate / 2 - 1) == 0.0f);
        CHECK (y.getSample (0, rate / 2) == 1.0f);
        CHECK (y.getSample (0, rate - 1) == 1.0f);
        CHECK (y.getSample (0, rate) == 0.0f);
    }
    writeText (bench.folder / "text.mid", "la la la");
    for (const auto* name : { "text.mid", "missing.mid" })
        checkRefused ({ "render", "--preset", "Lowpass", bench.folder / "x.wav", "-o", bench.folder / "z.wav",
                        "--midi", bench.folder / name },
                      2, { name }, bench.folder);
}

TEST_CASE ("The tempo of a MIDI file is the song's")
{
    auto bench =
        benchOfSource (R"({"id": "n", "type": "lfo", "parameters": {"shape": "saw", "sync": "quarter"}})");
    bench.setInput (2 * rate, silence);
    // A quarter a second; from the second second on, four.
    writeMidi (bench.folder / "song.mid", { { 0.0, juce::MidiMessage::tempoMetaEvent (1000000) },
                                            { 480.0, juce::MidiMessage::tempoMetaEvent (250000) } });
    const auto y =
        bench.render ({ "--midi", bench.folder / "song.mid", "--tail", "none", "--block-size", "700" });
    const auto slope = [&] (int sample)
    { return static_cast<double> (y.getSample (0, sample + 100) - y.getSample (0, sample)) / 100.0 * rate; };
    CHECK (slope (rate / 2 + 100) == Approx (2.0).epsilon (0.01));
    CHECK (slope (rate + 200) == Approx (8.0).epsilon (0.01));
}

TEST_CASE ("What a patch plays is in a MIDI file beside its sound, to the sample, and no note hangs")
{
    Bench bench (through + R"(, {"id": "n", "type": "spikes-to-midi", "parameters": {"gate": 100}})",
                 R"({"from": "in.out", "to": "n.spikes"}, {"from": "in.out", "to": "out.in"})");
    bench.setInput (rate, [] (int i) { return i == 100 || i == 7500 ? 1.0f : 0.0f; });
    for (const auto* block : { "1024", "1", "999" })
    {
        INFO (block);
        bench.render ({ "--tail", "none", "--block-size", block });
        CHECK (notesIn (bench.folder / "y.mid") ==
               std::vector<std::string>{ "on 36 @ 100", "off 36 @ 900", "on 36 @ 7500", "off 36 @ 8000" });
    }
    bench.render();
    CHECK (notesIn (bench.folder / "y.mid").back() == "off 36 @ 8300");

    std::filesystem::remove (bench.folder / "y.mid");
    bench.render ({ "--midi-out", "none" });
    CHECK_FALSE (std::filesystem::exists (bench.folder / "y.mid"));
    bench.render ({ "--midi-out", bench.folder / "other.mid" });
    CHECK (notesIn (bench.folder / "other.mid").size() == 4);
    checkRefused ({ "render", "--preset", "Lowpass", bench.folder / "x.wav", "-o", bench.folder / "z.wav",
                    "--midi-out", bench.folder / "z.mid" },
                  1, { "z.mid", "plays no MIDI" }, bench.folder);
}

} // namespace spikegraph::cli

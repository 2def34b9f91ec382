// spikegraph train, as a person runs it.

#include "Files/AudioFile.h"
#include "RunBinary.h"
#include "Tests/TestFramework.h"

#include <cmath>

namespace spikegraph::cli
{
namespace
{

const std::string patch = R"({"format":"spikegraph-patch","version":2,"name":"Test","nodes":[
{"id":"in","type":"audio-in","parameters":{}},
{"id":"level","type":"gain","trainable":["gain"],"parameters":{"gain":-3}},
{"id":"mix","type":"linear","trainable":["weights","bias"],"parameters":{}},
{"id":"out","type":"audio-out","parameters":{}}],
"cables":[{"from":"in.out","to":"level.in"},{"from":"level.out","to":"mix.in"},{"from":"mix.out","to":"out.in"}]})";

void writeSound (const std::string& path, double amplitude, int samples = 9600, double sampleRateHz = 48000.0)
{
    juce::AudioBuffer<float> sound (1, samples);
    for (int i = 0; i < samples; ++i)
        sound.setSample (0, i, static_cast<float> (amplitude * std::sin (0.02 * i + 1.0e-6 * i * i)));
    AudioWriter writer (path, path, { sampleRateHz, 1, { 32, true }, false });
    writer.write (sound, 0, samples);
    writer.close();
}

struct Workshop
{
    Workshop()
    {
        writeText (folder / "patch.spikegraph", patch);
        writeSound (folder / "in.wav", 0.25);
        writeSound (folder / "target.wav", 0.5);
    }

    std::vector<std::string> command (const std::string& output,
                                      const std::vector<std::string>& more = {}) const
    {
        std::vector<std::string> all{ "train",
                                      "--patch",
                                      folder / "patch.spikegraph",
                                      "--input",
                                      folder / "in.wav",
                                      "--target",
                                      folder / "target.wav",
                                      "--steps",
                                      "40",
                                      "-o",
                                      folder / output };
        all.insert (all.end(), more.begin(), more.end());
        return all;
    }

    std::vector<std::string> withTarget (const std::string& target) const
    {
        auto all = command ("out.spikegraph");
        all[6] = folder / target;
        return all;
    }

    TemporaryFolder folder;
};

} // namespace

TEST_CASE ("train writes a patch that renders closer to the target, and a report, and nothing else")
{
    Workshop shop;
    const auto result =
        run (shop.command ("out.spikegraph", { "--report", shop.folder / "report.json", "--plot",
                                               shop.folder / "plot.png", "--learning-rate", "0.05" }));
    INFO (result.errors);
    REQUIRE (result.exitCode == 0);
    CHECK (shop.folder.contents() == std::vector<std::string>{ "in.wav", "out.spikegraph", "patch.spikegraph",
                                                               "plot.png", "report.json", "target.wav" });
    CHECK (readText (shop.folder / "plot.png").substr (1, 3) == "PNG");
    CHECK (readText (shop.folder / "out.spikegraph").find ("float32 1x1 ") != std::string::npos);
    REQUIRE (run ({ "render", "--patch", shop.folder / "out.spikegraph", shop.folder / "in.wav", "-o",
                    shop.folder / "wet.wav", "--bits", "32f", "--tail", "0" })
                 .exitCode == 0);
    AudioReader wet (shop.folder / "wet.wav"), target (shop.folder / "target.wav");
    juce::AudioBuffer<float> a (1, 9600), b (1, 9600);
    wet.read (a, 0, 9600);
    target.read (b, 0, 9600);
    for (int i = 0; i < 9600; ++i)
        a.addSample (0, i, -b.getSample (0, i));
    CHECK (a.getRMSLevel (0, 0, 9600) < 0.05f * b.getRMSLevel (0, 0, 9600));
}

TEST_CASE ("The same seed trains the same patch, byte for byte")
{
    Workshop shop;
    REQUIRE (run (shop.command ("a.spikegraph", { "--seed", "3" })).exitCode == 0);
    REQUIRE (run (shop.command ("b.spikegraph", { "--seed", "3" })).exitCode == 0);
    CHECK (readText (shop.folder / "a.spikegraph") == readText (shop.folder / "b.spikegraph"));
}

TEST_CASE ("A loss that is no number ends the training with its step, and leaves nothing")
{
    Workshop shop;
    const auto before = shop.folder.contents();
    const auto result = run (shop.command ("out.spikegraph", { "--learning-rate", "1e30" }));
    CHECK (result.exitCode == 2);
    CHECK (result.errors.find ("step ") != std::string::npos);
    CHECK (result.errors.find ("no number") != std::string::npos);
    CHECK (shop.folder.contents() == before);
}

TEST_CASE ("train refuses what it cannot learn from, in a line, and writes nothing")
{
    Workshop shop;
    const auto& folder = shop.folder;
    writeSound (folder / "short.wav", 0.5, 4800);
    writeSound (folder / "slow.wav", 0.5, 9600, 44100.0);
    writeSound (folder / "silent.wav", 0.0);
    checkRefused (shop.withTarget ("short.wav"), 2, { "in.wav", "9600", "4800" }, folder);
    checkRefused (shop.withTarget ("slow.wav"), 2, { "slow.wav", "44100", "48000" }, folder);
    checkRefused (shop.withTarget ("silent.wav"), 2, { "in.wav", "silent" }, folder);
    checkRefused (shop.withTarget ("missing.wav"), 2, { "missing.wav" }, folder);
    checkRefused (shop.command ("out.spikegraph", { "--plot", folder / "p.jpg" }), 1, { "p.jpg", ".png" },
                  folder);
    checkRefused (shop.command ("out.spikegraph", { "--report", folder / "in.wav" }), 2,
                  { "in.wav", "exists" }, folder);
    checkRefused (shop.command ("out.spikegraph", { "--autoencode" }), 1, { "--autoencode" }, folder);
    checkRefused (shop.command ("out.spikegraph", { "--regularise", "rate=9..1" }), 1, { "rate=9..1" },
                  folder);
    checkRefused (shop.command ("out.spikegraph", { "--train", "nobody.gain" }), 1, { "nobody" }, folder);
    checkRefused (shop.command ("out.spikegraph", { "--train", "in.gain" }), 2, { "\"in\"", "gain" }, folder);
    checkRefused (shop.command ("out.spikegraph", { "--loss", "beauty" }), 1, { "beauty" }, folder);
    checkRefused (shop.command ("in.wav"), 2, { "in.wav" }, folder);
    checkRefused (shop.command ("out.spikegraph", { "--resume", folder / "in.wav" }), 2,
                  { "in.wav", "checkpoint" }, folder);

    auto plain = patch;
    for (const auto* mark : { R"("trainable":["gain"],)", R"("trainable":["weights","bias"],)" })
        plain.erase (plain.find (mark), std::string (mark).size());
    writeText (folder / "patch.spikegraph", plain);
    checkRefused (shop.command ("out.spikegraph"), 2, { "nothing in the patch is trainable" }, folder);
}

} // namespace spikegraph::cli

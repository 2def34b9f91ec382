// `spikegraph render`, `plot` and `info`, as their users run them.

#include "RunBinary.h"
#include "SoundFiles.h"
#include "Tests/TestFramework.h"

#include <algorithm>
#include <cmath>

namespace spikegraph::cli
{
namespace
{

Result render (const std::string& input, const std::string& output, std::vector<std::string> more = {})
{
    more.insert (more.begin(), { "render", "--preset", "Lowpass", input, "-o", output });
    return run (more);
}

} // namespace

TEST_CASE ("The Lowpass preset is the one-pole recursion, within what the file format rounds")
{
    const TemporaryFolder folder;
    const auto x = readAll (speech);
    // Dither of a step and rounding by half of one; and the engine's own float, whose half step is 3e-8 here.
    for (const auto& [bits, tolerance] :
         { std::pair{ "16", 1.5 / 32768.0 + 3e-8 }, { "24", 1.5 / 8388608.0 + 3e-8 }, { "32f", 1e-7 } })
    {
        INFO (bits);
        REQUIRE (
            render (speech, folder / "y.wav", { "--bits", bits, "--overwrite", "--tail", "none" }).exitCode ==
            0);
        const auto y = readAll (folder / "y.wav");
        REQUIRE (y.getNumSamples() == x.getNumSamples());
        const double s = std::exp (-2.0 * juce::MathConstants<double>::pi * 1000.0 / 48000.0);
        double level = 0.0, worst = 0.0;
        for (int i = 0; i < x.getNumSamples(); ++i)
        {
            level = (1.0 - s) * static_cast<double> (x.getSample (0, i)) + s * level;
            worst = std::max (worst, std::abs (level - static_cast<double> (y.getSample (0, i))));
        }
        CHECK (worst < tolerance);
    }
}

TEST_CASE ("FLAC holds the samples that WAV holds, at every depth, width and rate")
{
    const TemporaryFolder folder;
    for (const auto* bits : { "16", "24" })
        for (const auto* channels : { "1", "2" })
            for (const auto* rate : { "48000", "22050" })
            {
                INFO (bits << " bits, " << channels << " channels, " << rate << " Hz");
                const std::vector<std::string> more{ "--bits", bits, "--channels", channels,
                                                     "--rate", rate, "--overwrite" };
                REQUIRE (render (speech, folder / "y.wav", more).exitCode == 0);
                REQUIRE (render (speech, folder / "y.flac", more).exitCode == 0);
                const auto wav = readAll (folder / "y.wav"), flac = readAll (folder / "y.flac");
                REQUIRE (flac.getNumSamples() == wav.getNumSamples());
                REQUIRE (flac.getNumChannels() == std::stoi (channels));
                bool areSame = true;
                for (int channel = 0; channel < wav.getNumChannels(); ++channel)
                    areSame = areSame && std::equal (wav.getReadPointer (channel),
                                                     wav.getReadPointer (channel) + wav.getNumSamples(),
                                                     flac.getReadPointer (channel));
                CHECK (areSame);
                CHECK (AudioReader (folder / "y.flac").facts().bits == std::stoi (bits));
            }
    checkRefused ({ "render", "--preset", "Lowpass", speech, "-o", folder / "f.flac", "--bits", "32f" }, 2,
                  { "f.flac", "float" }, folder);
}

TEST_CASE ("Block size and number of jobs change no byte of any preset's output")
{
    const TemporaryFolder folder;
    std::filesystem::copy (speech, folder / "a.wav");
    std::filesystem::copy (speech, folder / "b.wav");
    for (const auto* preset : { "Spike Speech", "Grit", "First Spikes", "Lowpass" })
    {
        std::string expected;
        for (const auto& [block, jobs] :
             { std::pair{ "4096", "1" }, { "1", "2" }, { "64", "2" }, { "65", "1" }, { "8193", "2" } })
        {
            INFO (preset << ", blocks of " << block << ", " << jobs << " jobs");
            REQUIRE (run ({ "render", "--preset", preset, folder / "a.wav", folder / "b.wav", "-o",
                            folder / "out", "--block-size", block, "--jobs", jobs, "--overwrite", "--quiet" })
                         .exitCode == 0);
            const auto bytes = readText (folder / "out/a.wav");
            CHECK (bytes == readText (folder / "out/b.wav"));
            if (expected.empty())
                expected = bytes;
            CHECK (bytes == expected);
        }
    }
}

TEST_CASE ("Another sample rate keeps duration and sound: there and back again is the original")
{
    const TemporaryFolder folder;
    // A lowpass far above the sound passes it through.
    const std::vector<std::string> open{ "--set", "lowpass.tau=0.001", "--bits", "32f", "--tail", "none",
                                         "--rate" };
    auto up = open, down = open;
    up.push_back ("96000");
    down.push_back ("48000");
    REQUIRE (render (speech, folder / "up.wav", up).exitCode == 0);
    REQUIRE (render (folder / "up.wav", folder / "back.wav", down).exitCode == 0);
    CHECK (AudioReader (folder / "up.wav").facts().sampleRateHz == 96000.0);
    const auto x = readAll (speech), back = readAll (folder / "back.wav");
    CHECK (readAll (folder / "up.wav").getNumSamples() == 2 * x.getNumSamples());
    REQUIRE (back.getNumSamples() == x.getNumSamples());
    double error = 0.0, power = 0.0;
    for (int i = 0; i < x.getNumSamples(); ++i)
    {
        error += std::pow (
            static_cast<double> (back.getSample (0, i)) - static_cast<double> (x.getSample (0, i)), 2.0);
        power += std::pow (static_cast<double> (x.getSample (0, i)), 2.0);
    }
    CHECK (10.0 * std::log10 (power / error) > 60.0); // SNR in dB
    CHECK (render (speech, folder / "no.wav", { "--rate", "0" }).exitCode == 1);
}

TEST_CASE ("Files that are no sound are refused with name and reason, and nothing is left behind")
{
    const TemporaryFolder folder;
    const auto out = folder / "out.wav", bad = folder / "bad.wav";
    const auto valid = readText (speech);
    const auto refuse = [&] (const std::string& bytes, std::vector<std::string> words)
    {
        writeText (bad, bytes);
        words.push_back ("bad.wav");
        checkRefused ({ "render", "--preset", "Lowpass", bad, "-o", out }, 2, words, folder);
        checkRefused ({ "plot", bad, "-o", folder / "out.png" }, 2, words, folder);
        checkRefused ({ "info", bad }, 2, words, folder);
    };
    refuse ("hello, I am text", { "is not a WAV" });
    refuse ("", { "is empty" });
    refuse (valid.substr (0, 20000), { "truncated", "20000" });
    auto noChannels = valid;
    noChannels[22] = '\0';
    refuse (noChannels, {});
    auto noSamples = valid.substr (0, valid.find ("data") + 8);
    for (std::size_t i = 0; i < 4; ++i)
    {
        noSamples[noSamples.size() - 4 + i] = '\0';
        noSamples[4 + i] = static_cast<char> (i == 0 ? noSamples.size() - 8 : 0);
    }
    refuse (noSamples, { "0 samples" });
    checkRefused ({ "render", "--preset", "Lowpass", folder / "missing.wav", "-o", out }, 2,
                  { "missing.wav", "no such file" }, folder);
}

TEST_CASE ("Wrong arguments and outputs are refused by name")
{
    const TemporaryFolder folder;
    const auto out = folder / "out.wav";
    const auto refuse =
        [&] (std::vector<std::string> arguments, int exitCode, const std::vector<std::string>& words)
    {
        arguments.insert (arguments.begin(), { "render", speech });
        checkRefused (arguments, exitCode, words, folder);
    };
    refuse ({ "-o", out }, 1, { "--preset" });
    refuse ({ "-o", out, "--preset", "Nope" }, 1, { "Nope", "Spike Speech" });
    refuse ({ "-o", out, "--preset", "Lowpass", "--frobnicate" }, 1, { "--frobnicate" });
    refuse ({ "-o", out, "--preset", "Lowpass", "--bits", "8" }, 1, { "--bits", "8" });
    refuse ({ "-o", out, "--preset", "Lowpass", "--set", "lowpass.tau=-1" }, 1, { "lowpass.tau", "-1 ms" });
    refuse ({ "-o", out, "--preset", "Lowpass", "--set", "lowpass.tau" }, 1, { "--set lowpass.tau" });
    refuse ({ "-o", out, "--preset", "Lowpass", "--macro", "9=0.5" }, 1, { "macro 9" });
    refuse ({ "-o", out, "--preset", "Spike Speech", "--set", "spikes.activation=rleu" }, 1, { "rleu" });
    refuse ({ "-o", out, "--preset", "Lowpass", "--tail", "soon" }, 1, { "--tail soon" });
    refuse ({ "-o", out, "--preset", "Lowpass", "--shard", "3/2" }, 1, { "--shard 3/2" });
    refuse ({ "-o", folder / "out.mp3", "--preset", "Lowpass" }, 1, { "out.mp3" });
    refuse ({ "-o", folder / "no/where/out.wav", "--preset", "Lowpass" }, 2, { "no/where/out.wav" });
    refuse ({ "-o", out, "--patch", folder / "missing.spikegraph" }, 2, { "missing.spikegraph" });
    writeText (folder / "p.spikegraph", "{\"format\": 3}");
    refuse ({ "-o", out, "--patch", folder / "p.spikegraph" }, 2, { "p.spikegraph", "format" });
    writeText (out, "precious");
    refuse ({ "-o", out, "--preset", "Lowpass" }, 2, { "out.wav", "--overwrite" });
    CHECK (readText (out) == "precious");
}

TEST_CASE ("A bad input among good ones is named, the others are done, and the exit code says so")
{
    const TemporaryFolder folder;
    std::filesystem::create_directory (folder / "in");
    std::filesystem::copy (speech, folder / "in/good.wav");
    writeText (folder / "in/bad.wav", "text");
    const auto result = run (
        { "render", "--preset", "Grit", folder / "in", "-o", folder / "out", "--report", folder / "r.json" });
    CHECK (result.exitCode == 3);
    CHECK (result.errors.find ("bad.wav: is not a WAV") != std::string::npos);
    CHECK (std::count (result.errors.begin(), result.errors.end(), '\n') == 1);
    CHECK (std::filesystem::exists (folder / "out/good.wav"));
    CHECK_FALSE (std::filesystem::exists (folder / "out/bad.wav"));
    CHECK (readText (folder / "r.json").find ("\"meanRateHz\"") != std::string::npos);
    CHECK (run ({ "render", "--preset", "Grit", folder / "in/good.wav", "-o", folder / "out",
                  "--skip-existing" })
               .exitCode == 0);
}

TEST_CASE ("A plot is a picture of the asked width, and spikes of an array have one too")
{
    const TemporaryFolder folder;
    REQUIRE (run ({ "plot", speech, "-o", folder / "p.png", "--width", "800", "--scale", "2" }).exitCode ==
             0);
    const auto png = readText (folder / "p.png");
    REQUIRE (png.substr (1, 3) == "PNG");
    CHECK (static_cast<unsigned char> (png[18]) * 256 + static_cast<unsigned char> (png[19]) == 1600);
    const auto spikes = std::string (SPIKEGRAPH_GOLDEN_DIR) + "/chain_relu_lowpass_avg/spikes.npy";
    CHECK (run ({ "plot", spikes, "-o", folder / "s.png", "--dt", "2.0833e-5" }).exitCode == 0);
    checkRefused ({ "plot", speech, "-o", folder / "p.png" }, 2, { "p.png" }, folder);
    checkRefused ({ "plot", speech, "-o", folder / "p.gif" }, 1, { "p.gif" }, folder);
    checkRefused ({ "plot", speech, "-o", folder / "q.png", "--tap", "nowhere" }, 2, { "nowhere" }, folder);
}

TEST_CASE ("info, nodes and presets tell what there is")
{
    CHECK (run ({ "info", speech }).output.find ("68545") != std::string::npos);
    CHECK (run ({ "info", speech, "--json" }).output.find ("\"sampleRateHz\": 48000.0") != std::string::npos);
    CHECK (run ({ "nodes" }).output.find ("spiking-activation") != std::string::npos);
    CHECK (run ({ "presets", "--json" }).output.find ("\"Spike Speech\"") != std::string::npos);
}

TEST_CASE ("The node reference in Resources is the one that the program writes")
{
    INFO ("if not, run: spikegraph nodes --markdown > Resources/Reference/nodes.md");
    CHECK (run ({ "nodes", "--markdown" }).output ==
           readText (SPIKEGRAPH_SOURCE_DIR "/Resources/Reference/nodes.md"));
}

TEST_CASE ("A render leaves its patch's latency out: bands put together again are in line with what went in")
{
    const TemporaryFolder folder;
    writeText (folder / "bands.spikegraph", R"({"format": "spikegraph-patch", "version": 2, "nodes": [
        {"id": "in", "type": "audio-in"}, {"id": "bands", "type": "filterbank", "parameters": {"units": 64}},
        {"id": "sum", "type": "resynthesis"}, {"id": "out", "type": "audio-out"}], "cables": [
        {"from": "in.out", "to": "bands.in"}, {"from": "bands.out", "to": "sum.in"}, {"from": "sum.out", "to": "out.in"}]})");
    REQUIRE (run ({ "render", "--patch", folder / "bands.spikegraph", speech, "-o", folder / "y.wav",
                    "--bits", "32f", "--tail", "none" })
                 .exitCode == 0);
    const auto x = readAll (speech), y = readAll (folder / "y.wav");
    REQUIRE (y.getNumSamples() == x.getNumSamples());
    double signal = 0.0, error = 0.0;
    for (int i = 0; i < x.getNumSamples(); ++i)
    {
        const auto wanted = static_cast<double> (x.getSample (0, i)),
                   heard = static_cast<double> (y.getSample (0, i));
        signal += wanted * wanted;
        error += (wanted - heard) * (wanted - heard);
    }
    CHECK (10.0 * std::log10 (signal / error) > 18.0);
}

} // namespace spikegraph::cli

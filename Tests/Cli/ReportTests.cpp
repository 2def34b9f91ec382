// `spikegraph report`, as its users run it.

#include "Files/NpyFile.h"
#include "RunBinary.h"
#include "SoundFiles.h"
#include "SpikeFiles/ShdFile.h"
#include "Tests/TestFramework.h"

#include <regex>

namespace spikegraph::cli
{
namespace
{

namespace fs = std::filesystem;

/// A second of four units at steps of 1 ms, of which the third spikes every so many steps.
void writeSpikes (const std::string& path, int everySteps)
{
    Tensor<float> spikes ({ 1000, 4 }, 0.0f);
    for (Index step = 0; step < 1000; step += everySteps)
        spikes[step * 4 + 2] = 1000.0f;
    writeNpy (path, path, spikes);
}

bool has (const std::string& text, const std::string& part)
{
    return text.find (part) != std::string::npos;
}

/// What a page refers to: links and pictures.
std::vector<std::string> references (const std::string& html)
{
    std::vector<std::string> found;
    const std::regex reference (R"((?:href|src)="([^"]{0,40}))");
    for (std::sregex_iterator match (html.begin(), html.end(), reference), end; match != end; ++match)
        found.push_back ((*match)[1]);
    return found;
}

std::size_t countOf (const std::string& text, const std::string& part)
{
    std::size_t count = 0;
    for (auto at = text.find (part); at != std::string::npos; at = text.find (part, at + 1))
        ++count;
    return count;
}

} // namespace

TEST_CASE ("A report on one file is a page that needs nothing else, with its picture and its figures")
{
    const TemporaryFolder folder;
    REQUIRE (run ({ "report", speech, "--preset", "Cochlea 64", "-o", folder / "r.html" }).exitCode == 0);
    const auto html = readText (folder / "r.html");
    CHECK (has (html, "<!DOCTYPE html>"));
    CHECK (has (html, "front-center.wav through Cochlea 64"));
    CHECK (has (html, "1 file, 1.43 s, 64 units"));
    for (const auto& reference : references (html))
        CHECK (reference.starts_with ("data:image/png;base64,"));
    CHECK (countOf (html, "<img ") == 1);

    writeSpikes (folder / "s.npy", 10);
    REQUIRE (run ({ "report", folder / "s.npy", "-o", folder / "s.html" }).exitCode == 0);
    CHECK (has (readText (folder / "s.html"), "4 units, 100 spikes: 25.00 Hz a unit on average"));
    REQUIRE (run ({ "report", speech, "-o", folder / "r.png" }).exitCode == 0);
    CHECK (readText (folder / "r.png").substr (1, 3) == "PNG");
}

TEST_CASE ("A report on a folder has a page for each class, by its name pattern or by its folder")
{
    const TemporaryFolder folder;
    std::vector<std::string> inputs{ "report" };
    for (const auto& [name, every] :
         { std::pair{ "yes_1", 10 }, { "yes_2", 20 }, { "n<o_1", 500 }, { "n<o_2", 1000 } })
    {
        inputs.push_back (folder / (std::string (name) + ".npy"));
        writeSpikes (inputs.back(), every);
    }
    auto toFolder = inputs;
    toFolder.insert (toFolder.end(), { "-o", folder / "pages", "--labels", "{label}_{}", "--examples", "1" });
    REQUIRE (run (toFolder).exitCode == 0);
    const auto index = readText (folder / "pages/index.html");
    CHECK (has (index, "4 files, 4.00 s, 4 units, 153 spikes"));
    int pages = 0;
    for (const auto& reference : references (index))
        if (!reference.starts_with ("data:"))
        {
            ++pages;
            CHECK (fs::exists (folder / ("pages/" + reference)));
        }
    CHECK (pages == 2);
    CHECK (has (index, "n&lt;o"));
    CHECK_FALSE (has (index, "n<o"));
    const auto page = readText (folder / "pages/class-yes.html");
    CHECK (has (page, "2 files, 2.00 s, 4 units, 150 spikes: 18.75 Hz"));
    CHECK (has (page, "yes_1.npy"));
    CHECK (has (page, "yes_2.npy"));
    CHECK_FALSE (has (page, "n&lt;o_1.npy"));
    CHECK (countOf (page, "<img ") == 2); // charts, and the one example

    auto toPage = inputs;
    toPage.insert (toPage.end(), { "-o", folder / "all.html", "--labels", "{label}_{}" });
    REQUIRE (run (toPage).exitCode == 0);
    const auto all = readText (folder / "all.html");
    for (const auto& reference : references (all))
        if (reference.starts_with ('#'))
            CHECK (has (all, "id=\"" + reference.substr (1) + "\""));
    CHECK (has (all, "150 spikes"));

    fs::create_directories (folder / "in/a");
    fs::create_directories (folder / "in/b");
    fs::copy_file (speech, folder / "in/a/x.wav");
    fs::copy_file (speech, folder / "in/b/x.wav");
    REQUIRE (run ({ "report", folder / "in", "--recursive", "-o", folder / "by-folder", "--examples", "0" })
                 .exitCode == 0);
    CHECK (fs::exists (folder / "by-folder/class-a.html"));
    CHECK (fs::exists (folder / "by-folder/class-b.html"));
    REQUIRE (run ({ "report", folder / "in", "--recursive", "-o", folder / "in.png" }).exitCode == 0);
    CHECK (readText (folder / "in.png").substr (1, 3) == "PNG");
}

TEST_CASE ("Jobs change no byte of a report, and a bad input is named in it")
{
    const TemporaryFolder folder;
    fs::create_directory (folder / "in");
    for (const auto* name : { "a", "b", "d" })
        fs::copy_file (speech, folder / ("in/" + std::string (name) + ".wav"));
    writeText (folder / "in/c.wav", "no sound");
    for (const auto& [jobs, output] : { std::pair{ "1", "1.html" }, { "3", "3.html" } })
    {
        const auto result =
            run ({ "report", folder / "in", "-o", folder / output, "--jobs", jobs, "--quiet" });
        CHECK (result.exitCode == 3);
        CHECK (has (result.errors, "c.wav: is not a WAV"));
    }
    CHECK (readText (folder / "1.html") == readText (folder / "3.html"));
    CHECK (has (readText (folder / "1.html"), "c.wav: is not a WAV"));
}

TEST_CASE ("A dataset is reported and plotted by its samples and their labels, also one by another program")
{
    const TemporaryFolder folder;
    const auto path = folder / "d.h5";
    ShdWriter writer (path, path, { 32, 4, "{}" });
    // The second one's duration is not known: it ends with its last spike.
    writer.add ({ { 4, { 0.1, 0.2, 0.3 }, { 0, 3, 3 } }, "yes", "ann", "y.wav", 1.0, 8000.0, 0 });
    writer.add ({ { 4, { 0.5 }, { 1 } }, "no", "ann", "n.wav", 0.0, 8000.0, 1 });
    writer.add ({ { 4, {}, {} }, "no", "ben", "silent.wav", 0.5, 8000.0, 2 });
    writer.close();

    REQUIRE (run ({ "report", path, "-o", folder / "pages", "--jobs", "3" }).exitCode == 0);
    const auto index = readText (folder / "pages/index.html");
    CHECK (has (index, "3 files from d.h5"));
    CHECK (has (index, "3 files, 2.00 s, 4 units, 4 spikes"));
    CHECK (has (readText (folder / "pages/class-yes.html"), "1 file, 1.00 s, 4 units, 3 spikes"));
    CHECK (has (readText (folder / "pages/class-no.html"), "silent.wav"));

    const auto plot = run ({ "plot", path, "--sample", "1", "-o", folder / "p.png" });
    CHECK (plot.exitCode == 0);
    CHECK (has (plot.output, "0.50 s, 1 spike of 4 units"));
    checkRefused ({ "plot", path, "--sample", "3", "-o", folder / "q.png" }, 1, { "--sample 3", "has 3" },
                  folder);
    checkRefused ({ "report", path, "--shard", "1/2", "-o", folder / "q.html" }, 1, { "--shard" }, folder);
    writeText (folder / "bad.h5", "no HDF5");
    for (const auto* command : { "plot", "report" })
        checkRefused ({ command, folder / "bad.h5", "-o", folder / "q.png" }, 2,
                      { "bad.h5", "is no HDF5 file" }, folder);
}

TEST_CASE ("Wrong arguments of a report are refused by name")
{
    const TemporaryFolder folder;
    const auto refuse =
        [&] (std::vector<std::string> more, int exitCode, const std::vector<std::string>& words)
    {
        more.insert (more.begin(), { "report", speech });
        checkRefused (more, exitCode, words, folder);
    };
    refuse ({ "-o", folder / "r.pdf" }, 1, { "r.pdf", ".html" });
    refuse ({ "-o", folder / "r.html", "--labels", "{label}_{index}" }, 1,
            { "{label}_{index}", "front-center.wav" });
    refuse ({ "-o", folder / "r.html", "--labels", "label" }, 1, { "--labels label" });
    refuse ({ "-o", folder / "r.html", "--labels", "{label}{index}" }, 1, { "{label}{index}" });
    refuse ({ "-o", folder / "r.html", "--tap", "nowhere" }, 2, { "nowhere" });
    writeText (folder / "r.html", "precious");
    refuse ({ "-o", folder / "r.html" }, 2, { "r.html", "--overwrite" });
}

} // namespace spikegraph::cli

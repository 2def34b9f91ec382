// Work in bulk, as it goes wrong: killed, interrupted, full disks, odd names, inputs that come and go.

#include "Core/Random.h"
#include "RunBinary.h"
#include "SoundFiles.h"
#include "Tests/TestFramework.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstring>
#include <set>
#include <thread>

namespace spikegraph::cli
{
namespace
{

namespace fs = std::filesystem;

/// So many copies of the speech in a folder, without taking the space.
void fillWithSpeech (const fs::path& folder, int count)
{
    fs::create_directory (folder);
    fs::copy_file (speech, folder / "0.wav");
    for (int i = 1; i < count; ++i)
        fs::create_hard_link (folder / "0.wav", folder / (std::to_string (i) + ".wav"));
}

std::vector<std::string> namesIn (const fs::path& folder)
{
    std::vector<std::string> names;
    if (fs::exists (folder))
        for (const auto& entry : fs::directory_iterator (folder))
            names.push_back (entry.path().filename().string());
    std::sort (names.begin(), names.end());
    return names;
}

bool isHidden (const std::string& name)
{
    return name.starts_with ('.');
}

void waitUntil (const std::function<bool()>& happened)
{
    bool hasHappened = happened();
    for (int i = 0; i < 20000 && !hasHappened; ++i)
    {
        std::this_thread::sleep_for (std::chrono::milliseconds (1));
        hasHappened = happened();
    }
    REQUIRE (hasHappened);
}

/// Whether some of a file has been written that has not its name yet.
bool isHalfWritten (const fs::path& folder)
{
    std::error_code gone;
    for (const auto& name : namesIn (folder))
        if (isHidden (name) && fs::file_size (folder / name, gone) > 100'000 && !gone)
            return true;
    return false;
}

/// Silence of 16 bits, mono, at 8 kHz, that takes no space on the disk.
void writeSparse (const std::string& path, std::uint32_t seconds)
{
    const std::uint32_t rate = 8000, dataBytes = seconds * rate * 2;
    std::string header = "RIFF____WAVEfmt ________________________data____";
    const auto put = [&] (std::size_t place, std::uint32_t value, int bytes)
    {
        for (int i = 0; i < bytes; ++i)
            header[place + static_cast<std::size_t> (i)] = static_cast<char> (value >> (8 * i) & 0xff);
    };
    put (4, 36 + dataBytes, 4);
    put (16, 16, 4);
    put (20, 1, 2);
    put (22, 1, 2);
    put (24, rate, 4);
    put (28, rate * 2, 4);
    put (32, 2, 2);
    put (34, 16, 2);
    header.erase (36, 4);
    put (40, dataBytes, 4);
    writeText (path, header);
    fs::resize_file (path, header.size() + dataBytes);
}

std::vector<std::string> renderOf (const std::string& input, const std::string& output,
                                   std::vector<std::string> more = {})
{
    more.insert (more.begin(), { "render", "--preset", "Spike Speech", input, "-o", output, "--quiet" });
    return more;
}

} // namespace

TEST_CASE (
    "Killed 20 times at random, no file that exists is broken, and the resumed result is the whole one")
{
    const std::vector<std::vector<std::string>> commands{
        { "render", "--preset", "Spike Speech" },
        { "encode", "--preset", "Spike Speech", "--format", "npz" },
    };
    for (const auto& command : commands)
    {
        INFO (command.front());
        const TemporaryFolder folder;
        constexpr int count = 200;
        fillWithSpeech (folder / "in", count);
        const auto into = [&] (const std::string& output, std::vector<std::string> more)
        {
            more.insert (more.begin(), command.begin(), command.end());
            more.insert (more.end(), { folder / "in", "-o", folder / output, "--quiet", "--jobs", "2" });
            return more;
        };
        REQUIRE (run (into ("whole", {})).exitCode == 0);
        REQUIRE (namesIn (folder / "whole").size() == count);
        const auto checkFiles = [&]
        {
            for (const auto& name : namesIn (folder / "out"))
                if (!isHidden (name))
                    CHECK (readText (folder / ("out/" + name)) == readText (folder / ("whole/" + name)));
        };

        int killed = 0;
        for (std::uint64_t kill = 0; kill < 20; ++kill)
        {
            Process process (into ("out", { "--skip-existing" }));
            std::this_thread::sleep_for (
                std::chrono::microseconds (static_cast<int> (60000.0 * randomUniform<double> (1, kill))));
            process.signal (SIGKILL);
            killed += process.wait().exitCode == 128 + SIGKILL;
            checkFiles();
        }
        CHECK (killed >= 10); // else the test is too slow for the program
        REQUIRE (run (into ("out", { "--skip-existing" })).exitCode == 0);
        checkFiles();
        CHECK (namesIn (folder / "out") == namesIn (folder / "whole")); // and nothing half-written
    }
}

TEST_CASE ("A dataset that was killed on its way is not there, and a new one is whole")
{
    const TemporaryFolder folder;
    fillWithSpeech (folder / "in", 100);
    const auto into = [&] (const std::string& output)
    {
        return std::vector<std::string>{ "encode", "--preset",      "Spike Speech", folder / "in",
                                         "-o",     folder / output, "--quiet" };
    };
    REQUIRE (run (into ("whole.h5")).exitCode == 0);
    for (int kill = 0; kill < 5; ++kill)
    {
        for (const auto& name : namesIn (folder.path()))
            if (isHidden (name)) // what the last one left, for this one's not to be taken for it
                fs::remove (folder / name);
        Process process (into ("d.h5"));
        waitUntil ([&] { return namesIn (folder.path()).front().starts_with (".d.partial"); });
        process.signal (SIGKILL);
        REQUIRE (process.wait().exitCode == 128 + SIGKILL);
        CHECK_FALSE (fs::exists (folder / "d.h5"));
    }
    REQUIRE (run (into ("d.h5")).exitCode == 0);
    CHECK (readText (folder / "d.h5") == readText (folder / "whole.h5"));
    CHECK (namesIn (folder.path()) == std::vector<std::string>{ "d.h5", "in", "whole.h5" });
}

TEST_CASE ("Ctrl-C stops with nothing half-written, says how to go on, and that does")
{
    const TemporaryFolder folder;
    fillWithSpeech (folder / "in", 300);
    for (const auto& [signal, exitCode] : { std::pair{ SIGINT, 130 }, { SIGTERM, 143 } })
    {
        const auto done = [&]
        {
            const auto names = namesIn (folder / "out");
            return std::count_if (names.begin(), names.end(),
                                  [] (const auto& name) { return !isHidden (name); });
        };
        const auto before = done();
        Process process (renderOf (folder / "in", folder / "out", { "--skip-existing", "--jobs", "2" }));
        waitUntil ([&] { return done() > before + 2; });
        process.signal (signal);
        const auto result = process.wait();
        CHECK (result.exitCode == exitCode);
        CHECK (result.errors.find ("interrupted with ") != std::string::npos);
        CHECK (result.errors.find ("--skip-existing goes on") != std::string::npos);
        const auto names = namesIn (folder / "out");
        CHECK (std::none_of (names.begin(), names.end(), isHidden));
        CHECK (names.size() < 300);
    }
    REQUIRE (run (renderOf (folder / "in", folder / "out", { "--skip-existing", "--jobs", "2" })).exitCode ==
             0);
    CHECK (namesIn (folder / "out") == namesIn (folder / "in"));
}

TEST_CASE ("Ctrl-C within one long file leaves nothing of it")
{
    const TemporaryFolder folder;
    writeSparse (folder / "long.wav", 36000);
    Process process (renderOf (folder / "long.wav", folder / "out.wav"));
    waitUntil ([&] { return isHalfWritten (folder.path()); });
    process.signal (SIGINT);
    CHECK (process.wait().exitCode == 130);
    CHECK (folder.contents() == std::vector<std::string>{ "long.wav" });
}

TEST_CASE ("Files of any name are rendered under their name, and a message stays on one line")
{
    const TemporaryFolder folder;
    fs::create_directory (folder / "in");
    std::vector<std::string> names{
        "a b.wav",    "it's \"so\".wav", "new\nline.wav", "-dash.wav",       "[x]*?.wav",
        "{stem}.wav", "\xc3\xbc.wav",    "%s.wav",        "back\\slash.wav", std::string (251, 'l') + ".wav"
    };
#ifdef __linux__
    names.push_back ("bytes \xff\xfe.wav"); // that are no UTF-8
#endif
    for (const auto& name : names)
        fs::copy_file (speech, folder / ("in/" + name));
    REQUIRE (run (renderOf (folder / "in", folder / "out")).exitCode == 0);
    CHECK (namesIn (folder / "out") == namesIn (folder / "in"));
    const auto expected = readText (folder / ("out/" + names.front()));
    for (const auto& name : names)
    {
        INFO (name);
        CHECK (readText (folder / ("out/" + name)) == expected);
        CHECK (run (renderOf (folder / ("in/" + name), folder / "one.wav", { "--overwrite" })).exitCode == 0);
        CHECK (readText (folder / "one.wav") == expected);
    }
    writeText (folder / "bad\nname.wav", "text");
    checkRefused (renderOf (folder / "bad\nname.wav", folder / "y.wav"), 2, { "bad\\nname.wav" }, folder);
}

TEST_CASE ("Folders, patterns and links name files once each, and links in a circle end")
{
    const TemporaryFolder folder;
    fs::create_directories (folder / "in/sub/deep");
    for (const auto* name : { "in/a.wav", "in/sub/b.wav", "in/sub/deep/c.wav", "in/.hidden.wav" })
        fs::copy_file (speech, folder / name);
    writeText (folder / "in/notes.txt", "no sound");
    fs::create_directory_symlink (folder / "in", folder / "in/sub/circle");
    fs::create_directory_symlink (".", folder / "in/itself");
    fs::create_directory (folder / "elsewhere");
    fs::copy_file (speech, folder / "elsewhere/d.wav");
    fs::create_directory_symlink (folder / "elsewhere", folder / "in/linked");
    const auto made = [&] (std::vector<std::string> inputs)
    {
        inputs.insert (inputs.begin(), { "render", "--preset", "Lowpass" });
        inputs.insert (inputs.end(), { "-o", folder / "out", "--quiet" });
        CHECK (run (inputs).exitCode == 0);
        const auto names = namesIn (folder / "out");
        fs::remove_all (folder / "out");
        return names;
    };
    using Names = std::vector<std::string>;
    CHECK (made ({ folder / "in" }) == Names{ "a.wav" });
    CHECK (made ({ folder / "in", "--recursive" }) == Names{ "a.wav", "b.wav", "c.wav", "d.wav" });
    CHECK (made ({ folder / "in/*.wav", folder / "in/a.wav" }) == Names{ "a.wav" });
    CHECK (made ({ folder / "in/*/?.wav" }) == Names{ "a.wav", "b.wav", "d.wav" });
    CHECK (made ({ folder / "in/s*" }) == Names{ "b.wav" });
    CHECK (made ({ folder / "in", "--recursive", "--name", "{folder}-{stem}_{preset}" }) ==
           Names{ "deep-c_Lowpass.wav", "in-a_Lowpass.wav", "linked-d_Lowpass.wav", "sub-b_Lowpass.wav" });
    fs::create_symlink ("nowhere.wav", folder / "in/lost.wav");
    const auto result =
        run ({ "render", "--preset", "Lowpass", folder / "in", "-o", folder / "out", "--quiet" });
    CHECK (result.exitCode == 3);
    CHECK (result.errors.find ("lost.wav: no such file") != std::string::npos);
}

TEST_CASE ("Outputs that would meet, or replace an input, are refused before anything is done")
{
    const TemporaryFolder folder;
    fs::create_directories (folder / "in/sub");
    for (const auto* name : { "in/a.wav", "in/sub/a.wav", "in/a2.wav" })
        fs::copy_file (speech, folder / name);
    checkRefused (renderOf (folder / "in", folder / "out", { "--recursive" }), 1,
                  { "a.wav", "both", "--name" }, folder);
    checkRefused (renderOf (folder / "in", folder / "in", { "--overwrite" }), 1, { "is an input itself" },
                  folder);
    checkRefused (renderOf (folder / "in", folder / "in", { "--overwrite", "--name", "{stem}2" }), 1,
                  { "a2.wav", "is an input itself" }, folder);
    checkRefused (renderOf (folder / "in", folder / "out", { "--name", "{steam}" }), 1, { "{steam}" },
                  folder);
    checkRefused (renderOf (folder / "in", folder / "out", { "--name", "x/{stem}" }), 1, { "x/{stem}" },
                  folder);
    writeText (folder / "report.json", "precious");
    checkRefused (renderOf (folder / "in", folder / "out", { "--report", folder / "report.json" }), 2,
                  { "report.json", "--overwrite" }, folder);
    fs::create_directory (folder / "empty");
    checkRefused (renderOf (folder / "empty", folder / "out"), 2, { "empty", "without audio files" }, folder);
}

TEST_CASE ("A full disk fails the files that do not fit, by name, and leaves nothing of them")
{
    const TemporaryFolder folder;
    fs::create_directory (folder / "in");
    fs::copy_file (speech, folder / "in/long.wav");
    writeSound (folder / "in/short.wav", 800, 8000.0, [] (int) { return 0.5f; });
    const auto result = run (renderOf (folder / "in", folder / "out"), { .maxFileBytes = 60'000 });
    CHECK (result.exitCode == 3);
    CHECK (result.errors.find ("long.wav: cannot be written") != std::string::npos);
    CHECK (std::count (result.errors.begin(), result.errors.end(), '\n') == 1);
    CHECK (namesIn (folder / "out") == std::vector<std::string>{ "short.wav" });
    const auto none = run (renderOf (folder / "in/long.wav", folder / "y.wav"), { .maxFileBytes = 60'000 });
    CHECK (none.exitCode == 2);
    CHECK_FALSE (fs::exists (folder / "y.wav"));
}

TEST_CASE ("A folder that may not be written to, or not be read, is named")
{
    const TemporaryFolder folder;
    fillWithSpeech (folder / "in", 2);
    fs::create_directory (folder / "out");
    const auto allow = [&] (const std::string& path, fs::perms perms) { fs::permissions (path, perms); };
    const auto readOnly = fs::perms::owner_read | fs::perms::owner_exec | fs::perms::group_read |
                          fs::perms::group_exec | fs::perms::others_read | fs::perms::others_exec;
    allow (folder.path().string(), readOnly);
    allow (folder / "out", readOnly);
    const auto result = run (renderOf (folder / "in", folder / "out"), { .asNobody = true });
    CHECK (result.exitCode == 2);
    CHECK (result.errors.find ("out/0.wav: cannot be written: Permission denied") != std::string::npos);
    CHECK (run (renderOf (folder / "in", folder / "new"), { .asNobody = true })
               .errors.find ("new: cannot be made: Permission denied") != std::string::npos);
    CHECK (namesIn (folder / "out").empty());

    allow (folder / "in", fs::perms::none);
    CHECK (run (renderOf (folder / "in", folder / "out"), { .asNobody = true })
               .errors.find ("in: cannot be read: Permission denied") != std::string::npos);
    allow (folder / "in", fs::perms::owner_all);
    allow (folder.path().string(), fs::perms::owner_all);
}

TEST_CASE ("Inputs that vanish while others are done are named")
{
    const TemporaryFolder folder;
    fillWithSpeech (folder / "in", 200);
    Process process (renderOf (folder / "in", folder / "out"));
    waitUntil ([&] { return !namesIn (folder / "out").empty(); });
    fs::remove (folder / "in/99.wav"); // the last of them
    const auto result = process.wait();
    CHECK (result.exitCode == 3);
    CHECK (result.errors.find ("99.wav: no such file") != std::string::npos);
    CHECK (namesIn (folder / "out").size() == 199);
}

TEST_CASE ("An input that is cut off while it is read is named, and not taken for silence")
{
    const TemporaryFolder folder;
    writeSparse (folder / "long.wav", 36000);
    Process process (renderOf (folder / "long.wav", folder / "out.wav"));
    waitUntil ([&] { return isHalfWritten (folder.path()); });
    fs::resize_file (folder / "long.wav", 2'000'000);
    const auto result = process.wait();
    CHECK (result.exitCode == 2);
    CHECK (result.errors.find ("long.wav: is shorter than it was") != std::string::npos);
    CHECK (folder.contents() == std::vector<std::string>{ "long.wav" });
}

TEST_CASE ("Shards are parts of one whole, and thousands of files are no trouble")
{
    const TemporaryFolder folder;
    constexpr int count = 2000;
    fs::create_directory (folder / "in");
    writeSound (folder / "in/0.wav", 8, 8000.0, [] (int) { return 0.5f; });
    for (int i = 1; i < count; ++i)
        fs::create_hard_link (folder / "in/0.wav", folder / ("in/" + std::to_string (i) + ".wav"));
    std::set<std::string> planned;
    std::size_t lines = 0;
    for (const auto* shard : { "1/3", "2/3", "3/3" })
    {
        const auto result = run ({ "render", "--preset", "Lowpass", folder / "in", "-o", folder / "out",
                                   "--dry-run", "--shard", shard });
        REQUIRE (result.exitCode == 0);
        std::istringstream stream (result.output);
        for (std::string line; std::getline (stream, line); ++lines)
            planned.insert (line);
    }
    CHECK (lines == count);
    CHECK (planned.size() == count);
    CHECK_FALSE (fs::exists (folder / "out"));
    REQUIRE (run ({ "render", "--preset", "Lowpass", folder / "in", "-o", folder / "out", "--quiet", "--jobs",
                    "2" })
                 .exitCode == 0);
    CHECK (namesIn (folder / "out").size() == count);
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // which keep what was freed
TEST_CASE ("Memory does not grow with a file's length")
{
    const TemporaryFolder folder;
    writeSparse (folder / "short.wav", 10);
    writeSparse (folder / "long.wav", 3600);
    const auto peak = [&] (const char* name)
    {
        const auto result = run (renderOf (folder / name, folder / "y.wav", { "--overwrite" }));
        CHECK (result.exitCode == 0);
        return result.peakBytes;
    };
    const auto shortPeak = peak ("short.wav");
    CHECK (peak ("long.wav") < shortPeak + 4'000'000); // of 57.6 MB
    CHECK (AudioReader (folder / "y.wav").facts().samples == 3600 * 8000);
}
#endif

TEST_CASE ("A terminal shows how much is done, how fast, and the time left, and a file shows none of it")
{
    const TemporaryFolder folder;
    fillWithSpeech (folder / "in", 60);
    auto arguments = renderOf (folder / "in", folder / "out");
    arguments.pop_back(); // --quiet
    const auto shown = run (arguments, { .onTerminal = true }).errors;
    for (const auto* words : { "of 60 files", "files/s", "x real time", " left", "%" })
    {
        INFO (words);
        CHECK (shown.find (words) != std::string::npos);
    }
    fs::remove_all (folder / "out");
    const auto result = run (arguments);
    CHECK (result.errors.empty());
    CHECK (std::count (result.output.begin(), result.output.end(), '\n') == 60);
}

} // namespace spikegraph::cli

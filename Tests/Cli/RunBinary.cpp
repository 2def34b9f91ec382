#include "RunBinary.h"

#include "Tests/TestFramework.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace spikegraph::cli
{

namespace
{

void become (const Surroundings& surroundings)
{
    if (surroundings.maxFileBytes)
    {
        const rlimit limit{ *surroundings.maxFileBytes, *surroundings.maxFileBytes };
        setrlimit (RLIMIT_FSIZE, &limit);
        std::signal (SIGXFSZ, SIG_IGN); // an error then, as a full disk is, not a signal
    }
    constexpr uid_t nobody = 65534;
    if (surroundings.asNobody && geteuid() == 0 && setuid (nobody) != 0)
        _exit (126);
    if (!surroundings.folder.empty() && chdir (surroundings.folder.c_str()) != 0)
        _exit (126);
}

} // namespace

Process::Process (const std::vector<std::string>& arguments, const Surroundings& surroundings)
{
    const auto output = logs / "output", errors = logs / "errors";
    std::vector<char*> argv;
    std::string binary = SPIKEGRAPH_BINARY;
    auto copies = arguments;
    argv.push_back (binary.data());
    for (auto& argument : copies)
        argv.push_back (argument.data());
    argv.push_back (nullptr);

    std::string terminalName;
    if (surroundings.onTerminal)
    {
        terminal = posix_openpt (O_RDWR | O_NOCTTY);
        REQUIRE ((terminal >= 0 && grantpt (terminal) == 0 && unlockpt (terminal) == 0));
        terminalName = ptsname (terminal);
    }
    child = fork();
    if (child == 0)
    {
        const auto redirect = [] (const char* path, int flags, int descriptor)
        { return dup2 (open (path, flags, 0600), descriptor); };
        redirect ("/dev/null", O_RDONLY, STDIN_FILENO);
        redirect (output.c_str(), O_WRONLY | O_CREAT, STDOUT_FILENO);
        if (terminalName.empty())
            redirect (errors.c_str(), O_WRONLY | O_CREAT, STDERR_FILENO);
        else
            redirect (terminalName.c_str(), O_WRONLY | O_NOCTTY, STDERR_FILENO);
        become (surroundings);
        execv (binary.c_str(), argv.data());
        _exit (127);
    }
}

Process::~Process()
{
    if (child <= 0)
        return;
    kill (child, SIGKILL);
    waitpid (child, nullptr, 0);
}

void Process::signal (int number) const
{
    kill (child, number);
}

/// All that is shown until the process is gone.
std::string Process::readTerminal() const
{
    std::string text;
    char bytes[4096];
    for (auto count = read (terminal, bytes, sizeof (bytes)); count > 0;
         count = read (terminal, bytes, sizeof (bytes)))
        text.append (bytes, static_cast<std::size_t> (count));
    close (terminal);
    return text;
}

Result Process::wait()
{
    const auto shown = terminal >= 0 ? readTerminal() : std::string();
    int status = 0;
    rusage usage{};
    wait4 (child, &status, 0, &usage);
    child = -1;
#ifdef __APPLE__
    constexpr std::size_t unit = 1;
#else
    constexpr std::size_t unit = 1024;
#endif
    return { WIFEXITED (status) ? WEXITSTATUS (status) : 128 + WTERMSIG (status), readText (logs / "output"),
             terminal >= 0 ? shown : readText (logs / "errors"),
             static_cast<std::size_t> (usage.ru_maxrss) * unit };
}

Result run (const std::vector<std::string>& arguments, const Surroundings& surroundings)
{
    return Process (arguments, surroundings).wait();
}

TemporaryFolder::TemporaryFolder()
{
    auto pattern = (std::filesystem::temp_directory_path() / "spikegraph-test-XXXXXX").string();
    REQUIRE (mkdtemp (pattern.data()) != nullptr);
    folder = pattern;
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all (folder, ignored);
}

std::vector<std::string> TemporaryFolder::contents() const
{
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator (folder))
        names.push_back (entry.path().lexically_relative (folder).string());
    std::sort (names.begin(), names.end());
    return names;
}

void checkRefused (const std::vector<std::string>& arguments, int exitCode,
                   const std::vector<std::string>& words, const TemporaryFolder& folder)
{
    std::string command;
    for (const auto& argument : arguments)
        command += " " + argument;
    const auto before = folder.contents();
    const auto result = run (arguments);
    INFO ("spikegraph" << command << "\n" << result.errors);
    CHECK (result.exitCode == exitCode);
    CHECK (result.output.empty());
    CHECK (std::count (result.errors.begin(), result.errors.end(), '\n') == 1);
    for (const auto& word : words)
    {
        INFO ("looking for " << word);
        CHECK (result.errors.find (word) != std::string::npos);
    }
    CHECK (folder.contents() == before);
}

void writeText (const std::string& path, const std::string& text)
{
    std::ofstream (path, std::ios::binary) << text;
}

std::string readText (const std::string& path)
{
    std::ifstream file (path, std::ios::binary);
    return { std::istreambuf_iterator<char> (file), {} };
}

} // namespace spikegraph::cli

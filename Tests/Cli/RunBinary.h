#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace spikegraph::cli
{

/// What a finished process left behind.
struct Result
{
    int exitCode = -1; ///< 128 and the signal's number where one has ended it
    std::string output, errors;
    std::size_t peakBytes = 0; ///< of memory
};

struct Surroundings
{
    /// No file that it writes can grow longer, as on a full disk.
    std::optional<std::size_t> maxFileBytes{};
    /// Without the rights of root, where the tests have them.
    bool asNobody = false;
    /// Standard error is a terminal.
    bool onTerminal = false;
    /// Where it starts; empty: where the tests run.
    std::string folder{};
};

/// A folder of a test's own, gone at its end.
class TemporaryFolder
{
public:
    TemporaryFolder();
    ~TemporaryFolder();

    TemporaryFolder (const TemporaryFolder&) = delete;
    TemporaryFolder& operator= (const TemporaryFolder&) = delete;

    /// The path of a file in it, as text.
    std::string operator/ (const std::string& name) const { return (folder / name).string(); }
    const std::filesystem::path& path() const noexcept { return folder; }

    /// Names of what is in it, sorted.
    std::vector<std::string> contents() const;

private:
    std::filesystem::path folder;
};

/// The spikegraph that was built, running with these arguments (no shell in between), standard input empty.
class Process
{
public:
    explicit Process (const std::vector<std::string>& arguments, const Surroundings& surroundings = {});
    /// A test that fails leaves no process behind.
    ~Process();

    Process (const Process&) = delete;
    Process& operator= (const Process&) = delete;

    void signal (int number) const;
    /// Waits for its end.
    Result wait();

private:
    std::string readTerminal() const;

    TemporaryFolder logs;
    int child = -1, terminal = -1;
};

/// Runs it to its end.
Result run (const std::vector<std::string>& arguments, const Surroundings& surroundings = {});

/// Fails the test unless the command ended with the exit code, put out nothing on standard output, said
/// exactly one line on standard error that holds every one of the words, and left the folder as it was.
void checkRefused (const std::vector<std::string>& arguments, int exitCode,
                   const std::vector<std::string>& words, const TemporaryFolder& folder);

void writeText (const std::string& path, const std::string& text);
std::string readText (const std::string& path);

} // namespace spikegraph::cli

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
    int exitCode = -1;
    std::string output, errors;
};

/// Runs the spikegraph that was built with these arguments (no shell in between), standard input empty. Where
/// maxFileBytes is given, no file that it writes can grow longer, as on a full disk.
Result run (const std::vector<std::string>& arguments, std::optional<std::size_t> maxFileBytes = {});

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

/// Fails the test unless the command ended with the exit code, put out nothing on standard output, said
/// exactly one line on standard error that holds every one of the words, and left the folder as it was.
void checkRefused (const std::vector<std::string>& arguments, int exitCode,
                   const std::vector<std::string>& words, const TemporaryFolder& folder);

void writeText (const std::string& path, const std::string& text);
std::string readText (const std::string& path);

} // namespace spikegraph::cli

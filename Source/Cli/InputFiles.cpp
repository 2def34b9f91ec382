#include "Cli/InputFiles.h"

#include "Cli/CommandError.h"
#include "Files/AudioFile.h"

#include <algorithm>
#include <charconv>
#include <set>

#ifndef _WIN32
#include <glob.h>
#endif

namespace spikegraph::cli
{
namespace
{

namespace fs = std::filesystem;

bool isHidden (const fs::path& path)
{
    return path.filename().string().starts_with ('.');
}

bool isAudio (const fs::path& path)
{
    return audioFileExtensions().contains (juce::String (path.extension().string()), true);
}

/// Adds the audio files of a folder, which is in no other way reached twice.
void addFolder (const fs::path& folder, bool recursive, std::set<fs::path>& entered,
                std::vector<fs::path>& found)
{
    std::error_code error;
    if (!entered.insert (fs::canonical (folder, error)).second)
        return;
    std::vector<fs::path> entries;
    for (fs::directory_iterator entry (folder, error), end; !error && entry != end; entry.increment (error))
        if (!isHidden (entry->path()))
            entries.push_back (entry->path());
    if (error)
        found.push_back (folder);
    std::sort (entries.begin(), entries.end());
    for (const auto& entry : entries)
    {
        const auto status = fs::status (entry, error);
        if (fs::is_directory (status) && recursive)
            addFolder (entry, recursive, entered, found);
        else if (!fs::is_directory (status) && isAudio (entry))
            found.push_back (entry);
    }
}

/// The files and folders that match, sorted; none where there is no pattern.
std::vector<fs::path> matchesOf (const std::string& pattern)
{
    std::vector<fs::path> found;
#ifndef _WIN32
    glob_t matches{};
    if (pattern.find_first_of ("*?[") != std::string::npos &&
        glob (pattern.c_str(), GLOB_NOSORT, nullptr, &matches) == 0)
        found.assign (matches.gl_pathv, matches.gl_pathv + matches.gl_pathc);
    globfree (&matches);
#endif
    std::sort (found.begin(), found.end());
    return found;
}

std::vector<fs::path> expand (const std::string& input, bool recursive)
{
    std::error_code error;
    auto starts = fs::exists (input, error) ? std::vector<fs::path>{ input } : matchesOf (input);
    std::vector<fs::path> found;
    std::set<fs::path> entered;
    for (const auto& start : starts)
    {
        if (fs::is_directory (start, error))
            addFolder (start, recursive, entered, found);
        else
            found.push_back (start);
    }
    return found;
}

} // namespace

std::vector<fs::path> collectAudioFiles (const std::vector<std::string>& inputs, bool recursive)
{
    std::vector<fs::path> files;
    std::set<fs::path> seen;
    for (const auto& input : inputs)
    {
        auto expanded = expand (input, recursive);
        if (expanded.empty())
            expanded.emplace_back (input);
        for (const auto& file : expanded)
            if (seen.insert (file.lexically_normal()).second)
                files.push_back (file);
    }
    return files;
}

Shard parseShard (const std::string& text)
{
    Shard shard;
    if (text.empty())
        return shard;
    const auto* end = text.data() + text.size();
    const auto [slash, error] = std::from_chars (text.data(), end, shard.part);
    const bool hasSlash = error == std::errc() && slash != end && *slash == '/';
    const auto rest = hasSlash ? std::from_chars (slash + 1, end, shard.parts)
                               : std::from_chars_result{ slash, std::errc::invalid_argument };
    if (rest.ec != std::errc() || rest.ptr != end || shard.part < 1 || shard.part > shard.parts)
        throw CommandError (ExitCode::wrongArguments, "--shard " + text + ": must be K/N with K from 1 to N");
    return shard;
}

} // namespace spikegraph::cli

#include "Cli/InputFiles.h"

#include "Cli/Command.h"
#include "Files/AudioFile.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace spikegraph::cli
{
namespace
{

namespace fs = std::filesystem;

bool isAudio (const fs::path& path)
{
    return audioFileExtensions().contains (juce::String (path.extension().string()), true);
}

/// What the iterator finds that the filter takes, sorted. Folders that cannot be read are passed over.
template <typename Iterator, typename Filter>
std::vector<fs::path> filesIn (const fs::path& folder, Filter filter)
{
    std::vector<fs::path> found;
    std::error_code error;
    for (Iterator entry (folder, fs::directory_options::skip_permission_denied, error), end; entry != end;
         entry.increment (error))
        if (entry->is_regular_file (error) && filter (entry->path()))
            found.push_back (entry->path());
    std::sort (found.begin(), found.end());
    return found;
}

std::vector<fs::path> expand (const std::string& input, bool recursive)
{
    const fs::path path (input);
    std::error_code error;
    if (fs::is_directory (path, error))
        return recursive ? filesIn<fs::recursive_directory_iterator> (path, isAudio)
                         : filesIn<fs::directory_iterator> (path, isAudio);
    if (!fs::exists (path, error) && path.filename().string().find_first_of ("*?") != std::string::npos)
    {
        const juce::String pattern (path.filename().string());
        const auto folder = path.has_parent_path() ? path.parent_path() : fs::path (".");
        return filesIn<fs::directory_iterator> (
            folder, [&] (const fs::path& file)
            { return juce::String (file.filename().string()).matchesWildcard (pattern, false); });
    }
    return {};
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

std::vector<fs::path> takeShard (const std::vector<fs::path>& files, const std::string& shard)
{
    std::size_t part = 0, parts = 0;
    const auto* end = shard.data() + shard.size();
    const auto [slash, error] = std::from_chars (shard.data(), end, part);
    const bool hasSlash = error == std::errc() && slash != end && *slash == '/';
    const auto rest = hasSlash ? std::from_chars (slash + 1, end, parts)
                               : std::from_chars_result{ slash, std::errc::invalid_argument };
    if (rest.ec != std::errc() || rest.ptr != end || part < 1 || part > parts)
        throw CommandError (ExitCode::wrongArguments,
                            "--shard " + shard + ": must be K/N with K from 1 to N");
    std::vector<fs::path> taken;
    for (auto i = part - 1; i < files.size(); i += parts)
        taken.push_back (files[i]);
    return taken;
}

} // namespace spikegraph::cli

#pragma once

#include "Cli/NamePattern.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace spikegraph::cli
{

/// What a recording's name says of it.
struct FileLabel
{
    std::string label, speaker;
    std::map<std::string, std::string> fields; ///< all that the pattern finds
};

/// Finds labels in file names by a pattern such as "{label}_{speaker}_{index}"; where there is none, a file's
/// label is its folder's name.
class FileLabels
{
public:
    /// Throws CommandError (wrong arguments) as NamePattern does.
    explicit FileLabels (const std::string& patternText);

    /// Throws CommandError (wrong arguments) for a name in which the pattern finds no label.
    FileLabel of (const std::filesystem::path& file) const;

private:
    std::string text;
    std::optional<NamePattern> pattern;
};

} // namespace spikegraph::cli

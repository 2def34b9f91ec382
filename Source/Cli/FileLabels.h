#pragma once

#include "Cli/NamePattern.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace spikegraph::cli
{

using LabelFields = std::map<std::string, std::string>;

/// What is known of a recording.
struct FileLabel
{
    std::string label, speaker;
    LabelFields fields; ///< all that the pattern finds, or the table's columns
};

/// Finds labels in file names by a pattern such as "{label}_{speaker}_{index}", or in a table: a .csv file
/// whose first line names the columns, "file" and "label" among them. A table's file is a name, or the end of
/// a path. Where there is neither, a file's label is its folder's name.
class FileLabels
{
public:
    /// Throws CommandError (wrong arguments) as NamePattern does, and for a table without these columns or
    /// with rows of other lengths; (nothing done) for one that cannot be read.
    explicit FileLabels (const std::string& patternOrTable);

    /// Throws CommandError (wrong arguments) for a name in which the pattern finds no label, and for a file
    /// that the table does not name.
    FileLabel of (const std::filesystem::path& file) const;

private:
    struct Row
    {
        std::filesystem::path file;
        LabelFields fields;
    };

    void readTable();
    const Row* rowOf (const std::filesystem::path& file) const;

    std::string text;
    bool isTable = false;
    std::optional<NamePattern> pattern;
    std::multimap<std::string, Row> rows; ///< by the file's name without its folders
};

} // namespace spikegraph::cli

#include "Cli/FileLabels.h"

#include "Cli/CommandError.h"
#include "Cli/CsvRows.h"
#include "Cli/Patches.h"

#include <algorithm>
#include <iterator>

namespace spikegraph::cli
{
namespace
{

namespace fs = std::filesystem;

[[noreturn]] void refuse (const std::string& text, const std::string& reason)
{
    throw CommandError (ExitCode::wrongArguments, "--labels " + text + ": " + reason);
}

bool endsWith (const fs::path& path, const fs::path& end)
{
    const auto parts = std::distance (path.begin(), path.end()),
               endParts = std::distance (end.begin(), end.end());
    return endParts <= parts &&
           std::equal (end.begin(), end.end(), std::next (path.begin(), parts - endParts));
}

FileLabel labelOf (const LabelFields& fields)
{
    const auto speaker = fields.find ("speaker");
    return { fields.at ("label"), speaker == fields.end() ? std::string() : speaker->second, fields };
}

} // namespace

FileLabels::FileLabels (const std::string& patternOrTable)
    : text (patternOrTable)
    , isTable (juce::String (fs::path (text).extension().string()).equalsIgnoreCase (".csv"))
{
    if (isTable)
        readTable();
    else if (!text.empty())
        pattern.emplace (text);
}

void FileLabels::readTable()
{
    const auto table = csvRowsOf (readTextFile (text));
    const auto columns = table.empty() ? std::vector<std::string>() : table.front().cells;
    for (const auto* needed : { "file", "label" })
        if (std::find (columns.begin(), columns.end(), needed) == columns.end())
            refuse (text, std::string ("its first line must name a column \"") + needed + "\"");
    for (auto row = std::next (table.begin()); row != table.end(); ++row)
    {
        if (row->cells.size() != columns.size())
            refuse (text, "line " + std::to_string (row->line) + " has " +
                              std::to_string (row->cells.size()) + " cells, not " +
                              std::to_string (columns.size()));
        LabelFields fields;
        for (std::size_t i = 0; i < columns.size(); ++i)
            fields[columns[i]] = row->cells[i];
        const auto file = fs::path (fields.at ("file")).lexically_normal();
        rows.emplace (file.filename().string(), Row{ file, fields });
    }
}

/// The row that names most of the file's path.
const FileLabels::Row* FileLabels::rowOf (const fs::path& file) const
{
    const auto path = fs::absolute (file).lexically_normal();
    const Row* best = nullptr;
    const auto [first, last] = rows.equal_range (path.filename().string());
    for (auto candidate = first; candidate != last; ++candidate)
        if (const auto& row = candidate->second;
            endsWith (path, row.file) &&
            (best == nullptr || row.file.string().size() > best->file.string().size()))
            best = &row;
    return best;
}

FileLabel FileLabels::of (const fs::path& file) const
{
    if (isTable)
    {
        if (const auto* row = rowOf (file))
            return labelOf (row->fields);
        refuse (text, "has no line for " + file.string());
    }
    if (!pattern)
        return { fs::absolute (file).lexically_normal().parent_path().filename().string(), {}, {} };
    const auto fields = pattern->match (file.stem().string());
    if (!fields || fields->count ("label") == 0)
        refuse (text, "finds no {label} in " + file.filename().string());
    return labelOf (*fields);
}

} // namespace spikegraph::cli

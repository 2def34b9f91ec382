#include "Cli/CsvRows.h"

#include <sstream>
#include <string_view>

namespace spikegraph::cli
{
namespace
{

constexpr auto blanks = " \t\r";
constexpr std::string_view byteOrderMark = "\xef\xbb\xbf"; // as spreadsheets write it

std::string trimmed (const std::string& text)
{
    const auto first = text.find_first_not_of (blanks), last = text.find_last_not_of (blanks);
    return first == std::string::npos ? std::string() : text.substr (first, last - first + 1);
}

std::vector<std::string> cellsOf (const std::string& row)
{
    std::vector<std::string> cells;
    std::string cell;
    bool isQuoted = false, hasQuotes = false;
    const auto end = [&]
    {
        cells.push_back (hasQuotes ? cell : trimmed (cell));
        cell.clear();
        hasQuotes = false;
    };
    for (std::size_t i = 0; i < row.size(); ++i)
    {
        const auto letter = row[i];
        if (isQuoted && letter == '"' && i + 1 < row.size() && row[i + 1] == '"')
            cell += row[i++];
        else if (isQuoted && letter == '"')
            isQuoted = false;
        else if (!isQuoted && letter == '"' && trimmed (cell).empty())
        {
            isQuoted = hasQuotes = true;
            cell.clear();
        }
        else if (!isQuoted && letter == ',')
            end();
        else if (isQuoted || !hasQuotes) // what follows a closing quote is blank
            cell += letter;
    }
    end();
    return cells;
}

} // namespace

std::vector<CsvRow> csvRowsOf (const std::string& text)
{
    std::vector<CsvRow> rows;
    const auto isMarked = text.compare (0, byteOrderMark.size(), byteOrderMark) == 0;
    std::istringstream stream (isMarked ? text.substr (byteOrderMark.size()) : text);
    std::string row;
    for (int line = 1; std::getline (stream, row); ++line)
        if (!trimmed (row).empty())
            rows.push_back ({ line, cellsOf (row) });
    return rows;
}

} // namespace spikegraph::cli

#pragma once

#include <string>
#include <vector>

namespace spikegraph::cli
{

struct CsvRow
{
    int line = 0; ///< where it is in the text, from 1
    std::vector<std::string> cells;
};

/// The rows of a text of comma-separated values that are not empty. Cells are without the spaces around them;
/// one in double quotes may hold commas, and quotes written twice (RFC 4180), but no end of line.
std::vector<CsvRow> csvRowsOf (const std::string& text);

} // namespace spikegraph::cli

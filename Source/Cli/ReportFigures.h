#pragma once

#include "Plot/BarChart.h"
#include "Plot/SpikeSummary.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace spikegraph::cli
{

/// What a report says of one file.
struct FileFigures
{
    std::filesystem::path input;
    std::string className;
    std::string error; ///< empty: it was read
    double seconds = 0.0, spikes = 0.0, meanRateHz = 0.0, peakRateHz = 0.0;
    std::string picture; ///< a PNG; empty: none
};

/// The same of some files together.
struct GroupFigures
{
    SpikeSummary summary;
    std::vector<std::size_t> files; ///< those that were read, as places in ReportFigures
};

/// What a report says of all files.
struct ReportFigures
{
    std::vector<FileFigures> files;
    GroupFigures all;
    std::map<std::string, GroupFigures> classes;

    /// Counts a file, whose place is the next one. The summary is of no account where it has an error.
    void add (FileFigures figures, const SpikeSummary& summary);

    /// The pictures of a whole, and of a class.
    std::vector<BarChart> charts() const;
    std::vector<BarChart> chartsOf (const GroupFigures& group) const;
};

} // namespace spikegraph::cli

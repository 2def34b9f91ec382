#pragma once

#include "Cli/ReportFigures.h"

#include <string>

namespace spikegraph::cli
{

/// How pages look, and what stands above and below.
struct PageStyle
{
    Theme theme = Theme::light();
    std::string title;
    std::string origin; ///< what the figures were made with
    int widthPixels = 1000;
    int scale = 2;
};

/// A picture as the bytes of a PNG file.
std::string pngOf (const juce::Image& image);

/// HTML pages that need nothing but themselves.
class ReportPages
{
public:
    ReportPages (const ReportFigures& figuresToShow, const PageStyle& styleToUse);

    /// Everything on one page: the whole, then each class.
    std::string onePage() const;

    /// The whole, with links to the classes' pages beside it.
    std::string index() const;
    std::string pageOf (const std::string& className) const;
    /// A file name without anything that a link or a file system minds.
    std::string pageNameOf (const std::string& className) const;

private:
    std::string page (const std::string& title, const std::string& body) const;
    std::string whole (bool linksToPages) const;
    std::string classSection (const std::string& className) const;
    std::string factsOf (const GroupFigures& group) const;
    std::string chartsOf (const std::vector<BarChart>& charts, const std::string& meaning) const;
    std::string classTable (bool linksToPages) const;
    std::string fileTable (const GroupFigures& group) const;
    std::string failures() const;

    const ReportFigures& figures;
    const PageStyle& style;
};

} // namespace spikegraph::cli

#include "Cli/ReportPages.h"

#include "Plot/Counted.h"

#include <algorithm>
#include <cctype>
#include <cstdio>

namespace spikegraph::cli
{
namespace
{

std::string escaped (const std::string& text)
{
    std::string html;
    for (const auto letter : text)
    {
        switch (letter)
        {
            case '&':
                html += "&amp;";
                break;
            case '<':
                html += "&lt;";
                break;
            case '>':
                html += "&gt;";
                break;
            case '"':
                html += "&quot;";
                break;
            default:
                html += letter;
        }
    }
    return html;
}

std::string number (double value, int digits)
{
    char text[64];
    std::snprintf (text, sizeof (text), "%.*f", digits, value);
    return text;
}

std::string element (const std::string& tag, const std::string& content)
{
    return "<" + tag + ">" + content + "</" + tag.substr (0, tag.find (' ')) + ">";
}

std::string row (const std::vector<std::string>& cells, const std::string& tag = "td")
{
    std::string html;
    for (const auto& cell : cells)
        html += element (tag, cell);
    return element ("tr", html) + "\n";
}

std::string imageElement (const std::string& png, const std::string& meaning)
{
    return "<img alt=\"" + escaped (meaning) + "\" src=\"data:image/png;base64," +
           juce::Base64::toBase64 (png.data(), png.size()).toStdString() + "\">\n";
}

std::string fileNameOf (const FileFigures& file)
{
    return escaped (file.input.filename().string());
}

std::string colour (juce::Colour c)
{
    return ("#" + c.toDisplayString (false)).toStdString();
}

/// Ink on paper: pictures keep their width, and a class begins on a new page.
std::string styleSheet (const Theme& theme)
{
    return "body{margin:2em auto;max-width:1000px;padding:0 1em;font:15px/1.5 "
           "Inter,system-ui,sans-serif;color:" +
           colour (theme.text) + ";background:" + colour (theme.ground) +
           "}h1,h2,h3{font-weight:600;line-height:1.2}h2{margin-top:2.5em}img{display:block;width:100%;"
           "margin:1em 0}"
           "table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}"
           "th,td{padding:.25em .75em .25em 0;text-align:right;border-bottom:1px solid " +
           colour (theme.line) +
           "}th:first-child,td:first-child{text-align:left;overflow-wrap:anywhere}th{color:" +
           colour (theme.muted) + ";font-weight:400}a{color:" + colour (theme.audio) +
           "}.muted{color:" + colour (theme.muted) +
           "}@page{margin:15mm}@media print{body{margin:0;max-width:none;padding:0;font-size:10pt}"
           "section{break-before:page}img,tr{break-inside:avoid}thead{display:table-header-group}}";
}

} // namespace

std::string pngOf (const juce::Image& image)
{
    juce::MemoryOutputStream stream;
    juce::PNGImageFormat().writeImageToStream (image, stream);
    return { static_cast<const char*> (stream.getData()), stream.getDataSize() };
}

ReportPages::ReportPages (const ReportFigures& figuresToShow, const PageStyle& styleToUse)
    : figures (figuresToShow)
    , style (styleToUse)
{
}

std::string ReportPages::onePage() const
{
    auto body = whole (false);
    if (figures.classes.size() > 1)
        for (const auto& [name, group] : figures.classes)
            body += element ("section", classSection (name));
    return page (style.title, body);
}

std::string ReportPages::index() const
{
    return page (style.title, whole (true));
}

std::string ReportPages::pageOf (const std::string& className) const
{
    return page (className + " - " + style.title,
                 element ("p", "<a href=\"index.html\">" + escaped (style.title) + "</a>") +
                     classSection (className));
}

std::string ReportPages::pageNameOf (const std::string& className) const
{
    std::string name = "class-";
    for (const auto letter : className)
        name += std::isalnum (static_cast<unsigned char> (letter)) != 0 || letter == '-' || letter == '_'
                    ? letter
                    : '_';
    // Names that differ in what was replaced get a number.
    if (name != "class-" + className)
        name.append ("-").append (
            std::to_string (1 + std::distance (figures.classes.begin(), figures.classes.find (className))));
    return name + ".html";
}

std::string ReportPages::page (const std::string& title, const std::string& body) const
{
    return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width\">\n" +
           element ("title", escaped (title)) + element ("style", styleSheet (style.theme)) +
           "</head><body>\n" + body + element ("p class=\"muted\"", escaped (style.origin)) +
           "\n</body></html>\n";
}

std::string ReportPages::whole (bool linksToPages) const
{
    auto html = element ("h1", escaped (style.title)) + factsOf (figures.all);
    if (figures.files.size() == 1 && !figures.files.front().picture.empty())
        return html +
               imageElement (figures.files.front().picture,
                             "Waveform, spectrogram, spikes and firing rates on one time axis, the rate of "
                             "each unit and the times between its spikes") +
               failures();
    html +=
        chartsOf (figures.charts(), "Firing rates, times between spikes, durations and numbers of spikes");
    if (figures.classes.size() > 1)
        html += element ("h2", "Classes") + classTable (linksToPages);
    else if (figures.classes.size() == 1)
        html += classSection (figures.classes.begin()->first);
    return html + failures();
}

std::string ReportPages::classSection (const std::string& className) const
{
    const auto& group = figures.classes.at (className);
    std::string html;
    if (figures.classes.size() > 1)
        html = "<h2 id=\"" + escaped (pageNameOf (className)) + "\">" + escaped (className) + "</h2>\n" +
               factsOf (group) +
               chartsOf (figures.chartsOf (group), "Firing rates and times between spikes of " + className);
    for (const auto place : group.files)
        if (const auto& file = figures.files[place]; !file.picture.empty())
            html += imageElement (file.picture, "Sound and spikes of " + file.input.filename().string());
    return html + element ("h3", "Files") + fileTable (group);
}

std::string ReportPages::factsOf (const GroupFigures& group) const
{
    const auto& s = group.summary;
    const auto silent =
        std::count_if (group.files.begin(), group.files.end(),
                       [&] (std::size_t place) { return !(figures.files[place].spikes > 0.0); });
    std::string text = counted (group.files.size(), "file") + ", " + number (s.seconds, 2) + " s, " +
                       counted (s.units(), "unit") + ", " + counted (s.spikes(), "spike") + ": " +
                       number (s.meanRateHz(), 2) + " Hz a unit on average, " + number (s.peakRateHz, 1) +
                       " Hz at most over 20 ms";
    if (silent > 0)
        text += "; without spikes: " + std::to_string (silent);
    return element ("p", text + ".") + "\n";
}

std::string ReportPages::chartsOf (const std::vector<BarChart>& charts, const std::string& meaning) const
{
    return imageElement (
        pngOf (drawCharts ({}, charts, style.theme, style.widthPixels, static_cast<float> (style.scale))),
        meaning);
}

std::string ReportPages::classTable (bool linksToPages) const
{
    std::string rows;
    for (const auto& [name, group] : figures.classes)
        rows += row ({ "<a href=\"" + std::string (linksToPages ? "" : "#") + escaped (pageNameOf (name)) +
                           "\">" + escaped (name) + "</a>",
                       std::to_string (group.files.size()), number (group.summary.seconds, 2),
                       number (group.summary.spikes() / std::max<double> (1.0, group.summary.files), 1),
                       number (group.summary.meanRateHz(), 2), number (group.summary.peakRateHz, 1) });
    return element ("table", element ("thead", row ({ "Class", "Files", "Seconds", "Spikes a file",
                                                      "Mean rate (Hz)", "Peak rate (Hz)" },
                                                    "th")) +
                                 rows) +
           "\n";
}

std::string ReportPages::fileTable (const GroupFigures& group) const
{
    std::string rows;
    for (const auto place : group.files)
    {
        const auto& file = figures.files[place];
        rows += row ({ fileNameOf (file), number (file.seconds, 3), number (file.spikes, 0),
                       number (file.meanRateHz, 2), number (file.peakRateHz, 1) });
    }
    return element (
               "table",
               element ("thead",
                        row ({ "File", "Seconds", "Spikes", "Mean rate (Hz)", "Peak rate (Hz)" }, "th")) +
                   rows) +
           "\n";
}

std::string ReportPages::failures() const
{
    std::string items;
    for (const auto& file : figures.files)
        if (!file.error.empty())
            items += element ("li", escaped (file.error));
    return items.empty() ? items : element ("h2", "Not read") + element ("ul", items) + "\n";
}

} // namespace spikegraph::cli

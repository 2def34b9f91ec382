#include "Cli/Automation.h"

#include "Cli/CommandError.h"
#include "Cli/CsvRows.h"
#include "Cli/Patches.h"
#include "Core/Error.h"
#include "Core/ParseNumber.h"
#include "Graph/JsonText.h"

#include <algorithm>
#include <cmath>

namespace spikegraph::cli
{
namespace
{

/// A point as it is written, and where.
struct Line
{
    std::string place, time, target, value;
};

std::vector<Line> linesOfCsv (const std::string& text)
{
    std::vector<Line> lines;
    for (const auto& row : csvRowsOf (text))
    {
        const auto place = "line " + std::to_string (row.line);
        if (row.cells.size() != 3)
            throw InvalidValue (place + ": must be time,target,value");
        if (!lines.empty() || row.cells[0] != "time")
            lines.push_back ({ place, row.cells[0], row.cells[1], row.cells[2] });
    }
    return lines;
}

std::string textOf (const Json& value)
{
    return value.is_string() ? value.get<std::string>() : value.dump();
}

std::vector<Line> linesOfJson (const std::string& text)
{
    const auto json = Json::parse (text, nullptr, false);
    if (!json.is_array())
        throw InvalidValue ("must be a JSON list of {\"time\", \"target\", \"value\"}");
    std::vector<Line> lines;
    for (const auto& item : json)
    {
        const auto place = ("[" + juce::String (lines.size()) + "]").toStdString();
        for (const auto* key : { "time", "target", "value" })
            if (!item.is_object() || !item.contains (key))
                throw InvalidValue (place + ": needs \"" + key + "\"");
        lines.push_back ({ place, textOf (item["time"]), textOf (item["target"]), textOf (item["value"]) });
    }
    return lines;
}

void requireMovable (const GraphModel& model, const ParameterAddress& address)
{
    const auto* type = model.catalogue().find (model.node (address.nodeId)["type"]);
    const auto* parameter = type == nullptr ? nullptr : type->findParameter (address.parameterId);
    if (parameter != nullptr && parameter->isPartOfStructure())
        throw InvalidValue ((address.nodeId + "." + address.parameterId).toStdString() +
                            " is part of the patch's structure, and cannot change while it sounds");
}

/// What a target moves. The model is one to try it on.
std::vector<ParameterAddress> moveTarget (GraphModel& model, const Line& line)
{
    const juce::String target (line.target);
    std::vector<ParameterAddress> moved;
    if (target.startsWithIgnoreCase ("macro "))
    {
        const auto number = static_cast<int> (parseNumber (target.substring (6).trim().toStdString()));
        model.setMacro (number, parseNumber (line.value));
        for (const auto each : model.macros().getChild (number - 1))
            moved.push_back ({ each["node"], each["parameter"] });
    }
    else
    {
        moved.push_back ({ target.upToFirstOccurrenceOf (".", false, false),
                           target.fromFirstOccurrenceOf (".", false, false) });
        model.setParameter (moved.front().nodeId, moved.front().parameterId, juce::String (line.value));
    }
    for (const auto& address : moved)
        requireMovable (model, address);
    return moved;
}

AutomationPoint pointOf (GraphModel& model, const Line& line)
{
    AutomationPoint point;
    point.timeSeconds = parseNumber (line.time);
    if (!(point.timeSeconds >= 0.0))
        throw InvalidValue ("time " + line.time + " is before the start");
    for (const auto& address : moveTarget (model, line))
        point.numbers.emplace_back (address, model.number (address));
    model.forgetSteps();
    return point;
}

} // namespace

std::vector<AutomationPoint> loadAutomation (const std::filesystem::path& file, const GraphModel& patch)
{
    const auto text = readTextFile (file.string());
    auto model = patch.withNumbers ({}, {});
    std::vector<AutomationPoint> points;
    std::string place;
    try
    {
        const bool isJson = juce::String (file.extension().string()).equalsIgnoreCase (".json");
        for (const auto& line : isJson ? linesOfJson (text) : linesOfCsv (text))
        {
            place = line.place + ": ";
            points.push_back (pointOf (model, line));
        }
    }
    catch (const InvalidValue& error)
    {
        throw CommandError (ExitCode::wrongArguments, file.string() + ": " + place + error.what());
    }
    std::stable_sort (points.begin(), points.end(),
                      [] (const auto& a, const auto& b) { return a.timeSeconds < b.timeSeconds; });
    return points;
}

} // namespace spikegraph::cli

#include "Plugin/SessionState.h"

#include "Core/Error.h"
#include "Graph/JsonText.h"
#include "Graph/PatchChecks.h"

#include <cmath>

namespace spikegraph
{
namespace
{

constexpr auto formatName = "spikegraph-session";

HostParameter& at (const juce::AudioProcessor& processor, int index)
{
    return *dynamic_cast<HostParameter*> (processor.getParameters()[index]);
}

const Json& need (const Json& object, const char* key, bool (Json::*isKind)() const noexcept,
                  const char* kind)
{
    const auto found = object.find (key);
    if (found == object.end())
        refuse (key, "is missing");
    if (!((*found).*isKind)())
        refuse (key, "must be " + std::string (kind) + ", not " + found->type_name());
    return *found;
}

void checkFormat (const Json& json)
{
    if (!json.is_object() || json.value ("format", Json()) != formatName)
        refuse ("", "this is no Spikegraph session");
    const auto& version = need (json, "version", &Json::is_number_integer, "a whole number");
    if (version > sessionVersion)
        refuse ("version", "is " + version.dump() + ", newer than the " + std::to_string (sessionVersion) +
                               " that this program knows");
    if (version < 1)
        refuse ("version", "is " + version.dump() + ", and there was none before 1");
}

std::map<std::string, double> readNumbers (const Json& json, const char* key, double least, double most)
{
    std::map<std::string, double> numbers;
    for (const auto& [name, value] : need (json, key, &Json::is_object, "an object").items())
    {
        if (!value.is_number())
            refuse (key + ("." + name), "must be a number, not " + std::string (value.type_name()));
        const auto number = value.get<double>();
        if (!(number >= least && number <= most))
            refuse (key + ("." + name),
                    describe (number) + " is not between " + describe (least) + " and " + describe (most));
        numbers[name] = number;
    }
    return numbers;
}

} // namespace

std::string writeSession (const PatchSession& session, const juce::AudioProcessor& processor,
                          const ViewState& view)
{
    Json json{ { "format", formatName }, { "version", sessionVersion } };
    {
        const auto reading = session.read();
        json["patch"] = parseJson (reading.heard().toJson());
        json["slots"] = reading.slots().toJson();
    }
    auto& positions = json["host"] = Json::object();
    for (int i = 0; i < processor.getParameters().size(); ++i)
        positions[at (processor, i).paramID.toStdString()] = at (processor, i).positionAsWritten();
    json["view"] = view;
    return json.dump (1) + "\n";
}

void readSession (const std::string& text, PatchSession& session, const juce::AudioProcessor& processor,
                  ViewState& view)
{
    const auto json = parseJson (text);
    checkFormat (json);
    const auto positions = readNumbers (json, "host", 0.0, 1.0);
    const auto newView = readNumbers (json, "view", -1.0e6, 1.0e6);
    const auto& slotList = need (json, "slots", &Json::is_array, "a list");
    {
        auto edit = session.edit();
        const auto patch = GraphModel::fromJson (
            edit.model().catalogue(), need (json, "patch", &Json::is_object, "an object").dump(), "patch");
        edit.slots().takeJson (slotList, "slots"); // checks before it changes, as does the line above
        edit.load (patch);
        edit.model().forgetSteps();
    }
    view = newView;
    // As they were, after they have followed the patch: also of slots that move nothing.
    for (int i = 0; i < processor.getParameters().size(); ++i)
    {
        auto& parameter = at (processor, i);
        const auto saved = positions.find (parameter.paramID.toStdString());
        parameter.follow (saved == positions.end() ? static_cast<double> (parameter.getDefaultValue())
                                                   : saved->second);
        parameter.forgetMoves();
    }
}

} // namespace spikegraph

#include "Graph/PatchJson.h"

#include "Core/Error.h"

#include <nlohmann/json.hpp>

#include <set>

namespace spikegraph
{
namespace
{

using Json = nlohmann::ordered_json;

constexpr auto formatName = "spikegraph-patch";
constexpr int currentVersion = 1;
constexpr const char* texts[]{ "name", "author", "description", "class" };

[[noreturn]] void fault (const std::string& place, const std::string& reason)
{
    throw InvalidValue (place.empty() ? reason : place + ": " + reason);
}

std::string at (const std::string& place, const std::string& key)
{
    return place.empty() ? key : place + "." + key;
}

std::string at (const std::string& list, std::size_t index)
{
    return list + "[" + std::to_string (index) + "]";
}

void requireObject (const Json& json, const std::string& place)
{
    if (!json.is_object())
        fault (place, "must be an object, not " + std::string (json.type_name()));
}

/// A value of an object, or null where there is none and it may be missing.
const Json* find (const Json& object, const char* key, const std::string& place, bool needed)
{
    const auto found = object.find (key);
    if (found != object.end())
        return &*found;
    if (needed)
        fault (at (place, key), "is missing");
    return nullptr;
}

juce::String textOf (const Json& object, const char* key, const std::string& place, bool needed)
{
    const auto* value = find (object, key, place, needed);
    if (value == nullptr)
        return {};
    if (!value->is_string())
        fault (at (place, key), "must be text, not " + std::string (value->type_name()));
    return juce::String (value->get<std::string>());
}

double numberOf (const Json& object, const char* key, const std::string& place)
{
    const auto* value = find (object, key, place, true);
    if (!value->is_number())
        fault (at (place, key), "must be a number, not " + std::string (value->type_name()));
    return value->get<double>();
}

const Json& listOf (const Json& object, const char* key)
{
    static const Json empty = Json::array();
    const auto* value = find (object, key, {}, false);
    if (value == nullptr)
        return empty;
    if (!value->is_array())
        fault (key, "must be a list, not " + std::string (value->type_name()));
    return *value;
}

juce::var toVar (const Json& value, const std::string& place)
{
    if (value.is_string())
        return juce::String (value.get<std::string>());
    if (value.is_boolean())
        return value.get<bool>();
    if (value.is_number_integer())
        return static_cast<juce::int64> (value.get<std::int64_t>());
    if (value.is_number())
        return value.get<double>();
    fault (place, "must be a number or text, not " + std::string (value.type_name()));
}

Json toJson (const juce::var& value)
{
    if (value.isBool())
        return static_cast<bool> (value);
    if (value.isInt() || value.isInt64())
        return static_cast<std::int64_t> (static_cast<juce::int64> (value));
    if (value.isDouble())
        return static_cast<double> (value);
    return value.toString().toStdString();
}

juce::ValueTree readNode (const NodeCatalogue& catalogue, const Json& json, const std::string& place,
                          std::set<juce::String>& ids)
{
    requireObject (json, place);
    juce::ValueTree node ("node");
    const auto id = textOf (json, "id", place, true), typeId = textOf (json, "type", place, true);
    if (id.isEmpty() || id.containsAnyOf (". \t\n"))
        fault (at (place, "id"), "\"" + id.toStdString() + "\" must be a word without dots");
    if (!ids.insert (id).second)
        fault (at (place, "id"), "\"" + id.toStdString() + "\" is the id of another node");
    node.setProperty ("id", id, nullptr);
    node.setProperty ("type", typeId, nullptr);

    if (const auto* position = find (json, "position", place, false))
    {
        if (!position->is_array() || position->size() != 2 || !(*position)[0].is_number() ||
            !(*position)[1].is_number())
            fault (at (place, "position"), "must be [x, y]");
        node.setProperty ("x", toVar ((*position)[0], place), nullptr);
        node.setProperty ("y", toVar ((*position)[1], place), nullptr);
    }

    juce::ValueTree parameters ("parameters");
    if (const auto* given = find (json, "parameters", place, false))
    {
        const auto inside = at (place, "parameters");
        requireObject (*given, inside);
        const auto* type = catalogue.find (typeId);
        for (const auto& [key, value] : given->items())
        {
            const auto var = toVar (value, at (inside, key));
            const auto* parameter = type == nullptr ? nullptr : type->findParameter (juce::String (key));
            if (parameter != nullptr)
            {
                try
                {
                    checkParameter (*parameter, var);
                }
                catch (const InvalidValue& error)
                {
                    fault (at (inside, key), error.what());
                }
            }
            juce::ValueTree item ("parameter");
            item.setProperty ("id", juce::String (key), nullptr);
            item.setProperty ("value", var, nullptr);
            parameters.appendChild (item, nullptr);
        }
    }
    node.appendChild (parameters, nullptr);
    return node;
}

/// One end of a cable, "node.port", which must exist.
void readEnd (juce::ValueTree& cable, const NodeCatalogue& catalogue, const juce::ValueTree& nodes,
              const Json& json, const char* key, const std::string& place, bool isSource)
{
    const auto text = textOf (json, key, place, true);
    const auto nodeId = text.upToFirstOccurrenceOf (".", false, false),
               portId = text.fromFirstOccurrenceOf (".", false, false);
    const auto node = nodes.getChildWithProperty ("id", nodeId);
    if (!node.isValid())
        fault (at (place, key), "there is no node \"" + nodeId.toStdString() + "\"");
    if (const auto* type = catalogue.find (node["type"]))
    {
        juce::StringArray ports;
        for (const auto& port : isSource ? type->outputs : type->inputs)
            ports.add (port.id);
        if (!ports.contains (portId))
            fault (at (place, key),
                   "\"" + nodeId.toStdString() + "\" has no " + (isSource ? "outlet" : "inlet") + " \"" +
                       portId.toStdString() + "\"" +
                       (ports.isEmpty() ? "" : ", only " + ports.joinIntoString (", ").toStdString()));
    }
    cable.setProperty (key, text, nullptr);
}

juce::ValueTree readMacro (const juce::ValueTree& nodes, const Json& json, const std::string& place)
{
    requireObject (json, place);
    juce::ValueTree macro ("macro");
    macro.setProperty ("name", textOf (json, "name", place, true), nullptr);
    const auto value = numberOf (json, "value", place);
    if (!(value >= 0.0 && value <= 1.0))
        fault (at (place, "value"), describe (value) + " is outside [0, 1]");
    macro.setProperty ("value", toVar (json["value"], place), nullptr);
    if (const auto* targets = find (json, "targets", place, false))
    {
        if (!targets->is_array())
            fault (at (place, "targets"), "must be a list");
        for (std::size_t i = 0; i < targets->size(); ++i)
        {
            const auto inside = at (at (place, "targets"), i);
            const auto& target = (*targets)[i];
            requireObject (target, inside);
            juce::ValueTree item ("target");
            item.setProperty ("node", textOf (target, "node", inside, true), nullptr);
            item.setProperty ("parameter", textOf (target, "parameter", inside, true), nullptr);
            numberOf (target, "from", inside);
            item.setProperty ("from", toVar (target["from"], inside), nullptr);
            numberOf (target, "to", inside);
            item.setProperty ("to", toVar (target["to"], inside), nullptr);
            if (!nodes.getChildWithProperty ("id", item["node"]).isValid())
                fault (at (inside, "node"),
                       "there is no node \"" + item["node"].toString().toStdString() + "\"");
            macro.appendChild (item, nullptr);
        }
    }
    return macro;
}

Json parse (const std::string& text)
{
    try
    {
        return Json::parse (text);
    }
    catch (const Json::exception& error)
    {
        // The library's message ends in what it expected; before that stand its name and the place.
        std::string message = error.what();
        if (const auto start = message.find ("parse error"); start != std::string::npos)
            message = message.substr (start);
        fault ({}, "is not valid JSON: " + message);
    }
}

} // namespace

juce::ValueTree readPatchJson (const NodeCatalogue& catalogue, const std::string& text)
{
    const auto json = parse (text);
    requireObject (json, "the patch");
    if (textOf (json, "format", {}, true) != formatName)
        fault ("format", "must be \"" + std::string (formatName) + "\"");
    const auto version = numberOf (json, "version", {});
    if (version != currentVersion)
        fault ("version", describe (version) + " is not " + std::to_string (currentVersion) +
                              (version > currentVersion ? ": the patch was made by a newer Spikegraph" : ""));

    juce::ValueTree patch ("patch");
    for (const auto* key : texts)
        patch.setProperty (key, textOf (json, key, {}, false), nullptr);
    juce::StringArray tags;
    for (const auto& tag : listOf (json, "tags"))
    {
        if (!tag.is_string())
            fault ("tags", "must be a list of texts");
        tags.add (juce::String (tag.get<std::string>()));
    }
    patch.setProperty ("tags", tags.joinIntoString ("\n"), nullptr);

    juce::ValueTree nodes ("nodes"), cables ("cables"), macros ("macros");
    std::set<juce::String> ids;
    const auto& nodeList = listOf (json, "nodes");
    for (std::size_t i = 0; i < nodeList.size(); ++i)
        nodes.appendChild (readNode (catalogue, nodeList[i], at ("nodes", i), ids), nullptr);

    const auto& cableList = listOf (json, "cables");
    for (std::size_t i = 0; i < cableList.size(); ++i)
    {
        const auto place = at ("cables", i);
        requireObject (cableList[i], place);
        juce::ValueTree cable ("cable");
        readEnd (cable, catalogue, nodes, cableList[i], "from", place, true);
        readEnd (cable, catalogue, nodes, cableList[i], "to", place, false);
        cables.appendChild (cable, nullptr);
    }

    const auto& macroList = listOf (json, "macros");
    for (std::size_t i = 0; i < macroList.size(); ++i)
        macros.appendChild (readMacro (nodes, macroList[i], at ("macros", i)), nullptr);

    patch.appendChild (macros, nullptr);
    patch.appendChild (nodes, nullptr);
    patch.appendChild (cables, nullptr);
    return patch;
}

std::string writePatchJson (const juce::ValueTree& patch)
{
    Json json;
    json["format"] = formatName;
    json["version"] = currentVersion;
    for (const auto* key : texts)
        json[key] = patch[key].toString().toStdString();
    json["tags"] = Json::array();
    for (const auto& tag : juce::StringArray::fromLines (patch["tags"].toString()))
        json["tags"].push_back (tag.toStdString());

    json["macros"] = Json::array();
    for (const auto macro : patch.getChildWithName ("macros"))
    {
        Json item{ { "name", toJson (macro["name"]) },
                   { "value", toJson (macro["value"]) },
                   { "targets", Json::array() } };
        for (const auto target : macro)
            item["targets"].push_back ({ { "node", toJson (target["node"]) },
                                         { "parameter", toJson (target["parameter"]) },
                                         { "from", toJson (target["from"]) },
                                         { "to", toJson (target["to"]) } });
        json["macros"].push_back (item);
    }

    json["nodes"] = Json::array();
    for (const auto node : patch.getChildWithName ("nodes"))
    {
        Json item{ { "id", toJson (node["id"]) }, { "type", toJson (node["type"]) } };
        if (node.hasProperty ("x"))
            item["position"] = { toJson (node["x"]), toJson (node["y"]) };
        item["parameters"] = Json::object();
        for (const auto parameter : node.getChildWithName ("parameters"))
            item["parameters"][parameter["id"].toString().toStdString()] = toJson (parameter["value"]);
        json["nodes"].push_back (item);
    }

    json["cables"] = Json::array();
    for (const auto cable : patch.getChildWithName ("cables"))
        json["cables"].push_back ({ { "from", toJson (cable["from"]) }, { "to", toJson (cable["to"]) } });
    return json.dump (2) + "\n";
}

} // namespace spikegraph

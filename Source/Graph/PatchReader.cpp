#include "Graph/JsonText.h"
#include "Graph/PatchChecks.h"
#include "Graph/PatchJson.h"
#include "Graph/PatchMigration.h"
#include "Graph/Topology.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <string_view>

namespace spikegraph
{
namespace
{

std::string at (const std::string& place, const std::string& key)
{
    return place.empty() ? key : place + "." + key;
}

std::string at (const std::string& list, std::size_t index)
{
    return list + "[" + std::to_string (index) + "]";
}

juce::String toText (const std::string& text)
{
    return juce::String::fromUTF8 (text.data(), static_cast<int> (text.size()));
}

void requireObject (const Json& json, const std::string& place)
{
    if (!json.is_object())
        refuse (place, "must be an object, not " + std::string (json.type_name()));
}

/// A value of an object, or null where there is none.
const Json* find (const Json& object, const char* key)
{
    const auto found = object.find (key);
    return found == object.end() ? nullptr : &*found;
}

const Json& need (const Json& object, const char* key, const std::string& place)
{
    if (const auto* value = find (object, key))
        return *value;
    refuse (at (place, key), "is missing");
}

juce::String textIn (const Json& value, const std::string& place)
{
    if (!value.is_string())
        refuse (place, "must be text, not " + std::string (value.type_name()));
    return toText (value.get_ref<const std::string&>());
}

juce::String textOf (const Json& object, const char* key, const std::string& place)
{
    return textIn (need (object, key, place), at (place, key));
}

/// A number in the kind it is spelled in, whole or not.
juce::var numberIn (const Json& value, const std::string& place)
{
    if (!value.is_number())
        refuse (place, "must be a number, not " + std::string (value.type_name()));
    // What no signed number of 64 bits holds is kept as a real one.
    const auto isTooLarge =
        value.is_number_unsigned() &&
        value.get<std::uint64_t>() > std::uint64_t (std::numeric_limits<std::int64_t>::max());
    if (value.is_number_integer() && !isTooLarge)
        return static_cast<juce::int64> (value.get<std::int64_t>());
    return value.get<double>();
}

juce::var numberOf (const Json& object, const char* key, const std::string& place)
{
    return numberIn (need (object, key, place), at (place, key));
}

/// A list that may be left out, and must not be longer than a limit.
const Json& listOf (const Json& object, const char* key, const std::string& place, int limit)
{
    static const Json empty = Json::array();
    const auto* value = find (object, key);
    if (value == nullptr)
        return empty;
    if (!value->is_array())
        refuse (at (place, key), "must be a list, not " + std::string (value->type_name()));
    checkedAt (at (place, key), [&] { checkCount (value->size(), limit); });
    return *value;
}

/// Two numbers in a list, as the properties of a tree.
void readPair (juce::ValueTree& tree, const Json& pair, const std::string& place,
               std::pair<const char*, const char*> properties, const char* form, void (*check) (double))
{
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_number() || !pair[1].is_number())
        refuse (place, std::string ("must be ") + form);
    const auto first = numberIn (pair[0], place), second = numberIn (pair[1], place);
    for (const auto& number : { first, second })
        checkedAt (place, [&] { check (number); });
    tree.setProperty (properties.first, first, nullptr);
    tree.setProperty (properties.second, second, nullptr);
}

/// Keeps the keys that this version does not know.
void keepExtra (juce::ValueTree& tree, const Json& object, std::initializer_list<std::string_view> known)
{
    Json extra = Json::object();
    for (const auto& [key, value] : object.items())
        if (std::find (known.begin(), known.end(), key) == known.end())
            extra[key] = value;
    if (!extra.empty())
        tree.setProperty ("extra", toText (extra.dump()), nullptr);
}

/// Reads the parts of one patch; what has been read so far is what later parts may name.
class Reader
{
public:
    explicit Reader (const NodeCatalogue& catalogueToUse)
        : catalogue (catalogueToUse)
    {
    }

    juce::ValueTree read (const Json& json)
    {
        juce::ValueTree patch ("patch");
        for (const auto* key : { "name", "author", "description", "class" })
            patch.setProperty (key, find (json, key) == nullptr ? juce::String() : textOf (json, key, {}),
                               nullptr);
        juce::StringArray tags;
        for (const auto& tag : listOf (json, "tags", {}, 1000))
        {
            const auto place = at ("tags", static_cast<std::size_t> (tags.size()));
            tags.add (textIn (tag, place));
            checkedAt (place, [&] { checkTag (tags[tags.size() - 1]); });
        }
        patch.setProperty ("tags", tags.joinIntoString ("\n"), nullptr);
        keepExtra (patch, json,
                   { "format", "version", "name", "author", "description", "class", "tags", "macros", "nodes",
                     "cables", "comments" });

        // The tree has the order of the file; macros and cables are read once the nodes are known.
        auto nodes = readList (json, "nodes", patchLimits::nodes, &Reader::readNode);
        auto cables = readList (json, "cables", patchLimits::cables, &Reader::readCable);
        patch.appendChild (readList (json, "macros", patchLimits::macros, &Reader::readMacro), nullptr);
        patch.appendChild (nodes, nullptr);
        patch.appendChild (cables, nullptr);
        patch.appendChild (readList (json, "comments", patchLimits::comments, &Reader::readComment), nullptr);
        processingOrder (topologyOf (catalogue, nodes, cables));
        return patch;
    }

private:
    using ReadItem = juce::ValueTree (Reader::*) (const Json&, const std::string&);

    juce::ValueTree readList (const Json& json, const char* key, int limit, ReadItem readItem)
    {
        juce::ValueTree list (key);
        const auto& items = listOf (json, key, {}, limit);
        for (std::size_t i = 0; i < items.size(); ++i)
        {
            const auto place = at (key, i);
            requireObject (items[i], place);
            list.appendChild ((this->*readItem) (items[i], place), nullptr);
        }
        return list;
    }

    juce::ValueTree readNode (const Json& json, const std::string& place)
    {
        juce::ValueTree node ("node");
        const auto id = textOf (json, "id", place), typeId = textOf (json, "type", place);
        checkedAt (at (place, "id"), [&] { checkNodeId (id); });
        if (!nodeOfId.emplace (id, node).second)
            refuse (at (place, "id"), quoted (id) + " is the id of another node");
        node.setProperty ("id", id, nullptr);
        node.setProperty ("type", typeId, nullptr);
        if (find (json, "label") != nullptr)
            if (const auto label = textOf (json, "label", place); label.isNotEmpty())
                node.setProperty ("label", label, nullptr);
        if (const auto* position = find (json, "position"))
            readPair (node, *position, at (place, "position"), { "x", "y" }, "[x, y]", checkCoordinate);
        if (const auto* bypassed = find (json, "bypassed"))
        {
            if (!bypassed->is_boolean())
                refuse (at (place, "bypassed"),
                        "must be true or false, not " + std::string (bypassed->type_name()));
            if (bypassed->get<bool>())
                node.setProperty ("bypassed", true, nullptr);
        }
        juce::StringArray trainable;
        for (const auto& parameter : listOf (json, "trainable", place, 100))
            trainable.add (textIn (
                parameter, at (at (place, "trainable"), static_cast<std::size_t> (trainable.size()))));
        if (!trainable.isEmpty())
            node.setProperty ("trainable", trainable.joinIntoString ("\n"), nullptr);
        keepExtra (node, json, { "id", "type", "label", "position", "bypassed", "trainable", "parameters" });

        juce::ValueTree parameters ("parameters");
        if (const auto* given = find (json, "parameters"))
        {
            const auto inside = at (place, "parameters");
            requireObject (*given, inside);
            const auto* type = catalogue.find (typeId);
            for (const auto& [key, value] : given->items())
                parameters.appendChild (readParameter (type, toText (key), value, at (inside, key)), nullptr);
        }
        node.appendChild (parameters, nullptr);
        return node;
    }

    static juce::ValueTree readParameter (const NodeType* type, const juce::String& id, const Json& value,
                                          const std::string& place)
    {
        juce::ValueTree item ("parameter");
        item.setProperty ("id", id, nullptr);
        const auto* parameter = type == nullptr ? nullptr : type->findParameter (id);
        if (value.is_string())
            item.setProperty ("value", textIn (value, place), nullptr);
        else if (value.is_boolean())
            item.setProperty ("value", value.get<bool>(), nullptr);
        else if (value.is_number())
            item.setProperty ("value", numberIn (value, place), nullptr);
        else if (parameter == nullptr)
            item.setProperty ("json", toText (value.dump()), nullptr);
        else
            refuse (place, "must be a number or text, not " + std::string (value.type_name()));
        if (parameter != nullptr)
            checkedAt (place, [&] { checkParameter (*parameter, item["value"]); });
        return item;
    }

    juce::ValueTree readCable (const Json& json, const std::string& place)
    {
        juce::ValueTree cable ("cable");
        const auto* outlet = readEnd (cable, json, "from", place, PortSide::outlet);
        const auto* inlet = readEnd (cable, json, "to", place, PortSide::inlet);
        checkedAt (place, [&] { checkJoin (outlet, inlet); });
        if (!cableOfEnds.insert (cable["from"].toString() + " " + cable["to"].toString()).second)
            refuse (place, "there is a cable from " + quoted (cable["from"]) + " to " + quoted (cable["to"]) +
                               " before");
        keepExtra (cable, json, { "from", "to" });
        return cable;
    }

    const PortType* readEnd (juce::ValueTree& cable, const Json& json, const char* key,
                             const std::string& place, PortSide side)
    {
        const auto text = textOf (json, key, place);
        const auto end = splitCableEnd (text);
        cable.setProperty (key, text, nullptr);
        return checkedAt (at (place, key),
                          [&] { return checkCableEnd (catalogue, node (end.node), end, side); });
    }

    juce::ValueTree readMacro (const Json& json, const std::string& place)
    {
        juce::ValueTree macro ("macro");
        macro.setProperty ("name", textOf (json, "name", place), nullptr);
        macro.setProperty ("value", numberOf (json, "value", place), nullptr);
        checkedAt (at (place, "value"), [&] { checkMacroValue (macro["value"]); });
        keepExtra (macro, json, { "name", "value", "targets" });
        const auto& targets = listOf (json, "targets", place, patchLimits::targetsOfMacro);
        for (std::size_t i = 0; i < targets.size(); ++i)
        {
            const auto inside = at (at (place, "targets"), i);
            requireObject (targets[i], inside);
            macro.appendChild (readTarget (macro, targets[i], inside), nullptr);
        }
        return macro;
    }

    juce::ValueTree readTarget (const juce::ValueTree& macro, const Json& json, const std::string& place)
    {
        juce::ValueTree target ("target");
        const auto nodeId = textOf (json, "node", place), parameterId = textOf (json, "parameter", place);
        target.setProperty ("node", nodeId, nullptr);
        target.setProperty ("parameter", parameterId, nullptr);
        target.setProperty ("from", numberOf (json, "from", place), nullptr);
        target.setProperty ("to", numberOf (json, "to", place), nullptr);
        keepExtra (target, json, { "node", "parameter", "from", "to" });
        if (!node (nodeId).isValid())
            refuse (at (place, "node"), "there is no node " + quoted (nodeId));
        const auto* type = catalogue.find (node (nodeId)["type"]);
        if (const auto* parameter = type == nullptr ? nullptr : type->findParameter (parameterId))
            checkedMember (place, [&] { checkMacroTarget (*parameter, target["from"], target["to"]); });
        for (const auto other : macro)
            if (other["node"] == target["node"] && other["parameter"] == target["parameter"])
                refuse (place, quoted (nodeId + "." + parameterId) + " is a target before");
        return target;
    }

    /// As checkedAt, for a check that begins its reason with a key.
    template <typename Check>
    static void checkedMember (const std::string& place, Check&& check)
    {
        try
        {
            check();
        }
        catch (const InvalidValue& error)
        {
            refuse ({}, at (place, error.what()));
        }
    }

    juce::ValueTree readComment (const Json& json, const std::string& place)
    {
        juce::ValueTree comment ("comment");
        comment.setProperty ("text", textOf (json, "text", place), nullptr);
        readPair (comment, need (json, "position", place), at (place, "position"), { "x", "y" }, "[x, y]",
                  checkCoordinate);
        readPair (comment, need (json, "size", place), at (place, "size"), { "width", "height" },
                  "[width, height]", checkSize);
        keepExtra (comment, json, { "text", "position", "size" });
        return comment;
    }

    juce::ValueTree node (const juce::String& id) const
    {
        const auto found = nodeOfId.find (id);
        return found == nodeOfId.end() ? juce::ValueTree() : found->second;
    }

    const NodeCatalogue& catalogue;
    std::map<juce::String, juce::ValueTree> nodeOfId;
    std::set<juce::String> cableOfEnds;
};

int versionOf (const Json& json)
{
    if (!need (json, "version", {}).is_number())
        refuse ("version", "must be a number, not " + std::string (json["version"].type_name()));
    const auto version = json["version"].get<double>();
    if (version > patchVersion)
        refuse ("version", describe (version) + " is above " + std::to_string (patchVersion) +
                               ": the patch was made by a newer Spikegraph");
    if (!json["version"].is_number_integer() || version < 1.0)
        refuse ("version",
                describe (version) + " is no version: they are 1 to " + std::to_string (patchVersion));
    return static_cast<int> (version);
}

} // namespace

juce::ValueTree readPatchJson (const NodeCatalogue& catalogue, const std::string& text)
{
    auto json = parseJson (text);
    requireObject (json, "the patch");
    if (textOf (json, "format", {}) != "spikegraph-patch")
        refuse ("format", "must be \"spikegraph-patch\"");
    const auto version = versionOf (json);
    migratePatch (json);
    try
    {
        return Reader (catalogue).read (json);
    }
    catch (const InvalidValue& error)
    {
        // The place is that of the migrated patch, whose names need not be the file's.
        if (version < patchVersion)
            refuse ({}, std::string (error.what()) + " (read from version " + std::to_string (version) + ")");
        throw;
    }
}

} // namespace spikegraph

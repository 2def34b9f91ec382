#include "Graph/JsonText.h"
#include "Graph/PatchJson.h"

namespace spikegraph
{
namespace
{

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

/// The keys that were not known when the patch was read come last.
Json withExtra (Json object, const juce::ValueTree& tree)
{
    if (tree.hasProperty ("extra"))
        object.update (Json::parse (tree["extra"].toString().toStdString()));
    return object;
}

/// A list of the patch, each item written by `write`.
Json toList (const juce::ValueTree& list, Json (*write) (const juce::ValueTree&))
{
    auto items = Json::array();
    for (const auto item : list)
        items.push_back (withExtra (write (item), item));
    return items;
}

Json writeTarget (const juce::ValueTree& target)
{
    return { { "node", toJson (target["node"]) },
             { "parameter", toJson (target["parameter"]) },
             { "from", toJson (target["from"]) },
             { "to", toJson (target["to"]) } };
}

Json writeMacro (const juce::ValueTree& macro)
{
    return { { "name", toJson (macro["name"]) },
             { "value", toJson (macro["value"]) },
             { "targets", toList (macro, writeTarget) } };
}

Json writeNode (const juce::ValueTree& node)
{
    Json json{ { "id", toJson (node["id"]) }, { "type", toJson (node["type"]) } };
    if (node.hasProperty ("label"))
        json["label"] = toJson (node["label"]);
    if (node.hasProperty ("x"))
        json["position"] = { toJson (node["x"]), toJson (node["y"]) };
    if (node["bypassed"])
        json["bypassed"] = true;
    for (const auto& parameter : juce::StringArray::fromLines (node["trainable"].toString()))
        json["trainable"].push_back (parameter.toStdString());
    json["parameters"] = Json::object();
    for (const auto parameter : node.getChildWithName ("parameters"))
        json["parameters"][parameter["id"].toString().toStdString()] =
            parameter.hasProperty ("json") ? Json::parse (parameter["json"].toString().toStdString())
                                           : toJson (parameter["value"]);
    return json;
}

Json writeCable (const juce::ValueTree& cable)
{
    return { { "from", toJson (cable["from"]) }, { "to", toJson (cable["to"]) } };
}

Json writeComment (const juce::ValueTree& comment)
{
    return { { "text", toJson (comment["text"]) },
             { "position", { toJson (comment["x"]), toJson (comment["y"]) } },
             { "size", { toJson (comment["width"]), toJson (comment["height"]) } } };
}

} // namespace

std::string writePatchJson (const juce::ValueTree& patch)
{
    Json json{ { "format", "spikegraph-patch" }, { "version", patchVersion } };
    for (const auto* key : { "name", "author", "description", "class" })
        json[key] = toJson (patch[key]);
    json["tags"] = Json::array();
    for (const auto& tag : juce::StringArray::fromLines (patch["tags"].toString()))
        json["tags"].push_back (tag.toStdString());
    json["macros"] = toList (patch.getChildWithName ("macros"), writeMacro);
    json["nodes"] = toList (patch.getChildWithName ("nodes"), writeNode);
    json["cables"] = toList (patch.getChildWithName ("cables"), writeCable);
    if (const auto comments = patch.getChildWithName ("comments"); comments.getNumChildren() > 0)
        json["comments"] = toList (comments, writeComment);
    return withExtra (std::move (json), patch).dump (2) + "\n";
}

} // namespace spikegraph

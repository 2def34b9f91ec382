#include "Cli/Command.h"
#include "Cli/Patches.h"
#include "Core/Error.h"
#include "Files/AudioFile.h"
#include "Files/NpyFile.h"
#include "Nodes/FactoryNodes.h"

#include <nlohmann/json.hpp>

#include <cstdio>
#include <memory>

namespace spikegraph::cli
{
namespace
{

using Json = nlohmann::ordered_json;

Json infoOfPatch (const std::string& path)
{
    const auto patch = GraphModel::fromJson (nodeCatalogue(), readTextFile (path), juce::String (path));
    Json info{ { "kind", "patch" }, { "name", patch.name().toStdString() } };
    for (const auto* key : { "author", "class", "description" })
        info[key] = patch.state()[key].toString().toStdString();
    info["nodes"] = Json::array();
    for (const auto node : patch.nodes())
        info["nodes"].push_back (node["id"].toString().toStdString() + " (" +
                                 node["type"].toString().toStdString() + ")");
    info["cables"] = Json::array();
    for (const auto cable : patch.cables())
        info["cables"].push_back (cable["from"].toString().toStdString() + " -> " +
                                  cable["to"].toString().toStdString());
    info["macros"] = Json::array();
    for (const auto macro : patch.macros())
        info["macros"].push_back (macro["name"].toString().toStdString());
    return info;
}

Json infoOfArray (const std::string& path)
{
    NpyReader reader (path);
    return { { "kind", "array" }, { "dtype", name (reader.type()) }, { "shape", reader.shape() } };
}

Json infoOfAudio (const std::string& path)
{
    const auto facts = AudioReader (path).facts();
    return { { "kind", "audio" },
             { "format", facts.formatName.toStdString() },
             { "sampleRateHz", facts.sampleRateHz },
             { "channels", facts.channels },
             { "samples", facts.samples },
             { "durationSeconds", facts.durationSeconds() },
             { "bits", facts.bits },
             { "float", facts.isFloat } };
}

std::string asText (const Json& value)
{
    if (value.is_string())
        return value.get<std::string>();
    if (!value.is_array())
        return value.dump();
    std::string text;
    for (const auto& item : value)
        text += (text.empty() ? "" : ", ") + asText (item);
    return text;
}

void runInfo (const std::string& path, bool json)
{
    const auto extension = juce::String (std::filesystem::path (path).extension().string()).toLowerCase();
    const auto info = extension == ".spikegraph" ? infoOfPatch (path)
                      : extension == ".npy"      ? infoOfArray (path)
                                                 : infoOfAudio (path);
    if (json)
        std::printf ("%s\n", info.dump (2).c_str());
    else
        for (const auto& [key, value] : info.items())
            std::printf ("%-16s %s\n", key.c_str(), asText (value).c_str());
}

} // namespace

void addInfoCommand (CLI::App& app)
{
    auto* info = app.add_subcommand ("info", "what is in a patch, an audio file or an array");
    const auto path = std::make_shared<std::string>();
    const auto json = std::make_shared<bool> (false);
    info->add_option ("FILE", *path, "a .spikegraph, audio or .npy file")->required();
    info->add_flag ("--json", *json, "for programs");
    info->callback ([path, json] { runInfo (*path, *json); });
}

} // namespace spikegraph::cli

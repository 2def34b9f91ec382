#include "Cli/Command.h"
#include "Cli/Patches.h"
#include "Core/Error.h"
#include "Files/AudioFile.h"
#include "Files/NpyFile.h"
#include "Graph/JsonText.h"
#include "Nodes/FactoryNodes.h"
#include "SpikeFiles/ShdFile.h"

#include <algorithm>
#include <map>
#include <set>

#include <cstdio>
#include <memory>

namespace spikegraph::cli
{
namespace
{

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

Json infoOfSpikes (const std::string& path)
{
    const ShdReader reader (path);
    std::map<std::string, std::size_t> labels, speakers;
    std::set<double> ratesHz;
    Json centresHz = Json::array();
    std::size_t spikes = 0, silent = 0;
    double seconds = 0.0;
    int units = reader.facts().units;
    for (std::size_t i = 0; i < reader.size(); ++i)
    {
        const auto sample = reader.sample (i);
        ++labels[sample.label];
        ratesHz.insert (sample.sampleRateHz);
        centresHz = sample.spikes.centreHz; // the same for all
        ++speakers[sample.speaker];
        spikes += sample.spikes.timesSeconds.size();
        silent += sample.spikes.timesSeconds.empty() ? 1 : 0;
        seconds += sample.durationSeconds;
        for (const auto unit : sample.spikes.unitOfSpike)
            units = std::max (units, unit + 1);
    }
    return { { "kind", "spikes" },
             { "samples", reader.size() },
             { "units", units },
             { "spikes", spikes },
             { "samplesWithoutSpikes", silent },
             { "durationSeconds", seconds },
             { "bitsOfTime", reader.facts().bitsOfTime },
             { "sampleRateHz", ratesHz.size() == 1 ? Json (*ratesHz.begin()) : Json (ratesHz) },
             { "centresHz", centresHz },
             { "labels", labels },
             { "speakers", speakers } };
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
                      : extension == ".h5"       ? infoOfSpikes (path)
                                                 : infoOfAudio (path);
    if (json)
        std::printf ("%s\n", info.dump (2).c_str());
    else
        for (const auto& [key, value] : info.items())
            std::printf ("%-16s %s\n", key.c_str(), asText (value).c_str());
}

} // namespace

void describeInfo (const Command& info)
{
    const auto path = std::make_shared<std::string>();
    const auto json = std::make_shared<bool> (false);
    info.option ("FILE", *path, "a .spikegraph, audio, .npy or .h5 file").required();
    info.flag ("--json", *json, "for programs");
    info.runs ([path, json] { runInfo (*path, *json); });
}

} // namespace spikegraph::cli

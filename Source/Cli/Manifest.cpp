#include "Cli/Manifest.h"

#include "Cli/ContentHash.h"
#include "Graph/JsonText.h"

#include <algorithm>

namespace spikegraph::cli
{
namespace
{

/// What keras-spiking's model of energy takes for each: joules. Only the arithmetic is counted.
struct Device
{
    const char* name;
    bool isSpiking;
    double perSynapticOperation, perNeuronUpdate;
    const char* source;
};

constexpr Device devices[] = {
    { "cpu", false, 8.6e-9, 8.6e-9, "Degnan et al. 2016" },
    { "gpu", false, 0.3e-9, 0.3e-9, "Degnan et al. 2016" },
    { "arm", false, 0.9e-9, 0.9e-9, "Degnan et al. 2016" },
    { "loihi", true, 27.1e-12, 81e-12, "Davies et al. 2018" },
    { "spinnaker", true, 13.3e-9, 26e-9, "Hoeppner et al. 2019" },
    { "spinnaker2", true, 450e-12, 2.19e-9, "Hoeppner et al. 2019" },
};

/// The most spikes that one unit has in the whole file, a second.
double peakRateHz (const SpikeTrains& trains)
{
    std::vector<double> counts (static_cast<std::size_t> (std::max (1, trains.units)));
    for (const auto& event : trains.events)
        counts[static_cast<std::size_t> (event.unit)] += std::abs (event.count);
    return *std::max_element (counts.begin(), counts.end()) / trains.durationSeconds();
}

/// Of the nodes that have one, as the patch gives it; each file's are mixed with its name.
Json seedsOf (const GraphModel& patch)
{
    auto seeds = Json::object();
    for (const auto node : patch.nodes())
        if (const auto* type = patch.catalogue().find (node["type"]);
            type != nullptr && type->findParameter ("seed") != nullptr)
            seeds[node["id"].toString().toStdString()] =
                static_cast<std::int64_t> (patch.number ({ node["id"], "seed" }));
    return seeds;
}

} // namespace

Manifest::Manifest (const BulkOptions& optionsOfCommand, const GraphModel& patchThatEncodes,
                    const BulkPlan& planToDescribe)
    : options (optionsOfCommand)
    , patch (patchThatEncodes)
    , plan (planToDescribe)
    , files (plan.tasks.size())
{
}

void Manifest::take (std::size_t index, const Encoded& encoded)
{
    if (options.report.empty())
        return;
    const auto& trains = encoded.trains;
    auto& file = files[index];
    file.hash = contentHash (plan.tasks[index].input);
    file.units = trains.units;
    file.durationSeconds = trains.durationSeconds();
    file.spikes = static_cast<double> (trains.spikes());
    file.unitSteps = static_cast<double> (trains.steps) * trains.units;
    if (file.unitSteps > 0.0)
    {
        file.meanRateHz = file.spikes / trains.units / file.durationSeconds;
        file.peakRateHz = peakRateHz (trains);
        file.sparsity = 1.0 - static_cast<double> (trains.events.size()) / file.unitSteps;
    }
    file.reconstructionSiSdrDecibels = encoded.reconstructionSiSdrDecibels;
    file.replacedSamples = encoded.replacedSamples;
}

std::string Manifest::text (const BulkOutcome& outcome) const
{
    Json json{ { "spikegraph", SPIKEGRAPH_VERSION },
               { "patch", patch.name().toStdString() },
               { "patchHash", contentHashOf (patch.toJson()) },
               { "seeds", seedsOf (patch) },
               { "output", options.output } };
    double seconds = 0.0, spikes = 0.0, updates = 0.0;
    Json list = Json::array();
    for (std::size_t i = 0; i < files.size(); ++i)
    {
        const auto& file = files[i];
        Json item{ { "input", plan.tasks[i].input.string() } };
        if (!outcome.isDone[i])
        {
            item["error"] = outcome.errors[i].empty() ? "interrupted" : outcome.errors[i];
            list.push_back (item);
            continue;
        }
        item["hash"] = file.hash;
        item["durationSeconds"] = file.durationSeconds;
        item["units"] = file.units;
        item["spikes"] = file.spikes;
        item["meanRateHz"] = file.meanRateHz;
        item["peakRateHz"] = file.peakRateHz;
        item["sparsity"] = file.sparsity;
        if (file.reconstructionSiSdrDecibels)
            item["reconstructionSiSdrDecibels"] = *file.reconstructionSiSdrDecibels;
        if (file.replacedSamples > 0)
            item["replacedSamples"] = file.replacedSamples;
        list.push_back (item);
        seconds += file.durationSeconds;
        spikes += file.spikes;
        updates += file.unitSteps;
    }
    json["totals"] = { { "files", outcome.done }, { "durationSeconds", seconds }, { "spikes", spikes } };

    Json energy{
        { "note",
          "Estimates of a device's arithmetic only, for the spiking units themselves, each of which passes "
          "its spikes to one synapse: joules for all files." }
    };
    for (const auto& device : devices)
        energy[device.name] = { { "joules",
                                  device.perNeuronUpdate * updates +
                                      device.perSynapticOperation * (device.isSpiking ? spikes : updates) },
                                { "source", device.source } };
    json["energy"] = energy;
    json["files"] = list;
    return json.dump (2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace spikegraph::cli

#include "Cli/RenderReport.h"

#include "Graph/JsonText.h"
#include "Plot/Counted.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace spikegraph::cli
{

double decibels (double linear) noexcept
{
    return std::max (-200.0, 20.0 * std::log10 (linear));
}

std::string renderReport (const std::string& patchName, const BulkPlan& plan, const BulkOutcome& outcome,
                          const std::vector<RenderResult>& results)
{
    Json json{ { "spikegraph", SPIKEGRAPH_VERSION }, { "patch", patchName }, { "files", Json::array() } };
    for (std::size_t i = 0; i < results.size(); ++i)
    {
        const auto& result = results[i];
        const auto& task = plan.tasks[i];
        Json file{ { "input", task.input.string() }, { "output", task.output.string() } };
        if (!outcome.isDone[i])
        {
            file["error"] = outcome.errors[i].empty() ? "interrupted" : outcome.errors[i];
            json["files"].push_back (file);
            continue;
        }
        file["sampleRateHz"] = result.facts.sampleRateHz;
        file["channels"] = result.facts.channels;
        file["durationSeconds"] = result.facts.durationSeconds();
        file["outputSeconds"] = result.outputSeconds;
        file["input_dB"] = { { "peak", decibels (result.inputLevel.peak) },
                             { "rms", decibels (result.inputLevel.rms) } };
        file["output_dB"] = { { "peak", decibels (result.outputLevel.peak) },
                              { "rms", decibels (result.outputLevel.rms) } };
        file["spikes"] = Json::array();
        for (const auto& count : result.spikes)
            file["spikes"].push_back ({ { "node", count.node },
                                        { "units", count.units },
                                        { "spikes", count.spikes },
                                        { "meanRateHz", count.meanRateHz } });
        file["clippedSamples"] = result.clippedSamples;
        file["replacedSamples"] = result.replacedSamples;
        file["elapsedSeconds"] = result.elapsedSeconds;
        json["files"].push_back (file);
    }
    if (!plan.skipped.empty())
        json["skipped"] = plan.skipped.size();
    return json.dump (2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string summaryOf (const RenderResult& result)
{
    char text[256];
    std::snprintf (text, sizeof (text), "%.2f s, level %.1f -> %.1f dB RMS, peak %.1f dB, %.0f x real time",
                   result.outputSeconds, decibels (result.inputLevel.rms), decibels (result.outputLevel.rms),
                   decibels (result.outputLevel.peak),
                   result.outputSeconds / std::max (1e-9, result.elapsedSeconds));
    std::string summary = result.output.string() + ": " + text;
    for (const auto& count : result.spikes)
    {
        std::snprintf (text, sizeof (text), ", %.1f Hz each", count.meanRateHz);
        summary += ", " + count.node + ": " + counted (count.spikes, "spike") + " of " +
                   counted (count.units, "unit") + text;
    }
    return summary;
}

} // namespace spikegraph::cli

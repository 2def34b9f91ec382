#include "Cli/TrainReport.h"

#include "Cli/ReportPages.h"
#include "Plot/LineChart.h"

#include <nlohmann/json.hpp>

#include <cstdio>

namespace spikegraph::cli
{
namespace
{

nlohmann::json toJson (const Evaluation& evaluation)
{
    return { { "loss", evaluation.loss },
             { "siSdrDecibels", evaluation.siSdrDecibels },
             { "rateHz", evaluation.rateHz } };
}

nlohmann::json toJson (const TrainReport::Point& point)
{
    auto json = toJson (point.evaluation);
    json["step"] = point.step;
    return json;
}

} // namespace

void TrainReport::add (Index step, const Evaluation& evaluation)
{
    curve.push_back ({ step, evaluation });
    std::printf ("step %lld  loss %.6g  SI-SDR %.2f dB", static_cast<long long> (step), evaluation.loss,
                 evaluation.siSdrDecibels);
    if (evaluation.rateHz > 0.0)
        std::printf ("  rate %.2f Hz", evaluation.rateHz);
    std::printf ("\n");
    std::fflush (stdout);
}

void TrainReport::printHeldOut() const
{
    std::printf ("held out: SI-SDR %.2f dB before, %.2f dB after", heldOutBefore.siSdrDecibels,
                 heldOutAfter.siSdrDecibels);
    if (heldOutAfter.rateHz > 0.0)
        std::printf (", rate %.1f Hz before, %.1f Hz after", heldOutBefore.rateHz, heldOutAfter.rateHz);
    std::printf ("\n");
}

std::string TrainReport::json() const
{
    auto points = nlohmann::json::array();
    for (const auto& point : curve)
        points.push_back (toJson (point));
    return nlohmann::json{
        { "steps", steps },
        { "stopped", wasStopped },
        { "validated", isValidated },
        { "before", points.front() },
        { "heldOut", { { "before", toJson (heldOutBefore) }, { "after", toJson (heldOutAfter) } } },
        { "best", toJson (best) },
        { "curve", points }
    }.dump (2) +
           "\n";
}

std::string TrainReport::picture (const std::string& title) const
{
    LineChart loss{ .title = "Loss", .colour = &Theme::error },
        siSdr{ .title = "SI-SDR", .unit = "dB", .colour = &Theme::audio },
        rate{ .title = "Mean firing rate of a unit", .unit = "Hz" };
    bool hasRates = false;
    for (const auto& [step, evaluation] : curve)
    {
        const auto x = static_cast<double> (step);
        loss.points.push_back ({ x, evaluation.loss });
        siSdr.points.push_back ({ x, evaluation.siSdrDecibels });
        rate.points.push_back ({ x, evaluation.rateHz });
        hasRates = hasRates || evaluation.rateHz > 0.0;
    }
    std::vector<LineChart> charts{ loss, siSdr };
    if (hasRates)
        charts.push_back (rate);
    return pngOf (drawLineCharts (juce::String (title), charts, "Step", Theme::dark(), 1000, 1.0f));
}

} // namespace spikegraph::cli

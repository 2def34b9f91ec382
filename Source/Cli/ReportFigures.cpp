#include "Cli/ReportFigures.h"

#include <utility>

namespace spikegraph::cli
{

void ReportFigures::add (FileFigures figures, const SpikeSummary& summary)
{
    const auto place = files.size();
    if (figures.error.empty())
    {
        figures.seconds = summary.seconds;
        figures.spikes = summary.spikes();
        figures.meanRateHz = summary.meanRateHz();
        figures.peakRateHz = summary.peakRateHz;
        for (auto* group : { &all, &classes[figures.className] })
        {
            group->summary.add (summary);
            group->files.push_back (place);
        }
    }
    files.push_back (std::move (figures));
}

std::vector<BarChart> ReportFigures::charts() const
{
    auto list = chartsOf (all);
    if (classes.size() > 1)
    {
        std::vector<std::pair<juce::String, double>> rates, counts;
        for (const auto& [name, group] : classes)
        {
            rates.emplace_back (juce::String (name), group.summary.meanRateHz());
            counts.emplace_back (juce::String (name), static_cast<double> (group.files.size()));
        }
        auto ofCounts = chartOfNames ("Files of each class", "", counts);
        ofCounts.colour = &Theme::audio;
        list.insert (list.begin(),
                     { chartOfNames ("Mean firing rate of a unit, by class", "Hz", rates), ofCounts });
    }
    return list;
}

std::vector<BarChart> ReportFigures::chartsOf (const GroupFigures& group) const
{
    std::vector<double> seconds, spikes;
    for (const auto place : group.files)
    {
        seconds.push_back (files[place].seconds);
        spikes.push_back (files[place].spikes);
    }
    auto ofSpikes = chartOfValues ("Spikes in a file", "Spikes", spikes);
    ofSpikes.colour = &Theme::spikes;
    return { chartOfUnitRates (group.summary), chartOfIntervals (group.summary),
             chartOfValues ("How long the files are", "Seconds", seconds), ofSpikes };
}

} // namespace spikegraph::cli

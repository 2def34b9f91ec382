#include "Cli/Recordings.h"

#include "Cli/FileLabels.h"

#include <algorithm>

namespace spikegraph::cli
{

SoundRecordings::SoundRecordings (const GraphModel& patchToRun, const PlotSource& sourceToRead,
                                  const std::vector<BulkTask>& tasksToRead, const std::string& labelsOfFiles)
    : patch (patchToRun)
    , source (sourceToRead)
    , tasks (tasksToRead)
{
    const FileLabels labels (labelsOfFiles);
    classes.reserve (tasks.size());
    for (const auto& task : tasks)
        classes.push_back (labels.of (task.input).label);
}

std::string SoundRecordings::origin() const
{
    return "through " + patch.name().toStdString();
}

DatasetRecordings::DatasetRecordings (std::filesystem::path fileToRead)
    : file (std::move (fileToRead))
    , reader (file)
    , units (reader.facts().units)
{
    for (std::size_t i = 0; i < reader.size(); ++i)
    {
        const auto sample = reader.sample (i);
        classes.push_back (sample.label);
        names.emplace_back (sample.fileName.empty() ? "sample " + std::to_string (i) : sample.fileName);
        for (const auto unit : sample.spikes.unitOfSpike)
            units = std::max (units, unit + 1);
    }
}

ShdSample DatasetRecordings::sampleAt (std::size_t index) const
{
    const std::scoped_lock lock (reading);
    return reader.sample (index);
}

PlotData DatasetRecordings::read (std::size_t index,
                                  const std::function<void (double, double)>& advance) const
{
    const auto sample = sampleAt (index);
    const auto& times = sample.spikes.timesSeconds;
    PlotData data;
    data.title = juce::String (nameOf (index).string() + ": " + classOf (index));
    data.units = units;
    data.durationSeconds = sample.durationSeconds;
    if (!times.empty() && !(data.durationSeconds > 0.0)) // other programs do not write it
        data.durationSeconds = *std::max_element (times.begin(), times.end());
    for (std::size_t i = 0; i < times.size(); ++i)
        data.spikes.push_back ({ times[i], sample.spikes.unitOfSpike[i] });
    advance (data.durationSeconds, data.durationSeconds);
    return data;
}

bool isDataset (const std::filesystem::path& file)
{
    const auto extension = juce::String (file.extension().string()).toLowerCase();
    return extension == ".h5" || extension == ".hdf5";
}

} // namespace spikegraph::cli

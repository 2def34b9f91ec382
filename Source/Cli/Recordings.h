#pragma once

#include "Cli/BulkOptions.h"
#include "Cli/PlotSource.h"
#include "SpikeFiles/ShdFile.h"

#include <mutex>
#include <string>
#include <vector>

namespace spikegraph::cli
{

/// What a report is on: recordings of a name and a class each, and their spikes.
class Recordings
{
public:
    virtual ~Recordings() = default;

    virtual std::string classOf (std::size_t index) const = 0;
    virtual std::filesystem::path nameOf (std::size_t index) const = 0;
    /// Throws as PlotSource::read does. [any thread; many side by side]
    virtual PlotData read (std::size_t index, const std::function<void (double, double)>& advance) const = 0;
    /// "through Cochlea 64": where the spikes of all come from.
    virtual std::string origin() const = 0;
};

/// Audio files that go through a patch, and arrays of spikes. All that is given must outlive it.
class SoundRecordings : public Recordings
{
public:
    /// Labels are as FileLabels takes them. Throws as it does.
    SoundRecordings (const GraphModel& patch, const PlotSource& source, const std::vector<BulkTask>& tasks,
                     const std::string& labels);

    std::string classOf (std::size_t index) const override { return classes[index]; }
    std::filesystem::path nameOf (std::size_t index) const override { return tasks[index].input; }
    PlotData read (std::size_t index, const std::function<void (double, double)>& advance) const override
    {
        return source.read (tasks[index].input, advance);
    }
    std::string origin() const override;

private:
    const GraphModel& patch;
    const PlotSource& source;
    const std::vector<BulkTask>& tasks;
    std::vector<std::string> classes;
};

/// The samples of a dataset in the SHD layout.
class DatasetRecordings : public Recordings
{
public:
    /// Throws std::runtime_error as ShdReader does.
    explicit DatasetRecordings (std::filesystem::path fileToRead);

    std::size_t size() const noexcept { return reader.size(); }
    std::string classOf (std::size_t index) const override { return classes[index]; }
    std::filesystem::path nameOf (std::size_t index) const override { return names[index]; }
    PlotData read (std::size_t index, const std::function<void (double, double)>& advance) const override;
    std::string origin() const override { return "from " + file.filename().string(); }

private:
    ShdSample sampleAt (std::size_t index) const;

    std::filesystem::path file;
    ShdReader reader;
    mutable std::mutex reading; ///< HDF5 is not for two threads at once
    std::vector<std::string> classes;
    std::vector<std::filesystem::path> names;
    int units = 0; ///< the most of any sample, where the file does not say
};

/// Whether a file's name is that of a dataset.
bool isDataset (const std::filesystem::path& file);

} // namespace spikegraph::cli

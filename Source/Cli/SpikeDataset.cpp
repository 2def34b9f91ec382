#include "Cli/SpikeDataset.h"

#include "Cli/CommandError.h"
#include "Cli/FileLabels.h"
#include "Cli/Split.h"
#include "Core/Error.h"
#include "Core/ParseNumber.h"
#include "Files/PendingFile.h"
#include "SpikeFiles/ShdFile.h"

#include <optional>
#include <utility>

namespace spikegraph::cli
{
namespace
{

namespace fs = std::filesystem;

/// "digits.h5" and the part "test": "digits_test.h5".
fs::path pathOfPart (const fs::path& path, const std::string& part)
{
    return path.parent_path() / (path.stem().string() + "_" + part + path.extension().string());
}

/// From the fields of --labels that are so called.
ShdSpeaker speakerOf (const FileLabel& label, const fs::path& file)
{
    const auto field = [&] (const char* name)
    {
        const auto found = label.fields.find (name);
        return found == label.fields.end() ? std::string() : found->second;
    };
    const auto numberOf = [&] (const char* name)
    {
        const auto text = field (name);
        try
        {
            return text.empty() ? std::numeric_limits<double>::quiet_NaN() : parseNumber (text);
        }
        catch (const InvalidValue& error)
        {
            throw CommandError (ExitCode::wrongArguments, "--labels: " + std::string (name) + " of " +
                                                              file.string() + ": " + error.what());
        }
    };
    return { field ("gender"), numberOf ("body_height"), numberOf ("age") };
}

} // namespace

/// A dataset of all recordings, or of those that a split takes.
class SpikeDataset::Part
{
public:
    Part (const fs::path& path, bool overwrite)
        : pending (path, overwrite)
    {
    }

    void add (const ShdSample& sample, const ShdFacts& facts)
    {
        if (!writer)
            writer.emplace (pending.path(), pending.target(), facts);
        writer->add (sample);
        samplesWithoutSpikes += sample.spikes.timesSeconds.empty() ? 1 : 0;
    }

    void close()
    {
        if (!writer)
            return; // all of its recordings have failed
        writer->close();
        pending.commit();
        if (samplesWithoutSpikes > 0)
            std::fprintf (stderr,
                          "spikegraph: %s: %zu samples have no spikes, which some readers do not take\n",
                          pending.target().c_str(), samplesWithoutSpikes);
    }

private:
    PendingFile pending;
    std::optional<ShdWriter> writer;
    std::size_t samplesWithoutSpikes = 0;
};

struct SpikeDataset::Recording
{
    BulkTask task;
    FileLabel label;
    ShdSpeaker speaker;
    std::size_t part = 0;
};

SpikeDataset::SpikeDataset (DatasetOptions optionsToUse, const BulkPlan& plan)
    : options (std::move (optionsToUse))
    , encoded (plan.tasks.size())
{
    const std::vector<Split> splits (options.splits.begin(), options.splits.end());
    const FileLabels labels (options.labels);
    std::vector<std::size_t> taken (splits.size() + 1);
    for (const auto& task : plan.tasks)
    {
        auto& recording = recordings.emplace_back (Recording{ task, labels.of (task.input), {} });
        recording.speaker = speakerOf (recording.label, task.input);
        while (recording.part < splits.size() && !splits[recording.part].takes (recording.label.fields))
            ++recording.part;
        ++taken[recording.part];
    }
    for (std::size_t i = 0; i < splits.size(); ++i)
        if (taken[i] == 0)
            throw CommandError (ExitCode::wrongArguments,
                                "--split " + splits[i].text() + ": takes none of the recordings");
    for (const auto& split : splits)
        parts.push_back (
            std::make_unique<Part> (pathOfPart (options.output, split.part()), options.overwrite));
    if (taken.back() > 0)
        parts.push_back (std::make_unique<Part> (options.output, options.overwrite));
}

SpikeDataset::~SpikeDataset() = default;

void SpikeDataset::write (std::size_t index)
{
    const auto trains = std::exchange (encoded[index], {});
    const auto& recording = recordings[index];
    ShdSample sample;
    sample.spikes = listed (trains, options.policy);
    sample.label = recording.label.label;
    sample.speaker = recording.label.speaker;
    sample.ofSpeaker = recording.speaker;
    sample.fileName = recording.task.input.filename().string();
    sample.durationSeconds = trains.durationSeconds();
    sample.sampleRateHz = trains.stepsPerSecond;
    sample.index = static_cast<std::int64_t> (recording.task.place);
    parts[recording.part]->add (sample, { options.bitsOfTime, sample.spikes.units, options.configuration });
}

void SpikeDataset::close()
{
    for (const auto& part : parts)
        part->close();
}

} // namespace spikegraph::cli

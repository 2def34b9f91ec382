#include "Cli/BulkRun.h"
#include "Cli/EncodeJob.h"
#include "Cli/FileLabels.h"
#include "Cli/Manifest.h"
#include "Cli/Patches.h"
#include "Core/Error.h"
#include "Files/PendingFile.h"
#include "SpikeFiles/ShdFile.h"

#include <nlohmann/json.hpp>

#include <map>
#include <memory>
#include <optional>

namespace spikegraph::cli
{
namespace
{

namespace fs = std::filesystem;

struct Options
{
    PatchOptions patch;
    BulkOptions bulk;
    EncodeOptions encode;
    SpikePolicy policy;
    std::string tap, labels, polarity = "onoff", several = "repeat", times = "float32";
};

SpikePolicy policyOf (const Options& o)
{
    static const std::map<std::string, SpikePolicy::Sign> signs{ { "onoff", SpikePolicy::Sign::onOff },
                                                                 { "drop", SpikePolicy::Sign::drop },
                                                                 { "abs", SpikePolicy::Sign::magnitude } };
    return { signs.at (o.polarity),
             o.several == "one" ? SpikePolicy::Several::one : SpikePolicy::Several::repeat };
}

/// All that the spikes depend on but the sounds, so that the dataset can be made again.
std::string configurationOf (const Options& o, const GraphModel& patch)
{
    nlohmann::ordered_json json{ { "spikegraph", SPIKEGRAPH_VERSION },
                                 { "tap", o.encode.tap.toStdString() },
                                 { "polarity", o.polarity },
                                 { "multi", o.several },
                                 { "labels", o.labels } };
    if (o.encode.sampleRateHz > 0.0)
        json["rate"] = o.encode.sampleRateHz;
    json["patch"] = nlohmann::ordered_json::parse (patch.toJson());
    return json.dump();
}

std::string summaryOf (const BulkTask& task, const SpikeTrains& trains)
{
    char text[160];
    std::snprintf (text, sizeof text, ": %.2f s, %lld spikes of %d units, %.1f Hz each",
                   trains.durationSeconds(), static_cast<long long> (trains.spikes()), trains.units,
                   trains.steps > 0
                       ? static_cast<double> (trains.spikes()) / trains.units / trains.durationSeconds()
                       : 0.0);
    return task.input.string() + text;
}

/// One dataset of all inputs.
class Dataset
{
public:
    Dataset (const Options& optionsToUse, const GraphModel& patch, const BulkPlan& planToFill)
        : o (optionsToUse)
        , plan (planToFill)
        , configuration (configurationOf (o, patch))
        , labels (o.labels)
        , pending (o.bulk.output, o.bulk.overwrite)
        , encoded (plan.tasks.size())
    {
        for (const auto& task : plan.tasks)
            labels.of (task.input); // a name without a label is found before hours of work
    }

    void take (std::size_t index, SpikeTrains trains) { encoded[index] = std::move (trains); }

    void write (std::size_t index, const std::string& error)
    {
        if (!error.empty())
            return;
        const auto& trains = encoded[index];
        const auto& task = plan.tasks[index];
        const auto label = labels.of (task.input);
        ShdSample sample;
        sample.spikes = listed (trains, o.policy);
        sample.label = label.label;
        sample.speaker = label.speaker;
        sample.fileName = task.input.filename().string();
        sample.durationSeconds = trains.durationSeconds();
        sample.index = static_cast<std::int64_t> (task.place);
        samplesWithoutSpikes += sample.spikes.timesSeconds.empty() ? 1 : 0;
        if (!writer)
            writer.emplace (pending.path(), pending.target(),
                            ShdFacts{ std::stoi (o.times.substr (5)), sample.spikes.units,
                                      trains.stepsPerSecond, configuration });
        writer->add (sample);
        encoded[index] = {};
    }

    void close()
    {
        writer->close();
        pending.commit();
        if (samplesWithoutSpikes > 0)
            std::fprintf (stderr,
                          "spikegraph: %s: %zu samples have no spikes, which some readers do not take\n",
                          o.bulk.output.c_str(), samplesWithoutSpikes);
    }

private:
    const Options& o;
    const BulkPlan& plan;
    std::string configuration;
    FileLabels labels;
    PendingFile pending;
    std::optional<ShdWriter> writer;
    std::vector<SpikeTrains> encoded; ///< that are not written yet
    std::size_t samplesWithoutSpikes = 0;
};

/// A line a spike event: time in seconds, unit, and how many at once, below zero for negative ones.
std::string csvOf (const SpikeTrains& trains)
{
    std::string text = "time,unit,count\n";
    char line[80];
    for (const auto& event : trains.events)
    {
        std::snprintf (line, sizeof line, "%.9f,%d,%d\n",
                       static_cast<double> (event.step) / trains.stepsPerSecond, event.unit, event.count);
        text += line;
    }
    return text;
}

bool isDataset (const std::string& output)
{
    const auto extension = juce::String (fs::path (output).extension().string()).toLowerCase();
    return extension == ".h5" || extension == ".hdf5";
}

void runEncode (Options o)
{
    o.policy = policyOf (o);
    const auto patch = loadRunnablePatch (o.patch);
    o.encode.tap = spikeNodeOf (patch, juce::String (o.tap));
    const bool isOneFile = isDataset (o.bulk.output);
    const auto plan =
        isOneFile ? planOneFile (o.bulk) : planBulk (o.bulk, { { ".csv" }, patch.name().toStdString() });
    if (o.bulk.dryRun)
        return printPlan (plan);
    if (plan.tasks.empty())
        return;
    std::optional<Dataset> dataset;
    if (isOneFile)
        dataset.emplace (o, patch, plan);

    Manifest manifest (o.bulk, patch, plan);
    BulkWork work;
    work.forEach = [&] (BulkItem& item)
    {
        auto encoded = encodeFile (withSeedsOf (patch, item.task.input), item.task.input, o.encode,
                                   [&] (double done, double total) { item.advance (done, total); });
        item.summary = summaryOf (item.task, encoded.trains);
        manifest.take (item.index, encoded);
        if (dataset)
            dataset->take (item.index, std::move (encoded.trains));
        else
            writeFile (item.task.output, o.bulk.overwrite, csvOf (encoded.trains));
    };
    if (dataset)
        work.inOrder = [&] (std::size_t index, const std::string& error) { dataset->write (index, error); };
    const auto outcome = runBulk (plan, o.bulk, work);
    if (dataset && outcome.done > 0 && !outcome.interrupted)
        dataset->close();
    if (outcome.done > 0)
        writeBulkReport (o.bulk, manifest.text (outcome));
    outcome.requireAllDone (isOneFile ? "nothing was written"
                                      : "the same command with --skip-existing goes on");
}

} // namespace

void addEncodeCommand (CLI::App& app)
{
    const auto o = std::make_shared<Options>();
    auto* encode = app.add_subcommand ("encode", "turn audio files into spikes: a dataset, or a file each");
    addPatchOptions (*encode, o->patch);
    addBulkOptions (*encode, o->bulk,
                    "a .h5 file of all inputs in the SHD layout, a .csv file, or a folder of them");
    encode->add_option ("--tap", o->tap,
                        "the node whose spikes are taken; the first that spikes when left out");
    encode->add_option (
        "--labels", o->labels,
        "where label and speaker are in a file's name, such as {label}_{speaker}_{index}; the "
        "label is the folder's name when left out");
    encode
        ->add_option (
            "--polarity", o->polarity,
            "negative spikes of unit k: onoff makes them unit k + units, drop and abs do what they say")
        ->check (CLI::IsMember ({ "onoff", "drop", "abs" }))
        ->capture_default_str();
    encode->add_option ("--multi", o->several, "several spikes in a step: repeat, or one")
        ->check (CLI::IsMember ({ "repeat", "one" }))
        ->capture_default_str();
    encode->add_option ("--times", o->times, "of a dataset, in seconds: float16, float32 or float64")
        ->check (CLI::IsMember ({ "float16", "float32", "float64" }))
        ->capture_default_str();
    encode
        ->add_option ("--rate", o->encode.sampleRateHz,
                      "Hz that the patch runs at; as the input when left out")
        ->check (CLI::Range (1000.0, 768000.0));
    encode->add_option ("--block-size", o->encode.blockSamples, "samples at a time; changes no bit")
        ->check (CLI::Range (1, 1 << 20))
        ->capture_default_str();
    encode->callback ([o] { runEncode (*o); });
}

} // namespace spikegraph::cli

#include "Cli/BulkRun.h"
#include "Cli/Command.h"
#include "Cli/CommandError.h"
#include "Cli/EncodeJob.h"
#include "Cli/Manifest.h"
#include "Cli/Patches.h"
#include "Cli/Recordings.h"
#include "Cli/SpikeDataset.h"
#include "Cli/SpikeTrainFiles.h"
#include "Graph/JsonText.h"
#include "Plot/Counted.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>

namespace spikegraph::cli
{
namespace
{

namespace fs = std::filesystem;

struct EncodeArguments
{
    PatchOptions patch;
    BulkOptions bulk;
    EncodeOptions encode;
    std::vector<std::string> splits;
    std::string tap, labels, polarity = "onoff", several = "repeat", times = "float32",
                             unitOrder = "ascending", format;
    bool isDense = false;
};

SpikePolicy policyOf (const EncodeArguments& o)
{
    static const std::map<std::string, SpikePolicy::Sign> signs{ { "onoff", SpikePolicy::Sign::onOff },
                                                                 { "drop", SpikePolicy::Sign::drop },
                                                                 { "abs", SpikePolicy::Sign::magnitude } };
    return { signs.at (o.polarity),
             o.several == "one" ? SpikePolicy::Several::one : SpikePolicy::Several::repeat,
             o.unitOrder == "descending" };
}

/// With it and the sounds the dataset can be made again.
std::string configurationOf (const EncodeArguments& o, const GraphModel& patch)
{
    Json json{ { "spikegraph", SPIKEGRAPH_VERSION },
               { "tap", o.encode.tap.toStdString() },
               { "polarity", o.polarity },
               { "multi", o.several },
               { "unitOrder", o.unitOrder },
               { "labels", o.labels },
               { "split", o.splits } };
    if (o.encode.sampleRateHz > 0.0)
        json["rate"] = o.encode.sampleRateHz;
    json["patch"] = Json::parse (patch.toJson());
    return json.dump();
}

std::string summaryOf (const BulkTask& task, const SpikeTrains& trains)
{
    char text[160];
    std::snprintf (text, sizeof text, ": %.2f s, %s of %s, %.1f Hz each", trains.durationSeconds(),
                   counted (trains.spikes(), "spike").c_str(), counted (trains.units, "unit").c_str(),
                   trains.steps > 0
                       ? static_cast<double> (trains.spikes()) / trains.units / trains.durationSeconds()
                       : 0.0);
    return task.input.string() + text;
}

/// What a recording can become, the first of which is what it becomes in a folder.
OutputKind kindOf (const EncodeArguments& o, const GraphModel& patch)
{
    auto extensions = trainFileExtensions();
    if (!o.format.empty())
        std::rotate (extensions.begin(), std::find (extensions.begin(), extensions.end(), "." + o.format),
                     extensions.end());
    return { extensions, patch.name().toStdString() };
}

void runEncode (EncodeArguments o)
{
    const auto patch = loadRunnablePatch (o.patch);
    o.encode.tap = spikeNodeOf (patch, juce::String (o.tap));
    if (o.encode.measuresReconstruction && o.bulk.report.empty())
        throw CommandError (ExitCode::wrongArguments, "--reconstruction: needs --report to say it in");
    const bool isOneFile = isDataset (o.bulk.output);
    if (!isOneFile && !o.splits.empty())
        throw CommandError (ExitCode::wrongArguments,
                            "--split: needs a .h5 file as output, not " + o.bulk.output);
    const auto plan = isOneFile ? planOneFile (o.bulk) : planBulk (o.bulk, kindOf (o, patch));
    if (o.bulk.dryRun)
        return printPlan (plan);
    if (plan.tasks.empty())
        return;
    std::optional<SpikeDataset> dataset;
    if (isOneFile)
        dataset.emplace (DatasetOptions{ o.bulk.output, o.bulk.overwrite, o.labels, o.splits, policyOf (o),
                                         std::stoi (o.times.substr (5)), configurationOf (o, patch) },
                         plan);

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
            writeTrains (item.task.output, encoded.trains, { o.bulk.overwrite, o.isDense, policyOf (o) });
    };
    if (dataset)
        work.inOrder = [&] (std::size_t index, const std::string& error)
        {
            if (error.empty())
                dataset->write (index);
        };
    const auto outcome = runBulk (plan, o.bulk, work);
    if (dataset && outcome.done > 0 && !outcome.interrupted)
        dataset->close();
    if (outcome.done > 0)
        writeBulkReport (o.bulk, manifest.text (outcome));
    outcome.requireAllDone (isOneFile ? "nothing was written"
                                      : "the same command with --skip-existing goes on");
}

} // namespace

void describeEncode (const Command& encode)
{
    const auto o = std::make_shared<EncodeArguments>();
    addPatchOptions (encode, o->patch);
    addBulkOptions (
        encode, o->bulk,
        "a .h5 file of all inputs in the SHD layout; or one of each in a folder, or of one input: "
        ".csv, .npz (NumPy), .mid (a note a spike), .wav (a channel a unit)");
    encode.option ("--format", o->format, "of the files in a folder: csv (when left out), npz, mid, wav")
        .oneOf ({ "csv", "npz", "mid", "wav" });
    encode.flag ("--dense", o->isDense,
                 "in a .npz the number of spikes of every step and unit, instead of a list");
    encode.option ("--tap", o->tap,
                   "the node whose spikes are taken; the one Audio Out plays, or the first, when left out");
    encode.option ("--labels", o->labels,
                   "where label and speaker are in a file's name, such as {label}_{speaker}_{index}, or "
                   "a .csv file with "
                   "the columns file and label; the label is the folder's name when left out");
    encode
        .option ("--split", o->splits,
                 "PART=FIELD<VALUE: recordings that go to a dataset of their own, such as test=index<2 or "
                 "test=speaker=theo; repeatable")
        .oneAtATime();
    encode
        .option ("--polarity", o->polarity,
                 "negative spikes of unit k, where there may be any: onoff makes them unit k + units "
                 "(.csv, .npz and .wav keep their sign), drop and abs do what they say")
        .oneOf ({ "onoff", "drop", "abs" })
        .showsDefault();
    encode.option ("--multi", o->several, "several spikes in a step: repeat, or one")
        .oneOf ({ "repeat", "one" })
        .showsDefault();
    encode
        .option ("--unit-order", o->unitOrder,
                 "of a dataset: ascending, or descending as the Spiking Heidelberg Digits, whose unit 0 "
                 "is the highest")
        .oneOf ({ "ascending", "descending" })
        .showsDefault();
    encode.option ("--times", o->times, "of a dataset, in seconds: float16, float32 or float64")
        .oneOf ({ "float16", "float32", "float64" })
        .showsDefault();
    encode.option ("--rate", o->encode.sampleRateHz, "Hz that the patch runs at; as the input when left out")
        .from (1000.0, 768000.0);
    encode.option ("--block-size", o->encode.blockSamples, "samples at a time; changes no bit")
        .from (1, 1 << 20)
        .showsDefault();
    encode.flag ("--reconstruction", o->encode.measuresReconstruction,
                 "how much of each sound the patch's output keeps, as SI-SDR in the report");
    encode.runs ([o] { runEncode (*o); });
}

} // namespace spikegraph::cli

#include "Cli/Automation.h"
#include "Cli/BulkRun.h"
#include "Cli/Command.h"
#include "Cli/CommandError.h"
#include "Cli/MidiOutput.h"
#include "Cli/Patches.h"
#include "Cli/RenderJob.h"
#include "Cli/RenderReport.h"

#include <charconv>
#include <map>
#include <memory>

namespace spikegraph::cli
{
namespace
{

struct RenderArguments
{
    PatchOptions patch;
    BulkOptions bulk;
    RenderOptions render;
    std::string bits, tail = "auto", automation, midi, midiOut;
};

void parseFormat (RenderArguments& o)
{
    static const std::map<std::string, SampleFormat> formats{ { "16", { 16, false } },
                                                              { "24", { 24, false } },
                                                              { "32f", { 32, true } } };
    if (!o.bits.empty())
        o.render.sampleFormat = formats.at (o.bits);
    if (o.tail == "auto")
        return;
    double seconds = 0.0;
    if (o.tail != "none")
    {
        const auto [end, error] = std::from_chars (o.tail.data(), o.tail.data() + o.tail.size(), seconds);
        if (error != std::errc() || end != o.tail.data() + o.tail.size() ||
            !(seconds >= 0.0 && seconds <= 3600.0))
            throw CommandError (ExitCode::wrongArguments,
                                "--tail " + o.tail + ": must be auto, none, or from 0 to 3600 seconds");
    }
    o.render.tailSeconds = seconds;
}

/// Where each task's MIDI goes, for a patch that plays any: beside its sound, or where --midi-out says.
std::vector<std::filesystem::path> midiOutputs (const RenderArguments& o, const GraphModel& patch,
                                                const std::vector<BulkTask>& tasks)
{
    std::vector<std::filesystem::path> outputs (tasks.size());
    const bool plays = playsMidi (patch);
    if (o.midiOut == "none" || (!plays && o.midiOut.empty()))
        return outputs;
    if (!plays)
        throw CommandError (ExitCode::wrongArguments,
                            "--midi-out " + o.midiOut + ": " + patch.name().toStdString() + " plays no MIDI");
    std::error_code error;
    const std::filesystem::path wanted (o.midiOut);
    const bool isFolder = std::filesystem::is_directory (wanted, error);
    if (!wanted.empty() && !isFolder && (tasks.size() > 1 || wanted.extension() != ".mid"))
        throw CommandError (
            ExitCode::wrongArguments,
            "--midi-out " + o.midiOut + ": must be " +
                (tasks.size() > 1 ? "a folder, for more than one input" : "a .mid file or a folder"));
    for (std::size_t i = 0; i < tasks.size(); ++i)
    {
        auto beside = tasks[i].output;
        beside.replace_extension (".mid");
        outputs[i] = wanted.empty() ? beside : isFolder ? wanted / beside.filename() : wanted;
    }
    return outputs;
}

void runRender (RenderArguments o)
{
    parseFormat (o);
    // With --skip-existing no output is there yet, unless a killed run has left its MIDI file.
    o.render.overwrite = o.bulk.overwrite || o.bulk.skipExisting;
    const auto patch = loadRunnablePatch (o.patch);
    if (!o.midi.empty())
        o.render.song = Song (o.midi);
    if (!o.automation.empty())
        o.render.automation = loadAutomation (o.automation, patch);
    const auto presetName = patch.name().toStdString();
    const auto plan = planBulk (o.bulk, { { ".wav", ".flac" }, presetName });
    if (o.bulk.dryRun)
        return printPlan (plan);
    const auto midiFiles = midiOutputs (o, patch, plan.tasks);

    std::vector<RenderResult> results (plan.tasks.size());
    const auto outcome = runBulk (
        plan, o.bulk,
        { [&] (BulkItem& item)
          {
              auto& result = results[item.index];
              result = renderFile (patch, { item.task.input, item.task.output, midiFiles[item.index] },
                                   o.render, [&] (double done, double total) { item.advance (done, total); });
              item.summary = summaryOf (result);
          },
          {} });
    if (outcome.done > 0)
        writeBulkReport (o.bulk, renderReport (presetName, plan, outcome, results));
    outcome.requireAllDone();
}

} // namespace

void addPatchOptions (const Command& command, PatchOptions& o)
{
    const auto preset =
        command.option ("--preset", o.preset, "a factory preset, by name (see spikegraph presets)");
    command.option ("--patch", o.patchFile, "a .spikegraph file").excludes (preset);
    command.option ("--set", o.settings, "node.parameter=VALUE, in the parameter's unit; repeatable")
        .oneAtATime();
    command.option ("--macro", o.macros, "N=VALUE from 0 to 1; repeatable").oneAtATime();
    command.option ("--seed", o.seed, "the seed of every node that has one").notNegative();
}

void describeRender (const Command& render)
{
    const auto o = std::make_shared<RenderArguments>();
    addPatchOptions (render, o->patch);
    addBulkOptions (render, o->bulk, "a .wav or .flac file, or a folder");
    render.option ("--bits", o->bits, "16, 24 or 32f; as the input when left out")
        .oneOf ({ "16", "24", "32f" });
    render
        .option ("--rate", o->render.sampleRateHz,
                 "Hz of the render and its output; as the input when left out")
        .from (1000.0, 768000.0);
    render.option ("--channels", o->render.channels, "of the output; as the input when left out")
        .from (1, 64);
    render.option ("--tail", o->tail, "auto, none, or seconds after the input's end").showsDefault();
    render.option ("--block-size", o->render.blockSamples, "samples at a time; changes no bit")
        .from (1, 1 << 20)
        .showsDefault();
    render.option ("--automation", o->automation,
                   "a .csv or .json of time in seconds, node.parameter or macro N, value");
    render.option ("--midi", o->midi, "a MIDI file that plays the patch, from the input's start on");
    render.option (
        "--midi-out", o->midiOut,
        "a .mid file or a folder for what the patch plays, or none; beside the sound when left out");
    render.runs ([o] { runRender (*o); });
}

} // namespace spikegraph::cli

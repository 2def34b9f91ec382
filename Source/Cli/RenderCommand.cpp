#include "Cli/Command.h"
#include "Cli/InputFiles.h"
#include "Cli/Patches.h"
#include "Cli/RenderJob.h"
#include "Cli/Report.h"
#include "Core/Error.h"
#include "Files/PendingFile.h"
#include "Graph/GraphEngine.h"

#include <atomic>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <thread>

#ifndef _WIN32
#include <unistd.h>
#endif

namespace spikegraph::cli
{
namespace
{

namespace fs = std::filesystem;

struct Options
{
    PatchOptions patch;
    RenderOptions render;
    std::vector<std::string> inputs;
    std::string output, name = "{stem}", bits, tail = "auto", shard, report;
    bool recursive = false, skipExisting = false, quiet = false, dryRun = false;
    int jobs = 1;
};

struct Task
{
    fs::path input, output;
};

void parseFormat (Options& o)
{
    static const std::map<std::string, SampleFormat> formats{ { "16", { 16, false } },
                                                              { "24", { 24, false } },
                                                              { "32f", { 32, true } } };
    if (!o.bits.empty())
        o.render.sampleFormat = formats.at (o.bits);
    if (o.tail == "auto" || o.tail == "none")
    {
        o.render.tailSeconds = o.tail == "auto" ? -1.0 : 0.0;
        return;
    }
    const auto [end, error] =
        std::from_chars (o.tail.data(), o.tail.data() + o.tail.size(), o.render.tailSeconds);
    if (error != std::errc() || end != o.tail.data() + o.tail.size() ||
        !(o.render.tailSeconds >= 0.0 && o.render.tailSeconds <= 3600.0))
        throw CommandError (ExitCode::wrongArguments,
                            "--tail " + o.tail + ": must be auto, none, or from 0 to 3600 seconds");
}

std::string fileName (const Options& o, const fs::path& input, const std::string& presetName)
{
    juce::String name (o.name);
    name = name.replace ("{stem}", juce::String (input.stem().string()))
               .replace ("{preset}", juce::String (presetName));
    if (name.containsAnyOf ("/\\{}") || name.isEmpty())
        throw CommandError (ExitCode::wrongArguments,
                            "--name " + o.name + ": must be a file name with {stem} and {preset} at most");
    return name.toStdString() + ".wav";
}

/// Which file becomes which. Throws CommandError where two would have the same name.
std::vector<Task> plan (const Options& o, const std::string& presetName)
{
    auto files = collectAudioFiles (o.inputs, o.recursive);
    std::error_code error;
    const auto extension = juce::String (fs::path (o.output).extension().string()).toLowerCase();
    const bool isFile = !fs::is_directory (o.output, error) && (extension == ".wav" || extension == ".flac");
    if (!isFile && extension.isNotEmpty() && !fs::is_directory (o.output, error) && files.size() == 1)
        throw CommandError (ExitCode::wrongArguments,
                            o.output + ": audio is written as .wav or .flac, or into a folder");
    if (isFile && files.size() > 1)
        throw CommandError (ExitCode::wrongArguments, o.output + ": is one file for " +
                                                          std::to_string (files.size()) +
                                                          " inputs; name a folder");

    std::vector<Task> tasks;
    std::map<fs::path, fs::path> origins;
    for (const auto& input : files)
    {
        const auto output =
            isFile ? fs::path (o.output) : fs::path (o.output) / fileName (o, input, presetName);
        const auto [origin, isNew] = origins.emplace (output, input);
        if (!isNew)
            throw CommandError (ExitCode::wrongArguments, output.string() + ": would be made from both " +
                                                              origin->second.string() + " and " +
                                                              input.string() + "; see --name");
        if (fs::equivalent (input, output, error))
            throw CommandError (ExitCode::wrongArguments, output.string() + ": is the input itself");
        tasks.push_back ({ input, output });
    }
    if (!o.shard.empty())
    {
        const auto kept = takeShard (files, o.shard);
        std::erase_if (tasks, [&] (const Task& task)
                       { return std::find (kept.begin(), kept.end(), task.input) == kept.end(); });
    }
    return tasks;
}

bool standardErrorIsTerminal()
{
#ifdef _WIN32
    return false;
#else
    return isatty (STDERR_FILENO) != 0;
#endif
}

/// Renders the tasks, some at a time, each with its own engine: what comes out does not depend on how many.
std::vector<RenderResult> runTasks (const Options& o, const GraphModel& patch, const std::vector<Task>& tasks)
{
    std::vector<RenderResult> results (tasks.size());
    std::atomic<std::size_t> next{ 0 }, done{ 0 };
    std::mutex printing;
    const bool showProgress = !o.quiet && tasks.size() > 1 && standardErrorIsTerminal();

    const auto work = [&]
    {
        for (auto i = next++; i < tasks.size(); i = next++)
        {
            const auto& task = tasks[i];
            try
            {
                results[i] = renderFile (patch, task.input, task.output, o.render);
            }
            catch (const std::exception& error)
            {
                results[i].input = task.input;
                results[i].output = task.output;
                results[i].error = error.what();
                if (results[i].error.find (task.input.string()) == std::string::npos &&
                    results[i].error.find (task.output.string()) == std::string::npos)
                    results[i].error = task.input.string() + ": " + results[i].error;
            }
            const std::lock_guard lock (printing);
            ++done;
            if (!results[i].error.empty())
                std::fprintf (stderr, "%sspikegraph: %s\n", showProgress ? "\r\033[K" : "",
                              results[i].error.c_str());
            if (showProgress)
                std::fprintf (stderr, "\r%zu of %zu files", done.load(), tasks.size());
        }
    };
    std::vector<std::thread> threads;
    for (int i = 1; i < o.jobs && static_cast<std::size_t> (i) < tasks.size(); ++i)
        threads.emplace_back (work);
    work();
    for (auto& thread : threads)
        thread.join();
    if (showProgress)
        std::fprintf (stderr, "\n");
    return results;
}

void writeReport (const Options& o, const std::string& text)
{
    PendingFile file (o.report, true);
    std::ofstream stream (file.path(), std::ios::binary);
    stream << text;
    stream.close();
    if (!stream)
        throw CommandError (ExitCode::nothingDone, o.report + ": cannot be written");
    file.commit();
}

void runRender (Options o)
{
    parseFormat (o);
    const auto patch = loadPatch (o.patch);
    try
    {
        requireRunnable (patch); // what cannot run at all is a fault of the patch, not of every input
    }
    catch (const InvalidValue& error)
    {
        throw CommandError (o.patch.patchFile.empty() ? ExitCode::wrongArguments : ExitCode::nothingDone,
                            (o.patch.patchFile.empty() ? o.patch.preset : o.patch.patchFile) + ": " +
                                error.what());
    }

    const auto presetName = patch.name().toStdString();
    auto tasks = plan (o, presetName);
    std::error_code error;
    if (o.skipExisting)
        std::erase_if (tasks, [&] (const Task& task) { return fs::exists (task.output, error); });
    if (o.dryRun)
    {
        for (const auto& task : tasks)
            std::printf ("%s -> %s\n", task.input.string().c_str(), task.output.string().c_str());
        return;
    }
    const bool intoFolder = !tasks.empty() && tasks.front().output != fs::path (o.output);
    if (intoFolder && !fs::is_directory (o.output, error) && !fs::create_directory (o.output, error))
        throw CommandError (ExitCode::nothingDone, o.output + ": cannot be made: " + error.message());

    const auto results = runTasks (o, patch, tasks);
    const auto failed = static_cast<std::size_t> (
        std::count_if (results.begin(), results.end(), [] (const auto& r) { return !r.error.empty(); }));
    if (intoFolder && failed == results.size())
        fs::remove (o.output, error); // only if it is empty
    if (!o.report.empty() && failed < results.size())
        writeReport (o, renderReport (presetName, results));
    if (!o.quiet)
        for (const auto& result : results)
            if (result.error.empty())
                std::printf ("%s\n", summaryOf (result).c_str());
    if (failed > 0)
        throw CommandError (failed == results.size() ? ExitCode::nothingDone : ExitCode::someInputsFailed,
                            "");
}

} // namespace

void addPatchOptions (CLI::App& app, PatchOptions& o)
{
    auto* preset =
        app.add_option ("--preset", o.preset, "a factory preset, by name (see spikegraph presets)");
    app.add_option ("--patch", o.patchFile, "a .spikegraph file")->excludes (preset);
    app.add_option ("--set", o.settings, "node.parameter=VALUE, in the parameter's unit; repeatable")
        ->allow_extra_args (false);
    app.add_option ("--macro", o.macros, "N=VALUE from 0 to 1; repeatable")->allow_extra_args (false);
    app.add_option ("--seed", o.seed, "the seed of every node that has one")->check (CLI::NonNegativeNumber);
}

void addRenderCommand (CLI::App& app)
{
    const auto o = std::make_shared<Options>();
    auto* render = app.add_subcommand ("render", "send audio files through a patch");
    addPatchOptions (*render, o->patch);
    render->add_option ("IN", o->inputs, "audio files, folders, or quoted patterns")->required();
    render->add_option ("-o,--output", o->output, "a .wav or .flac file, or a folder")->required();
    render->add_option ("--name", o->name, "names in the folder, of {stem} and {preset}")
        ->capture_default_str();
    render->add_flag ("--recursive", o->recursive, "the folders in folders too");
    render->add_flag ("--overwrite", o->render.overwrite, "replace outputs that exist");
    render->add_flag ("--skip-existing", o->skipExisting, "leave out what has been rendered already");
    render->add_option ("--bits", o->bits, "16, 24 or 32f; as the input when left out")
        ->check (CLI::IsMember ({ "16", "24", "32f" }));
    render
        ->add_option ("--rate", o->render.sampleRateHz,
                      "Hz of the render and its output; as the input when left out")
        ->check (CLI::Range (1000.0, 768000.0));
    render->add_option ("--channels", o->render.channels, "of the output; as the input when left out")
        ->check (CLI::Range (1, 64));
    render->add_option ("--tail", o->tail, "auto, none, or seconds after the input's end")
        ->capture_default_str();
    render->add_option ("--block-size", o->render.blockSamples, "samples at a time; changes no bit")
        ->check (CLI::Range (1, 1 << 20))
        ->capture_default_str();
    render->add_option ("--jobs", o->jobs, "files at a time; changes no bit")
        ->check (CLI::Range (1, 1024))
        ->capture_default_str();
    render->add_option ("--shard", o->shard, "K/N: only the K-th of N parts of the inputs");
    render->add_option ("--report", o->report, "figures of every file, as JSON");
    render->add_flag ("--quiet", o->quiet, "print nothing but errors");
    render->add_flag ("--dry-run", o->dryRun, "print what would be done");
    render->callback ([o] { runRender (*o); });
}

} // namespace spikegraph::cli

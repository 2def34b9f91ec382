#include "Cli/BulkOptions.h"

#include "Cli/CommandError.h"
#include "Cli/InputFiles.h"
#include "Cli/Progress.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <map>
#include <set>

namespace spikegraph::cli
{
namespace
{

namespace fs = std::filesystem;

std::string withoutStrokes (std::string name)
{
    std::replace (name.begin(), name.end(), '/', '_');
    return name;
}

[[noreturn]] void refuse (const std::string& message)
{
    throw CommandError (ExitCode::wrongArguments, message);
}

std::string lowerCase (std::string text)
{
    std::transform (text.begin(), text.end(), text.begin(),
                    [] (unsigned char letter) { return static_cast<char> (std::tolower (letter)); });
    return text;
}

/// ".wav, .flac or .ogg"
std::string listOf (const std::vector<std::string>& extensions)
{
    std::string list = extensions.front();
    for (std::size_t i = 1; i < extensions.size(); ++i)
        list += (i + 1 < extensions.size() ? ", " : " or ") + extensions[i];
    return list;
}

/// Whether -o names one file, not a folder.
bool isOneFile (const BulkOptions& o, const OutputKind& kind, std::size_t numInputs)
{
    std::error_code error;
    if (fs::is_directory (o.output, error))
        return false;
    const auto extension = lowerCase (fs::path (o.output).extension().string());
    const bool isKnown =
        std::find (kind.extensions.begin(), kind.extensions.end(), extension) != kind.extensions.end();
    if (isKnown && numInputs > 1)
        refuse (o.output + ": is one file for " + std::to_string (numInputs) + " inputs; name a folder");
    if (!isKnown && !extension.empty() && numInputs == 1)
        refuse (o.output + ": is written as " + listOf (kind.extensions) + ", or into a folder");
    return isKnown;
}

/// No output may replace what is still to be read, nor another one.
void requireApart (const std::vector<BulkTask>& tasks)
{
    std::error_code error;
    std::set<fs::path> inputs;
    for (const auto& task : tasks)
        inputs.insert (fs::weakly_canonical (task.input, error));
    std::map<fs::path, fs::path> origins;
    for (const auto& task : tasks)
    {
        const auto [origin, isNew] = origins.emplace (task.output, task.input);
        if (!isNew)
            refuse (task.output.string() + ": would be made from both " + origin->second.string() + " and " +
                    task.input.string() + "; see --name");
        if (inputs.count (fs::weakly_canonical (task.output, error)) > 0 ||
            fs::equivalent (task.input, task.output, error))
            refuse (task.output.string() + ": is an input itself");
    }
}

} // namespace

void addBulkOptions (const Command& command, BulkOptions& o, const std::string& outputHelp)
{
    command.option ("IN", o.inputs, "audio files, folders, or quoted patterns").required();
    command.option ("-o,--output", o.output, outputHelp).required();
    command.option ("--name", o.name, "names in the folder, of {stem}, {extension}, {folder} and {preset}")
        .showsDefault();
    command.flag ("--recursive", o.recursive, "the folders in folders too");
    command.flag ("--overwrite", o.overwrite, "replace outputs that exist");
    command.flag ("--skip-existing", o.skipExisting, "leave out what has been done already");
    command.option ("--jobs", o.jobs, "files at a time; changes no bit").from (1, 1024).showsDefault();
    command.option ("--shard", o.shard, "K/N: only the K-th of N parts of the inputs");
    command.option ("--report", o.report, "figures of every file, as JSON");
    command.flag ("--quiet", o.quiet, "print nothing but errors");
    command.flag ("--dry-run", o.dryRun, "print what would be done");
}

std::string nameFrom (const std::string& pattern, const fs::path& input, const std::string& presetName)
{
    const auto extension = input.extension().string();
    const std::map<std::string, std::string> fields{
        { "stem", input.stem().string() },
        { "extension", extension.empty() ? "" : extension.substr (1) },
        { "folder", fs::absolute (input).lexically_normal().parent_path().filename().string() },
        { "preset", withoutStrokes (presetName) }
    };
    const auto wrong = "--name " + pattern +
                       ": must be a file name, with {stem}, {extension}, {folder} and {preset} at most";
    std::string name;
    for (std::size_t i = 0; i < pattern.size(); ++i)
    {
        if (pattern[i] != '{')
        {
            if (pattern[i] == '}' || pattern[i] == '/')
                refuse (wrong);
            name += pattern[i];
            continue;
        }
        const auto end = pattern.find ('}', i);
        const auto field =
            end == std::string::npos ? fields.end() : fields.find (pattern.substr (i + 1, end - i - 1));
        if (field == fields.end())
            refuse (wrong);
        name += field->second;
        i = end;
    }
    if (name.empty())
        refuse (wrong);
    return name;
}

BulkPlan planBulk (const BulkOptions& o, const OutputKind& kind)
{
    const auto files = collectAudioFiles (o.inputs, o.recursive);
    const bool oneFile = isOneFile (o, kind, files.size());
    std::vector<BulkTask> all;
    all.reserve (files.size());
    for (const auto& input : files)
        all.push_back ({ input, oneFile ? fs::path (o.output)
                                        : fs::path (o.output) / (nameFrom (o.name, input, kind.presetName) +
                                                                 kind.extensions.front()) });
    requireApart (all);

    BulkPlan plan;
    plan.folder = oneFile ? fs::path() : fs::path (o.output);
    std::error_code error;
    for (auto& task : takeShard (std::move (all), o.shard))
        (o.skipExisting && fs::exists (task.output, error) ? plan.skipped : plan.tasks).push_back (task);
    return plan;
}

BulkPlan planOneFile (const BulkOptions& o)
{
    BulkPlan plan;
    for (const auto& input : collectAudioFiles (o.inputs, o.recursive))
        plan.tasks.push_back ({ input, o.output, plan.tasks.size() });
    plan.tasks = takeShard (std::move (plan.tasks), o.shard);
    std::error_code error;
    for (const auto& task : plan.tasks)
        if (fs::equivalent (task.input, task.output, error))
            refuse (o.output + ": is an input itself");
    if (o.skipExisting && fs::exists (o.output, error))
        std::swap (plan.tasks, plan.skipped);
    return plan;
}

void printPlan (const BulkPlan& plan)
{
    for (const auto& task : plan.tasks)
        std::printf ("%s -> %s\n", onOneLine (task.input.string()).c_str(),
                     onOneLine (task.output.string()).c_str());
}

} // namespace spikegraph::cli

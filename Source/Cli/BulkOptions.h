#pragma once

#include "Cli/Command.h"

#include <filesystem>
#include <string>
#include <vector>

namespace spikegraph::cli
{

/// What every command that works through many files understands in the same way.
struct BulkOptions
{
    std::vector<std::string> inputs;
    std::string output, name = "{stem}", shard, report;
    bool recursive = false, overwrite = false, skipExisting = false, quiet = false, dryRun = false;
    int jobs = 1;
};

/// Adds IN..., -o, --name, --recursive, --overwrite, --skip-existing, --jobs, --shard, --report, --quiet and
/// --dry-run; outputHelp says what -o can be.
void addBulkOptions (const Command& command, BulkOptions& options, const std::string& outputHelp);

/// One input and what is made of it.
struct BulkTask
{
    std::filesystem::path input, output;
    std::size_t place = 0; ///< of one file of many: the input's among all, also those of other shards
};

/// What a command writes: extensions with dots, in small letters; the first is that of files in a folder.
struct OutputKind
{
    std::vector<std::string> extensions;
    std::string presetName; ///< for {preset} in --name
};

struct BulkPlan
{
    std::vector<BulkTask> tasks;   ///< what is to be done, in the inputs' order
    std::vector<BulkTask> skipped; ///< what --skip-existing leaves out
    std::filesystem::path folder;  ///< that the outputs go to; empty where -o is a file
};

/// Which file becomes which: each input its own output. Takes the shard after names are given, so that no
/// name depends on it. Throws CommandError (wrong arguments) where two would have the same name, where an
/// output is one of the inputs, or for an output of another kind.
BulkPlan planBulk (const BulkOptions& options, const OutputKind& kind);

/// The same for a command that makes one file of all inputs: every task has -o's as its output.
BulkPlan planOneFile (const BulkOptions& options);

/// What --dry-run says.
void printPlan (const BulkPlan& plan);

/// A file name of {stem} (the input's, without extension), {extension} (the input's, without dot), {folder}
/// (its folder's name) and {preset}. Throws CommandError (wrong arguments).
std::string nameFrom (const std::string& pattern, const std::filesystem::path& input,
                      const std::string& presetName);

} // namespace spikegraph::cli

#pragma once

#include <CLI/CLI.hpp>

#include <stdexcept>
#include <string>

namespace spikegraph::cli
{

/// What the process returns to the shell (the command-line contract).
enum class ExitCode : int
{
    allDone = 0,
    wrongArguments = 1,
    nothingDone = 2,
    someInputsFailed = 3,
    interrupted = 130, ///< by Ctrl-C: 128 and the signal's number, as shells expect
    terminated = 143,  ///< by SIGTERM
};

/// Ends a command: one line for standard error and the exit code. The message names the thing, the value and
/// the reason, without the leading "spikegraph: " and without a line break.
class CommandError : public std::runtime_error
{
public:
    CommandError (ExitCode code, const std::string& message)
        : std::runtime_error (message)
        , exitCode (code)
    {
    }

    const ExitCode exitCode;
};

/// Each command's file defines one of these: it adds the subcommand, its options and a callback that does the
/// work, and throws CommandError where that fails. A callback that returns has done everything.
void addRenderCommand (CLI::App& app);
void addLayerCommand (CLI::App& app);
void addEncodeCommand (CLI::App& app);
void addMergeCommand (CLI::App& app);
void addPlotCommand (CLI::App& app);
void addReportCommand (CLI::App& app);
void addTrainCommand (CLI::App& app);
void addInfoCommand (CLI::App& app);
void addCatalogueCommands (CLI::App& app); ///< nodes, presets

struct PatchOptions;

/// The options that choose and change a patch, shared by the commands that run one.
void addPatchOptions (CLI::App& app, PatchOptions& options);

} // namespace spikegraph::cli

#pragma once

namespace CLI
{
class App;
}

namespace spikegraph::cli
{

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

#pragma once

#include "Cli/Arguments.h"

namespace spikegraph::cli
{

/// Each command's file defines one of these: it adds the command, its options and the work, which throws
/// CommandError where it fails. Work that returns has done everything.
void addRenderCommand (const Command& program);
void addLayerCommand (const Command& program);
void addEncodeCommand (const Command& program);
void addMergeCommand (const Command& program);
void addPlotCommand (const Command& program);
void addReportCommand (const Command& program);
void addTrainCommand (const Command& program);
void addInfoCommand (const Command& program);
void addCatalogueCommands (const Command& program); ///< nodes, presets

struct PatchOptions;

/// The options that choose and change a patch, shared by the commands that run one.
void addPatchOptions (const Command& command, PatchOptions& options);

} // namespace spikegraph::cli

#pragma once

#include "Cli/Arguments.h"

namespace spikegraph::cli
{

/// Each command's file defines one of these: it adds the command's options and the work, which throws
/// CommandError where it fails. Work that returns has done everything.
void describeRender (const Command& render);
void describeLayer (const Command& layer);
void describeEncode (const Command& encode);
void describeMerge (const Command& merge);
void describePlot (const Command& plot);
void describeReport (const Command& report);
void describeTrain (const Command& train);
void describeInfo (const Command& info);
void describeNodes (const Command& nodes);
void describePresets (const Command& presets);

struct PatchOptions;

/// The options that choose and change a patch, shared by the commands that run one.
void addPatchOptions (const Command& command, PatchOptions& options);

} // namespace spikegraph::cli

#pragma once

#include "Graph/GraphModel.h"

#include <string>
#include <vector>

namespace spikegraph::cli
{

/// Which patch a command runs, and what is changed in it.
struct PatchOptions
{
    std::string preset, patchFile;
    std::vector<std::string> settings, macros; ///< "node.param=VALUE", "N=VALUE"
    std::string seed;
};

/// The patch with everything set. Throws CommandError: wrong arguments for an unknown preset, node, parameter
/// or value, nothing done for a patch file that cannot be read.
GraphModel loadPatch (const PatchOptions& options);

/// The same, tried: a patch that cannot run at all is a fault of its own, not of every input.
GraphModel loadRunnablePatch (const PatchOptions& options);

/// A whole text file. Throws CommandError (nothing done).
std::string readTextFile (const std::string& path);

} // namespace spikegraph::cli

#pragma once

#include "Graph/JsonText.h"

namespace spikegraph
{

/// Brings a patch's JSON from the version it says to patchVersion, one version a step. What is not as its
/// version wants it is left for the reader to refuse. Throws InvalidValue where the document cannot be
/// carried over. [any thread]
void migratePatch (Json& patch);

} // namespace spikegraph

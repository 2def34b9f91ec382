#pragma once

#include "Expression/TileProgram.h"

#include <string>

namespace spikegraph
{

/// The program of an expression of x. Throws InvalidValue with the reason, without the text.
TileProgram compileExpression (const std::string& text);

} // namespace spikegraph

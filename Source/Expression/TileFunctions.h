#pragma once

#include "Core/Elementary.h"

#include <span>
#include <vector>

namespace spikegraph
{

using TileArguments = std::span<const double* const>;

/// One step of an expression over a tile of values: out[i] = f(arguments[0][i], arguments[1][i], ...).
/// noexcept, allocates nothing. out overlaps none of the arguments. The bits of a value do not depend on
/// the count nor on its place.
using TileFunction = void (*) (TileArguments arguments, double* out, Index count) noexcept;

template <ArithmeticOperator operation>
void applyOperator (TileArguments arguments, double* out, Index count) noexcept
{
    arithmetic (operation, arguments.data(), out, count);
}

/// a^b, and the same for a whole b that does not change in the tile (see Core/Elementary.h).
void toPower (TileArguments arguments, double* out, Index count) noexcept;
void toWholePower (TileArguments arguments, double* out, Index count) noexcept;

/// A function that an expression may call by name.
struct NamedTileFunction
{
    static constexpr int anyNumber = -1; ///< but one at least

    const char* name;
    int numArguments; ///< 1, 2 or anyNumber
    TileFunction apply;
};

/// muParser's functions, and the named activations, which stand for muParser's of the same name (exp, tanh,
/// abs). They stay where they are as long as the program runs.
const std::vector<NamedTileFunction>& namedTileFunctions();

} // namespace spikegraph

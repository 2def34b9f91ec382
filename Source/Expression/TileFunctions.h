#pragma once

#include "Core/Views.h"

#include <span>
#include <vector>

namespace spikegraph
{

/// One step of an expression over a tile of values: out[i] = f(arguments[0][i], arguments[1][i], ...).
/// noexcept, allocates nothing. out overlaps none of the arguments. The bits of a value do not depend on
/// the count nor on its place.
using TileFunction = void (*) (std::span<const double* const> arguments, double* out, Index count) noexcept;

/// The operators, as muParser computes them: comparisons give 1 or 0, and every number but 0 is true.
namespace tileOperators
{
extern const TileFunction add, subtract, multiply, divide, power;
extern const TileFunction wholePower; ///< a^b for b that is the same throughout, see Core/Elementary.h
extern const TileFunction less, greater, lessOrEqual, greaterOrEqual, equal, notEqual, both, either;
extern const TileFunction negate, square, cube, fourthPower;
extern const TileFunction reciprocal, root, reciprocalRoot, threeHalves; ///< a^-1, a^0.5, a^-0.5, a^1.5
extern const TileFunction multiplyAdd;                                   ///< a*b + c, rounded twice
extern const TileFunction select;                                        ///< a ? b : c
} // namespace tileOperators

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

#pragma once

#include "Expression/TileFunctions.h"

#include <array>
#include <deque>
#include <vector>

namespace spikegraph
{

/// What an expression of x computes, step by step, each on a whole tile of values.
///
/// It is put together from operands: x, constants, and the outcomes of steps, each of which is an argument of
/// one step at most. One thread at a time may run it; that allocates nothing.
class TileProgram
{
public:
    TileProgram() = default;
    TileProgram (TileProgram&&) = default; // no copies: the steps refer to the tiles

    /// So few that the tiles of an expression stay in the first cache, and so many that the step from one
    /// function to the next costs little.
    static constexpr Index tileSize = 256;

    struct Operand
    {
        enum class Kind
        {
            x,
            constant,
            outcome,
        };

        Kind kind;
        double* values;
    };

    Operand x() noexcept { return { Operand::Kind::x, tiles.front().data() }; }
    Operand constant (double value);
    Operand append (TileFunction function, std::span<const Operand> arguments);

    /// What run leaves in result().
    void setResult (Operand operand) noexcept { outcome = operand.values; }

    /// Where run finds the values of x.
    double* input() noexcept { return tiles.front().data(); }

    /// Computes the first values of the tile, tileSize at most.
    void run (Index count) noexcept;

    const double* result() const noexcept { return outcome; }

private:
    struct Step
    {
        TileFunction function;
        std::vector<const double*> arguments;
        double* out;
    };

    double* takeTile();

    std::deque<std::array<double, tileSize>> tiles{ {} }; ///< x, then constants and outcomes: they never move
    std::vector<double*> freeTiles;
    std::vector<Step> steps;
    const double* outcome = nullptr;
};

} // namespace spikegraph

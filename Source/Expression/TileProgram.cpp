#include "Expression/TileProgram.h"

#include <utility>

namespace spikegraph
{

TileProgram::Operand TileProgram::constant (double value)
{
    tiles.emplace_back().fill (value);
    return { Operand::Kind::constant, tiles.back().data() };
}

TileProgram::Operand TileProgram::append (TileFunction function, std::span<const Operand> arguments)
{
    auto* const out = takeTile(); // before the arguments' are free, since a function may not write to those
    Step step{ function, {}, out };
    for (const auto& argument : arguments)
    {
        step.arguments.push_back (argument.values);
        if (argument.kind == Operand::Kind::outcome)
            freeTiles.push_back (argument.values);
    }
    steps.push_back (std::move (step));
    return { Operand::Kind::outcome, out };
}

void TileProgram::run (Index count) noexcept
{
    for (const auto& step : steps)
        step.function (step.arguments, step.out, count);
}

double* TileProgram::takeTile()
{
    if (freeTiles.empty())
        return tiles.emplace_back().data();
    auto* const tile = freeTiles.back();
    freeTiles.pop_back();
    return tile;
}

} // namespace spikegraph

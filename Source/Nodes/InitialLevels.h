#pragma once

#include "Core/Tensor.h"
#include "Graph/NodeParameters.h"
#include "Nodes/NumberText.h"

namespace spikegraph
{

/// The levels that a Lowpass node's units begin at, of shape (1, units). Throws InvalidValue where there are
/// others than units.
template <typename T>
Tensor<T> initialLevelsOf (const NodeParameters& parameters, Index units)
{
    Tensor<T> levels ({ 1, units });
    const auto added = numbersForUnits ("initialLevels", parameters.text ("initialLevels"), units);
    for (Index unit = 0; unit < units; ++unit)
        levels[unit] =
            static_cast<T> (parameters.value ("initialLevel") + added[static_cast<std::size_t> (unit)]);
    return levels;
}

} // namespace spikegraph

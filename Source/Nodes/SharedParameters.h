#pragma once

#include "Graph/NodeType.h"

namespace spikegraph
{

/// Where a node draws at random.
inline ParameterType seedParameter (const char* description)
{
    return { .id = "seed",
             .name = "Seed",
             .description = description,
             .kind = ParameterKind::integer,
             .minimum = 0.0,
             .maximum = 4294967295.0,
             .defaultValue = 7.0,
             .isStructural = true };
}

/// How wide a source is, which no inlet says.
inline ParameterType sourceUnitsParameter (const char* description)
{
    return { .id = "units",
             .name = "Units",
             .description = description,
             .kind = ParameterKind::integer,
             .minimum = 1.0,
             .maximum = 512.0,
             .defaultValue = 1.0,
             .isStructural = true };
}

} // namespace spikegraph

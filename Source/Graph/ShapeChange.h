#pragma once

#include "Graph/GraphShape.h"
#include "Graph/RenderPlan.h"

#include <optional>

namespace spikegraph
{

/// Nodes and cables that run together for a while, some of which come or go.
struct ShapeChange
{
    struct Cable
    {
        ShapeCable cable;
        Fade fade = Fade::none;
    };

    struct Output
    {
        int node = 0;
        int delaySamples = 0;
        Fade fade = Fade::none;
    };

    std::vector<std::shared_ptr<NodeInstance>> nodes; ///< in running order
    std::vector<Cable> cables;
    std::vector<ShapeCable> midiCables;
    std::vector<Output> outputs;

    /// A shape alone, without any change.
    static ShapeChange none (const GraphShape& shape);

    /// The old shape, while what the new one does not have fades out. What only goes into a node that goes
    /// itself need not fade.
    static ShapeChange leaving (const GraphShape& before, const GraphShape& after);

    /// The new shape, while what the old one did not have fades in.
    static ShapeChange arriving (const GraphShape& before, const GraphShape& after);

    /// Both at a time; none where they would have a loop together.
    static std::optional<ShapeChange> crossfade (const GraphShape& before, const GraphShape& after);
};

/// Whether both run the same nodes, cables and delays.
bool areSame (const GraphShape& a, const GraphShape& b);

} // namespace spikegraph

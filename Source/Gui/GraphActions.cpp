#include "Gui/GraphActions.h"

#include "Gui/CanvasGeometry.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{

std::vector<const NodeSnapshot*> GraphActions::selectedNodes() const
{
    std::vector<const NodeSnapshot*> nodes;
    for (const auto& node : document.patch().nodes)
        if (selection.contains (node.id))
            nodes.push_back (&node);
    return nodes;
}

void GraphActions::setPositions (const juce::String& stepName,
                                 const std::vector<GraphModel::NodePosition>& positions)
{
    document.edit (
        [&] (GraphModel& model)
        {
            const auto step = model.beginGesture (stepName);
            model.setPositions (positions);
        });
}

void GraphActions::remove()
{
    if (const auto cable = selection.cable())
        document.edit ([&] (GraphModel& model) { model.removeCable (cable->from, cable->to); });
    else if (const auto comment = selection.comment())
        document.edit ([&] (GraphModel& model) { model.removeComment (*comment); });
    else if (!selection.nodes().empty())
        document.edit ([ids = selection.nodeList()] (GraphModel& model) { model.removeNodes (ids); });
}

juce::String GraphActions::copied() const
{
    if (selection.nodes().empty())
        return {};
    return document.read ([&] (const GraphModel& model)
                          { return juce::String::fromUTF8 (model.copy (selection.nodeList()).c_str()); });
}

void GraphActions::paste (const juce::String& json, juce::Point<double> position)
{
    juce::StringArray ids;
    if (document.edit ([&] (GraphModel& model) { ids = model.paste (json.toStdString(), position); }))
        selection.selectNodes (ids);
}

void GraphActions::duplicate()
{
    if (selection.nodes().empty())
        return;
    juce::StringArray ids;
    if (document.edit ([&] (GraphModel& model) { ids = model.duplicate (selection.nodeList()); }))
        selection.selectNodes (ids);
}

void GraphActions::toggleBypass()
{
    const auto nodes = selectedNodes();
    if (nodes.empty())
        return;
    const bool areAllBypassed =
        std::all_of (nodes.begin(), nodes.end(), [] (const auto* node) { return node->isBypassed; });
    document.edit (
        [&, ids = selection.nodeList()] (GraphModel& model)
        {
            const auto step = model.beginGesture (areAllBypassed ? "Unbypass" : "Bypass");
            for (const auto& id : ids)
                model.setBypassed (id, !areAllBypassed);
        });
}

void GraphActions::alignLeft()
{
    std::vector<GraphModel::NodePosition> positions;
    auto left = 1.0e9;
    for (const auto* node : selectedNodes())
        left = std::min (left, node->position.x);
    for (const auto* node : selectedNodes())
        positions.push_back ({ node->id, { left, node->position.y } });
    setPositions ("Align Left", positions);
}

void GraphActions::alignTop()
{
    std::vector<GraphModel::NodePosition> positions;
    auto top = 1.0e9;
    for (const auto* node : selectedNodes())
        top = std::min (top, node->position.y);
    for (const auto* node : selectedNodes())
        positions.push_back ({ node->id, { node->position.x, top } });
    setPositions ("Align Top", positions);
}

void GraphActions::spread (bool isAcross)
{
    auto nodes = selectedNodes();
    if (nodes.size() < 3)
        return;
    const auto start = [=] (const NodeSnapshot* node)
    { return isAcross ? node->position.x : node->position.y; };
    const auto size = [=] (const NodeSnapshot* node)
    {
        const auto bounds = canvas::boundsOf (*node);
        return static_cast<double> (isAcross ? bounds.getWidth() : bounds.getHeight());
    };
    std::stable_sort (nodes.begin(), nodes.end(),
                      [&] (const auto* a, const auto* b) { return start (a) < start (b); });
    auto room = start (nodes.back()) - start (nodes.front());
    for (std::size_t i = 0; i + 1 < nodes.size(); ++i)
        room -= size (nodes[i]);
    const auto gap = room / static_cast<double> (nodes.size() - 1);
    std::vector<GraphModel::NodePosition> positions;
    auto next = start (nodes.front());
    for (const auto* node : nodes)
    {
        auto position = node->position;
        (isAcross ? position.x : position.y) = std::round (next);
        positions.push_back ({ node->id, position });
        next += size (node) + gap;
    }
    setPositions (isAcross ? "Spread Across" : "Spread Down", positions);
}

void GraphActions::spreadAcross()
{
    spread (true);
}

void GraphActions::spreadDown()
{
    spread (false);
}

void GraphActions::arrange()
{
    auto nodes = selectedNodes();
    if (nodes.size() < 2)
    {
        nodes.clear();
        for (const auto& node : document.patch().nodes)
            nodes.push_back (&node);
    }
    setPositions ("Arrange", arranged (document.patch(), nodes, 5));
}

void GraphActions::nudge (juce::Point<double> offset)
{
    std::vector<GraphModel::NodePosition> positions;
    for (const auto* node : selectedNodes())
        positions.push_back ({ node->id, node->position + offset });
    if (!positions.empty())
        setPositions ("Move", positions);
    else if (const auto comment = selection.comment())
        document.edit ([&, bounds = document.patch().comments[static_cast<std::size_t> (*comment)].bounds +
                                    offset] (GraphModel& model)
                       { model.setCommentBounds (*comment, bounds); });
}

juce::String GraphActions::addNode (const juce::String& typeId, juce::Point<double> position)
{
    juce::String id;
    if (document.edit ([&] (GraphModel& model) { id = model.addNode (typeId, position); }))
        selection.selectNode (id);
    return id;
}

juce::String GraphActions::addNodeAt (const juce::String& typeId, juce::Point<double> position,
                                      const juce::String& port, bool portIsInlet, SignalKind kind)
{
    const auto* type = document.catalogue().find (typeId);
    const auto* fitting = type == nullptr ? nullptr : firstFitting (*type, !portIsInlet, kind);
    if (fitting == nullptr)
        return addNode (typeId, position);
    juce::String id;
    const bool wasTaken = document.edit (
        [&] (GraphModel& model)
        {
            const auto step = model.beginGesture ("Add " + type->name);
            id = model.addNode (typeId, position);
            const auto own = id + "." + fitting->id;
            if (portIsInlet)
                model.addCable (own, port);
            else
                model.addCable (port, own);
        });
    if (id.isNotEmpty() && (wasTaken || document.patch().node (id) != nullptr))
        selection.selectNode (id);
    return id;
}

//==================================================================================================

std::vector<GraphModel::NodePosition>
arranged (const PatchSnapshot& patch, const std::vector<const NodeSnapshot*>& nodes, int mostColumns)
{
    if (nodes.empty())
        return {};
    // A node's column is the longest way to it; what a Feedback node hears makes it no later.
    std::map<juce::String, int> column;
    for (const auto* node : nodes)
        column[node->id] = 0;
    for (std::size_t round = 0; round < nodes.size(); ++round)
        for (const auto& cable : patch.cables)
        {
            const auto source = column.find (cable.sourceNode()), target = column.find (cable.targetNode());
            if (source == column.end() || target == column.end())
                continue;
            const auto* type = patch.node (target->first)->type;
            if (type != nullptr && !type->isFeedback && target->second <= source->second)
                target->second = std::min (source->second + 1, static_cast<int> (nodes.size()));
        }

    auto left = 1.0e9, top = 1.0e9;
    int columns = 0;
    for (const auto* node : nodes)
    {
        left = std::min (left, node->position.x);
        top = std::min (top, node->position.y);
        columns = std::max (columns, column[node->id] + 1);
    }
    // Rows as even as they can be, so that the last is no stump.
    const auto rows = (columns + mostColumns - 1) / mostColumns, perRow = (columns + rows - 1) / rows;

    constexpr double columnWidth = 200.0, gap = 24.0;
    std::vector<GraphModel::NodePosition> positions;
    auto rowTop = top;
    for (int row = 0; row < rows; ++row)
    {
        auto rowBottom = rowTop;
        for (int c = row * perRow; c < std::min (columns, (row + 1) * perRow); ++c)
        {
            auto y = rowTop;
            for (const auto* node : nodes)
                if (column[node->id] == c)
                {
                    positions.push_back ({ node->id, { left + (c - row * perRow) * columnWidth, y } });
                    y = canvas::snapToGrid (y + static_cast<double> (canvas::boundsOf (*node).getHeight()) +
                                            gap + 4.0);
                }
            rowBottom = std::max (rowBottom, y);
        }
        rowTop = rowBottom + gap;
    }
    return positions;
}

} // namespace spikegraph

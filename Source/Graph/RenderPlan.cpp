#include "Graph/RenderPlan.h"

#include "Core/Error.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace spikegraph
{
namespace
{

/// For each node, the nodes whose outlets its inlet hears.
using Sources = std::vector<std::vector<int>>;

Sources sourcesOf (const GraphModel& model)
{
    const auto indexOf = [nodes = model.nodes()] (const juce::var& end)
    {
        return nodes.indexOf (
            nodes.getChildWithProperty ("id", end.toString().upToFirstOccurrenceOf (".", false, false)));
    };
    Sources sources (static_cast<std::size_t> (model.nodes().getNumChildren()));
    for (const auto cable : model.cables())
        sources[static_cast<std::size_t> (indexOf (cable["to"]))].push_back (indexOf (cable["from"]));
    return sources;
}

/// A depth-first walk towards the sources, which puts every node behind those that it hears.
class Sorter
{
public:
    Sorter (const GraphModel& modelToSort, const Sources& sourcesToFollow)
        : model (modelToSort)
        , sources (sourcesToFollow)
        , marks (sources.size(), Mark::unseen)
    {
        for (std::size_t i = 0; i < sources.size(); ++i)
            visit (static_cast<int> (i));
    }

    std::vector<int> order;

private:
    enum class Mark
    {
        unseen,
        onPath,
        done,
    };

    void visit (int node)
    {
        auto& mark = marks[static_cast<std::size_t> (node)];
        if (mark == Mark::done)
            return;
        path.push_back (node);
        if (mark == Mark::onPath)
            refuseLoop (node);
        mark = Mark::onPath;
        for (const auto source : sources[static_cast<std::size_t> (node)])
            visit (source);
        marks[static_cast<std::size_t> (node)] = Mark::done;
        path.pop_back();
        order.push_back (node);
    }

    [[noreturn]] void refuseLoop (int node) const
    {
        // The path runs against the cables: read backwards, it follows them.
        juce::StringArray names;
        for (auto i = std::find (path.begin(), path.end(), node); i != path.end(); ++i)
            names.insert (0, model.nodes().getChild (*i)["id"].toString());
        throw InvalidValue ("cables: a loop without a delay: " + names.joinIntoString (" -> ").toStdString());
    }

    const GraphModel& model;
    const Sources& sources;
    std::vector<Mark> marks;
    std::vector<int> path;
};

/// Hands out the lowest channels that are free.
class Arena
{
public:
    std::vector<int> take (int count)
    {
        std::vector<int> taken;
        while (static_cast<int> (taken.size()) < count && !freed.empty())
        {
            taken.push_back (*freed.begin());
            freed.erase (freed.begin());
        }
        while (static_cast<int> (taken.size()) < count)
            taken.push_back (size++);
        return taken;
    }

    void give (const std::vector<int>& channels) { freed.insert (channels.begin(), channels.end()); }
    int numChannels() const noexcept { return size; }

private:
    std::set<int> freed;
    int size = 0;
};

} // namespace

RenderPlan RenderPlan::compile (const GraphModel& model,
                                const std::vector<std::unique_ptr<NodeProcessor>>& nodes,
                                const std::vector<bool>& kept, int hostInputs, int hostOutputs)
{
    const auto sources = sourcesOf (model);
    std::vector<int> readersLeft (nodes.size(), 0);
    for (const auto& heard : sources)
        for (const auto source : heard)
            ++readersLeft[static_cast<std::size_t> (source)];

    RenderPlan plan;
    Arena arena;
    std::vector<std::vector<int>> outputs (nodes.size());
    for (const auto index : Sorter (model, sources).order)
    {
        const auto i = static_cast<std::size_t> (index);
        auto& node = *nodes[i];
        const auto& heard = sources[i];
        const auto place = "nodes[" + std::to_string (index) + "] (" +
                           model.nodes().getChild (index)["id"].toString().toStdString() + "): ";

        int width = node.type().hostBus == HostBus::input ? hostInputs : (node.type().inputs.empty() ? 0 : 1);
        for (std::size_t k = 0; k < heard.size(); ++k)
        {
            const auto units = static_cast<int> (outputs[static_cast<std::size_t> (heard[k])].size());
            if (k > 0 && units != width)
                throw InvalidValue (place + "its cables bring " + std::to_string (width) + " and " +
                                    std::to_string (units) + " units");
            width = units;
        }
        try
        {
            node.setHostChannels (hostOutputs);
            node.setInputUnits (width);
        }
        catch (const InvalidValue& error)
        {
            throw InvalidValue (place + error.what());
        }

        Step step{ index, node.inputUnits(), node.outputUnits(), {}, {}, heard.empty() };
        const auto channels = std::max (step.inputUnits, step.outputUnits);
        const bool takesOver = heard.size() == 1 &&
                               readersLeft[static_cast<std::size_t> (heard.front())] == 1 &&
                               !kept[static_cast<std::size_t> (heard.front())];
        if (takesOver)
        {
            step.channels = outputs[static_cast<std::size_t> (heard.front())];
            const auto more = arena.take (channels - static_cast<int> (step.channels.size()));
            step.channels.insert (step.channels.end(), more.begin(), more.end());
        }
        else
        {
            step.channels = arena.take (channels);
            for (const auto source : heard)
                step.sources.push_back (outputs[static_cast<std::size_t> (source)]);
        }
        for (const auto source : heard)
        {
            const auto s = static_cast<std::size_t> (source);
            if (--readersLeft[s] == 0 && !takesOver && !kept[s])
                arena.give (outputs[s]);
        }

        const auto written = step.channels.begin() + step.outputUnits;
        outputs[i].assign (step.channels.begin(), written);
        arena.give ({ written, step.channels.end() });
        if (readersLeft[i] == 0 && !kept[i] && node.type().hostBus != HostBus::output)
            arena.give (outputs[i]);
        plan.steps.push_back (std::move (step));
    }
    plan.numChannels = arena.numChannels();
    return plan;
}

} // namespace spikegraph

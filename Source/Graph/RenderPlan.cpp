#include "Graph/RenderPlan.h"

#include <algorithm>
#include <set>

namespace spikegraph
{
namespace
{

/// Hands out the lowest channels that are free.
class Arena
{
public:
    std::vector<int> take (int count)
    {
        std::vector<int> taken;
        while (static_cast<int> (taken.size()) < count)
        {
            if (freed.empty())
            {
                taken.push_back (size++);
                continue;
            }
            taken.push_back (*freed.begin());
            freed.erase (freed.begin());
        }
        return taken;
    }

    void give (const std::vector<int>& channels) { freed.insert (channels.begin(), channels.end()); }
    int numChannels() const noexcept { return size; }

private:
    std::set<int> freed;
    int size = 0;
};

class Compiler
{
public:
    explicit Compiler (const PlanRequest& requestToCompile)
        : request (requestToCompile)
        , outlets (request.nodes.size())
        , cablesInto (request.nodes.size())
    {
        for (std::size_t i = 0; i < request.nodes.size(); ++i)
            outlets[i].resize (request.nodes[i].outputUnits.size());
        for (const auto& cable : request.cables)
        {
            ++outletOf (cable).readersLeft;
            cablesInto[static_cast<std::size_t> (cable.target)].push_back (&cable);
        }
        for (const auto& output : request.outputs)
            ++outlets[static_cast<std::size_t> (output.node)].front().readersLeft;
    }

    RenderPlan compile()
    {
        for (int node = 0; node < static_cast<int> (request.nodes.size()); ++node)
            addStep (node,
                     nodeAt (node).isFeedback ? RenderPlan::Part::feedbackRead : RenderPlan::Part::whole);
        for (int node = 0; node < static_cast<int> (request.nodes.size()); ++node)
            if (nodeAt (node).isFeedback)
                addStep (node, RenderPlan::Part::feedbackWrite);
        for (const auto& output : request.outputs)
        {
            const auto& heard = outlets[static_cast<std::size_t> (output.node)].front();
            plan.outputs.push_back ({ heard.channels, output.delay, output.fade });
        }
        plan.numChannels = arena.numChannels();
        return std::move (plan);
    }

private:
    struct Outlet
    {
        std::vector<int> channels;
        int readersLeft = 0;
    };

    const PlanRequest::Node& nodeAt (int node) const
    {
        return request.nodes[static_cast<std::size_t> (node)];
    }

    Outlet& outletOf (const PlanRequest::Cable& cable)
    {
        return outlets[static_cast<std::size_t> (cable.source)][static_cast<std::size_t> (cable.outlet)];
    }

    void addStep (int node, RenderPlan::Part part)
    {
        RenderPlan::Step step{ node, part, {}, {} };
        const auto& type = nodeAt (node);
        std::vector<int> own; // channels that belong to this step's inlets
        if (part != RenderPlan::Part::feedbackRead)
            for (int inlet = 0; inlet < static_cast<int> (type.inputUnits.size()); ++inlet)
                step.inlets.push_back (makeInlet (node, inlet, own));
        if (part == RenderPlan::Part::feedbackRead)
            plan.mostSamples = plan.mostSamples == 0 ? type.feedbackDelaySamples
                                                     : std::min (plan.mostSamples, type.feedbackDelaySamples);

        // What an in-place node takes over is not given back.
        std::vector<int> takenOver;
        if (part != RenderPlan::Part::feedbackWrite)
            for (std::size_t port = 0; port < type.outputUnits.size(); ++port)
            {
                auto& outlet = outlets[static_cast<std::size_t> (node)][port];
                if (port == 0 && part == RenderPlan::Part::whole && mayTakeOver (node, step, own))
                    outlet.channels = takenOver = step.inlets.front().channels;
                else
                    outlet.channels = arena.take (type.outputUnits[port]);
                step.outlets.push_back (outlet.channels);
            }

        if (part != RenderPlan::Part::feedbackRead)
            for (const auto* cable : cablesInto[static_cast<std::size_t> (node)])
                release (*cable, takenOver);
        std::erase_if (own, [&] (int channel) { return contains (takenOver, channel); });
        arena.give (own);
        if (part != RenderPlan::Part::feedbackWrite)
            for (auto& outlet : outlets[static_cast<std::size_t> (node)])
                if (outlet.readersLeft == 0 && !type.isKept)
                    arena.give (outlet.channels);
        plan.steps.push_back (std::move (step));
    }

    static bool contains (const std::vector<int>& channels, int channel)
    {
        return std::find (channels.begin(), channels.end(), channel) != channels.end();
    }

    RenderPlan::Inlet makeInlet (int node, int inletIndex, std::vector<int>& own)
    {
        const auto units = nodeAt (node).inputUnits[static_cast<std::size_t> (inletIndex)];
        RenderPlan::Inlet inlet;
        inlet.hostSource = inletIndex == 0 ? nodeAt (node).hostSource : HostSource::none;
        std::vector<const PlanRequest::Cable*> cables;
        for (const auto* cable : cablesInto[static_cast<std::size_t> (node)])
            if (cable->inlet == inletIndex)
                cables.push_back (cable);

        if (cables.size() == 1 && cables.front()->delay < 0 && cables.front()->fade == Fade::none)
        {
            inlet.channels = repeated (outletOf (*cables.front()).channels, units);
            return inlet;
        }
        inlet.channels = arena.take (units);
        own.insert (own.end(), inlet.channels.begin(), inlet.channels.end());
        inlet.isSilent = cables.empty() && inlet.hostSource == HostSource::none;
        for (const auto* cable : cables)
            inlet.feeds.push_back (
                { repeated (outletOf (*cable).channels, units), cable->delay, cable->fade });
        return inlet;
    }

    /// One unit serves for all.
    static std::vector<int> repeated (const std::vector<int>& channels, int units)
    {
        return channels.size() == 1 ? std::vector<int> (static_cast<std::size_t> (units), channels.front())
                                    : channels;
    }

    bool mayTakeOver (int node, const RenderPlan::Step& step, const std::vector<int>& own)
    {
        const auto& type = nodeAt (node);
        if (!type.isInPlace || step.inlets.empty() || type.inputUnits.front() != type.outputUnits.front())
            return false;
        const auto& channels = step.inlets.front().channels;
        if (channels.empty())
            return false;
        // Another inlet of the same node may read the same source.
        for (std::size_t other = 1; other < step.inlets.size(); ++other)
            for (const auto channel : step.inlets[other].channels)
                if (contains (channels, channel))
                    return false;
        if (contains (own, channels.front()))
            return true;
        for (const auto* cable : cablesInto[static_cast<std::size_t> (node)])
            if (cable->inlet == 0)
                return outletOf (*cable).readersLeft == 1 && !nodeAt (cable->source).isKept &&
                       outletOf (*cable).channels == channels;
        return false;
    }

    void release (const PlanRequest::Cable& cable, const std::vector<int>& takenOver)
    {
        auto& outlet = outletOf (cable);
        if (--outlet.readersLeft > 0 || nodeAt (cable.source).isKept)
            return;
        for (const auto channel : outlet.channels)
            if (!contains (takenOver, channel))
                arena.give ({ channel });
    }

    const PlanRequest& request;
    std::vector<std::vector<Outlet>> outlets;
    std::vector<std::vector<const PlanRequest::Cable*>> cablesInto;
    Arena arena;
    RenderPlan plan;
};

} // namespace

RenderPlan RenderPlan::compile (const PlanRequest& request)
{
    return Compiler (request).compile();
}

} // namespace spikegraph

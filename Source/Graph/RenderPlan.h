#pragma once

#include <vector>

namespace spikegraph
{

/// Whether a cable's signal comes or goes while a plan runs.
enum class Fade
{
    none,
    in,
    out,
};

/// What of the host's audio an inlet hears.
enum class HostSource
{
    none,
    input,
    sideChain,
};

/// What a plan is made from: nodes and cables as numbers.
struct PlanRequest
{
    struct Node
    {
        std::vector<int> inputUnits, outputUnits; ///< the host's included
        bool isInPlace = false, isFeedback = false;
        HostSource hostSource = HostSource::none; ///< what its first input is
        bool isKept = false;                      ///< its outputs stay readable
        int feedbackDelaySamples = 0;             ///< of a Feedback node
    };

    struct Cable
    {
        int source = 0, outlet = 0, target = 0, inlet = 0;
        int delay = -1; ///< the number of its delay line, or none
        Fade fade = Fade::none;
    };

    /// What is heard in the end: the first output of a node.
    struct Output
    {
        int node = 0;
        int delay = -1;
        Fade fade = Fade::none;
    };

    std::vector<Node> nodes; ///< in running order, but for what Feedback nodes hear
    std::vector<Cable> cables;
    std::vector<Output> outputs;
};

/// The order in which nodes run, and the channels of one arena that they read and write; compiled off the
/// audio thread, never changed afterwards.
///
/// An inlet with one cable, neither faded nor delayed, reads where the source wrote: fan-out takes no copies.
/// Any other inlet has channels of its own, into which its cables are added. A node in place writes over its
/// input if nobody reads that later. Channels that nobody reads any more are given to the nodes that follow.
struct RenderPlan
{
    /// Adds a cable's signal to an inlet's channels; the first one overwrites.
    struct Feed
    {
        std::vector<int> from; ///< a channel for each unit of the inlet
        int delay = -1;
        Fade fade = Fade::none;
    };

    struct Inlet
    {
        std::vector<int> channels;
        std::vector<Feed> feeds;                  ///< none where the channels are the source's own
        bool isSilent = false;                    ///< no cable: the channels are to be cleared
        HostSource hostSource = HostSource::none; ///< what the channels are to be filled with
    };

    /// A Feedback node runs twice: reading, and at the end writing.
    enum class Part
    {
        whole,
        feedbackRead,
        feedbackWrite,
    };

    struct Step
    {
        int node = 0;
        Part part = Part::whole;
        std::vector<Inlet> inlets;
        std::vector<std::vector<int>> outlets;
    };

    std::vector<Step> steps;
    std::vector<Feed> outputs;
    int numChannels = 0;
    int mostSamples = 0; ///< that may be run at a time, so that loops close in time; 0: any number

    static RenderPlan compile (const PlanRequest& request);
};

} // namespace spikegraph

#pragma once

#include "Graph/CableDelay.h"
#include "Graph/GraphShape.h"
#include "Graph/RenderPlan.h"

#include <memory>
#include <vector>

namespace spikegraph
{

/// The host's side of a few samples. Outputs may lie over inputs.
template <typename T>
struct HostBlock
{
    Planar<const T> input, sideChain;
    Planar<T> output;
    const MidiEvents& midiIn;
    MidiEvents& midiOut;   ///< what the patch plays is added
    int midiOutOffset = 0; ///< to the sample numbers there
    Transport transport{};
    std::uint64_t moment = 0; ///< samples that the engine has played before
};

/// How far a change has come: what comes in is heard at `in`, what goes out at `out`, for each sample.
template <typename T>
struct FadeGains
{
    const T* in = nullptr;
    const T* out = nullptr;
};

/// A plan, with the nodes, the memory and the delay lines that it runs on.
template <typename T>
class PlanRunner
{
public:
    using Delays = std::vector<std::shared_ptr<CableDelay<T>>>;

    /// The nodes of the plan and the MIDI cables between them. Allocates. At most `maximumSamples` are run at
    /// a time.
    PlanRunner (const RenderPlan& plan, std::vector<std::shared_ptr<NodeInstance>> nodesToRun,
                Delays delaysToUse, const std::vector<ShapeCable>& midiCables, int maximumSamples);

    /// [audio thread, all that follow]
    void run (const HostBlock<T>& host, int samples, const FadeGains<T>& fades) noexcept;
    void reset() noexcept;

    /// What a node put out last. Valid for nodes that the plan keeps.
    Planar<const T> output (int node) const noexcept;

    int mostSamples() const noexcept { return longestRun; }
    const std::vector<std::shared_ptr<NodeInstance>>& nodes() const noexcept { return instances; }

private:
    struct Feed
    {
        std::vector<T*> from;
        CableDelay<T>* delay;
        Fade fade;
    };

    /// An inlet that has channels of its own to fill.
    struct Gathered
    {
        std::vector<T*> channels;
        std::vector<Feed> feeds;
        bool isSilent;
        HostSource hostSource;
    };

    struct Step
    {
        NodeProcessor* processor;
        RenderPlan::Part part;
        std::vector<Gathered> gathered;
        std::vector<std::vector<T*>> pointers; ///< what the views below point to
        std::vector<Planar<const T>> inputs;
        std::vector<Planar<T>> outputs;
        std::vector<const MidiEvents*> midiSources; ///< none: the host
        std::unique_ptr<MidiEvents> midiIn, midiOut;
        bool playsToHost = false;
    };

    std::vector<T*> pointersTo (const std::vector<int>& channels);
    Feed bind (const RenderPlan::Feed& feed);
    void addStep (const RenderPlan::Step& planned);
    void connectMidi (const std::vector<ShapeCable>& midiCables);

    void fill (Step& step, Gathered& inlet, const HostBlock<T>& host, Index samples,
               const FadeGains<T>& fades) noexcept;
    void addUnit (const Feed& feed, std::size_t unit, T* target, bool overwrites, Index samples,
                  const FadeGains<T>& fades) noexcept;
    void gatherMidi (Step& step, const HostBlock<T>& host, int samples) noexcept;
    void putOut (const HostBlock<T>& host, Index samples, const FadeGains<T>& fades) noexcept;

    std::vector<std::shared_ptr<NodeInstance>> instances;
    Delays delays;
    int channelSamples, longestRun;
    std::vector<T> arena, scratch;
    std::vector<Step> steps;
    std::vector<int> stepOfNode;
    std::vector<Feed> outputs;
};

} // namespace spikegraph

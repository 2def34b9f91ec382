#pragma once

#include "Graph/PlanRunner.h"
#include "Graph/ShapeChange.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace spikegraph
{

/// From one shape of a patch to another: a plan in which both sound while one fades into the other, then the
/// new one alone. Where both together would have a loop, the old one fades out first and then the new one in.
///
/// Nodes and delay lines that both have are shared, and so keep their state.
template <typename T>
class GraphProgram
{
public:
    /// Samples that are run at a time: few enough for the units of a node to stay in the cache.
    static constexpr int chunkSamples = 128;
    static constexpr double fadeSeconds = 0.02;

    /// A shape from its initial state. [owner]
    GraphProgram (const GraphShape& shape, const RenderFormat& format, const juce::StringArray& keptNodes);

    /// A change. [owner; `before` may be running]
    GraphProgram (const GraphProgram& before, const GraphShape& oldShape, const GraphShape& newShape,
                  const RenderFormat& format, const juce::StringArray& keptNodes);

    std::uint64_t number = 0; ///< for the engine to tell programs apart

    /// Lets go of what only the change needed. [owner, settled]
    void dropFinishedPhases();

    // [audio thread]

    /// How many samples may be run now.
    int mostSamples() const noexcept;
    void run (const HostBlock<T>& host, int samples) noexcept;

    /// Restores the initial state; a change is over at once.
    void reset() noexcept;

    bool isSettled() const noexcept { return current + 1 == phases.size(); }

    /// What the k-th kept node has put out in the last run; no units where it does not run.
    Planar<const T> keptOutput (std::size_t k) const noexcept;

private:
    /// A plan that runs for some time.
    struct Phase
    {
        std::unique_ptr<PlanRunner<T>> runner;
        std::vector<int> kept;
        int warmUpSamples = 0; ///< before the fade, so that delays have filled
        int fadeSamples = 0;   ///< 0 in the last phase, which does not end

        int length() const noexcept { return warmUpSamples + fadeSamples; }
    };

    /// A delay line and where it stands, so that the next program finds it again.
    struct Line
    {
        const NodeInstance* source;
        int outlet;
        const NodeInstance* target; ///< none: the host's output
        int inlet;
        int delaySamples;
        std::shared_ptr<CableDelay<T>> delay;
    };

    void addPhase (const ShapeChange& change, const RenderFormat& format, const juce::StringArray& keptNodes,
                   int warmUpSamples, int fadeSamples);
    std::shared_ptr<CableDelay<T>> delayFor (Line line, int units);

    std::vector<Phase> phases;
    std::vector<Line> lines;              ///< of all phases, after those of the program before
    std::size_t current = 0, lastRun = 0; ///< phases
    int position = 0;                     ///< samples since the phase began
    std::vector<T> gainsIn, gainsOut;
};

extern template class GraphProgram<float>;
extern template class GraphProgram<double>;

} // namespace spikegraph

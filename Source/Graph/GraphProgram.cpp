#include "Graph/GraphProgram.h"

#include <algorithm>

namespace spikegraph
{
namespace
{

/// A node as the plan sees it.
template <typename T>
PlanRequest::Node describe (NodeInstance& instance, bool isKept)
{
    auto& processor = instance.processor;
    const auto& type = processor.type();
    PlanRequest::Node node;
    node.inputUnits = processor.inputUnits();
    node.outputUnits = processor.outputUnits();
    node.isInPlace = type.isInPlace;
    node.isFeedback = type.isFeedback;
    node.hostSource = type.hostBus == HostBus::input       ? HostSource::input
                      : type.hostBus == HostBus::sideChain ? HostSource::sideChain
                                                           : HostSource::none;
    node.isKept = isKept;
    if (type.isFeedback)
        node.feedbackDelaySamples = processor.feedbackKernel<T>().delaySamples();
    return node;
}

} // namespace

template <typename T>
GraphProgram<T>::GraphProgram (const GraphShape& shape, const RenderFormat& format,
                               const juce::StringArray& keptNodes)
    : gainsIn (chunkSamples)
    , gainsOut (chunkSamples)
{
    addPhase (ShapeChange::none (shape), format, keptNodes, 0, 0);
}

template <typename T>
GraphProgram<T>::GraphProgram (const GraphProgram& before, const GraphShape& oldShape,
                               const GraphShape& newShape, const RenderFormat& format,
                               const juce::StringArray& keptNodes)
    : lines (before.lines)
    , gainsIn (chunkSamples)
    , gainsOut (chunkSamples)
{
    // What went with the change before is gone, and another node may stand at its address.
    const auto isGone = [&] (const NodeInstance* node)
    {
        return node != nullptr && std::none_of (oldShape.nodes.begin(), oldShape.nodes.end(),
                                                [&] (const auto& other) { return other.get() == node; });
    };
    std::erase_if (lines, [&] (const Line& line) { return isGone (line.source) || isGone (line.target); });

    const auto fadeSamples = std::max (1, static_cast<int> (fadeSeconds * format.sampleRateHz));
    if (const auto both = ShapeChange::crossfade (oldShape, newShape))
    {
        addPhase (*both, format, keptNodes, newShape.latencySamples, fadeSamples);
    }
    else
    {
        addPhase (ShapeChange::leaving (oldShape, newShape), format, keptNodes, 0, fadeSamples);
        addPhase (ShapeChange::arriving (oldShape, newShape), format, keptNodes, newShape.latencySamples,
                  fadeSamples);
    }
    addPhase (ShapeChange::none (newShape), format, keptNodes, 0, 0);

    // Lines that no phase of this program has are not looked for again.
    std::erase_if (lines, [] (const Line& line) { return line.delay.use_count() == 1; });
}

template <typename T>
void GraphProgram<T>::addPhase (const ShapeChange& change, const RenderFormat& format,
                                const juce::StringArray& keptNodes, int warmUpSamples, int fadeSamples)
{
    PlanRequest request;
    typename PlanRunner<T>::Delays delays;
    for (const auto& node : change.nodes)
        request.nodes.push_back (describe<T> (*node, keptNodes.contains (node->id)));
    const auto lineOf = [&] (Line line, int units)
    {
        if (line.delaySamples == 0)
            return -1;
        delays.push_back (delayFor (std::move (line), units));
        return static_cast<int> (delays.size()) - 1;
    };
    const auto nodeAt = [&] (int index) { return change.nodes[static_cast<std::size_t> (index)].get(); };
    for (const auto& [cable, fade] : change.cables)
    {
        const auto* target = nodeAt (cable.target);
        const auto units = target->processor.inputUnits()[static_cast<std::size_t> (cable.inlet)];
        request.cables.push_back ({ cable.source, cable.outlet, cable.target, cable.inlet,
                                    lineOf ({ nodeAt (cable.source), cable.outlet, target, cable.inlet,
                                              cable.delaySamples, nullptr },
                                            units),
                                    fade });
    }
    for (const auto& output : change.outputs)
        request.outputs.push_back (
            { output.node,
              lineOf ({ nodeAt (output.node), 0, nullptr, 0, output.delaySamples, nullptr },
                      format.outputChannels),
              output.fade });

    auto& phase = phases.emplace_back();
    phase.warmUpSamples = warmUpSamples;
    phase.fadeSamples = fadeSamples;
    for (const auto& id : keptNodes)
    {
        // While an old node of the same id fades out, the new one counts: it comes first in a change.
        const auto found = std::find_if (change.nodes.begin(), change.nodes.end(),
                                         [&] (const auto& node) { return node->id == id; });
        phase.kept.push_back (found == change.nodes.end() ? -1
                                                          : static_cast<int> (found - change.nodes.begin()));
    }
    phase.runner = std::make_unique<PlanRunner<T>> (RenderPlan::compile (request), change.nodes,
                                                    std::move (delays), change.midiCables, chunkSamples);
}

template <typename T>
std::shared_ptr<CableDelay<T>> GraphProgram<T>::delayFor (Line wanted, int units)
{
    for (const auto& line : lines)
        if (line.source == wanted.source && line.outlet == wanted.outlet && line.target == wanted.target &&
            line.inlet == wanted.inlet && line.delaySamples == wanted.delaySamples)
            return line.delay;
    wanted.delay = std::make_shared<CableDelay<T>> (units, wanted.delaySamples);
    lines.push_back (wanted);
    return wanted.delay;
}

template <typename T>
void GraphProgram<T>::dropFinishedPhases()
{
    for (std::size_t i = 0; i + 1 < phases.size(); ++i)
        phases[i].runner.reset();
}

template <typename T>
int GraphProgram<T>::mostSamples() const noexcept
{
    const auto& phase = phases[current];
    const auto most = phase.runner->mostSamples();
    return isSettled() ? most : std::min (most, phase.length() - position);
}

template <typename T>
void GraphProgram<T>::run (const HostBlock<T>& host, int samples) noexcept
{
    auto& phase = phases[current];
    for (int t = 0; t < samples && !isSettled(); ++t)
    {
        const auto faded = std::clamp (position + t + 1 - phase.warmUpSamples, 0, phase.fadeSamples);
        gainsIn[static_cast<std::size_t> (t)] = static_cast<T> (faded) / static_cast<T> (phase.fadeSamples);
        gainsOut[static_cast<std::size_t> (t)] = T (1) - gainsIn[static_cast<std::size_t> (t)];
    }
    lastRun = current;
    phase.runner->run (host, samples, { gainsIn.data(), gainsOut.data() });
    if (isSettled())
        return;
    position += samples;
    if (position == phase.length())
    {
        ++current;
        position = 0;
    }
}

template <typename T>
void GraphProgram<T>::reset() noexcept
{
    current = lastRun = phases.size() - 1;
    position = 0;
    phases.back().runner->reset();
}

template <typename T>
Planar<const T> GraphProgram<T>::keptOutput (std::size_t k) const noexcept
{
    const auto& phase = phases[lastRun];
    return phase.kept[k] < 0 ? Planar<const T>{} : phase.runner->output (phase.kept[k]);
}

template class GraphProgram<float>;
template class GraphProgram<double>;

} // namespace spikegraph

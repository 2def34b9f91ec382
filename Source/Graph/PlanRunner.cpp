#include "Graph/PlanRunner.h"

#include <algorithm>

namespace spikegraph
{

template <typename T>
PlanRunner<T>::PlanRunner (const RenderPlan& plan, std::vector<std::shared_ptr<NodeInstance>> nodesToRun,
                           Delays delaysToUse, const std::vector<ShapeCable>& midiCables, int maximumSamples)
    : instances (std::move (nodesToRun))
    , delays (std::move (delaysToUse))
    , channelSamples (maximumSamples)
    , longestRun (plan.mostSamples > 0 ? std::min (plan.mostSamples, maximumSamples) : maximumSamples)
    , arena (static_cast<std::size_t> (plan.numChannels) * static_cast<std::size_t> (maximumSamples), T (0))
    , scratch (static_cast<std::size_t> (maximumSamples))
    , stepOfNode (instances.size(), -1)
{
    steps.reserve (plan.steps.size());
    for (const auto& planned : plan.steps)
        addStep (planned);
    connectMidi (midiCables);
    for (const auto& output : plan.outputs)
        outputs.push_back (bind (output));
}

template <typename T>
std::vector<T*> PlanRunner<T>::pointersTo (const std::vector<int>& channels)
{
    std::vector<T*> pointers;
    pointers.reserve (channels.size());
    for (const auto channel : channels)
        pointers.push_back (arena.data() +
                            static_cast<std::size_t> (channel) * static_cast<std::size_t> (channelSamples));
    return pointers;
}

template <typename T>
typename PlanRunner<T>::Feed PlanRunner<T>::bind (const RenderPlan::Feed& feed)
{
    return { pointersTo (feed.from),
             feed.delay < 0 ? nullptr : delays[static_cast<std::size_t> (feed.delay)].get(), feed.fade };
}

template <typename T>
void PlanRunner<T>::addStep (const RenderPlan::Step& planned)
{
    auto& step = steps.emplace_back();
    step.processor = &instances[static_cast<std::size_t> (planned.node)]->processor;
    step.part = planned.part;
    step.pointers.reserve (planned.inlets.size() + planned.outlets.size()); // views keep its addresses
    for (const auto& inlet : planned.inlets)
    {
        const auto& pointers = step.pointers.emplace_back (pointersTo (inlet.channels));
        step.inputs.push_back (Planar<T>{ pointers.data(), 0, static_cast<Index> (pointers.size()) });
        if (!inlet.isSilent && inlet.hostSource == HostSource::none && inlet.feeds.empty())
            continue;
        auto& gathered =
            step.gathered.emplace_back (Gathered{ pointers, {}, inlet.isSilent, inlet.hostSource });
        for (const auto& feed : inlet.feeds)
            gathered.feeds.push_back (bind (feed));
    }
    for (const auto& outlet : planned.outlets)
    {
        const auto& pointers = step.pointers.emplace_back (pointersTo (outlet));
        step.outputs.push_back ({ pointers.data(), 0, static_cast<Index> (pointers.size()) });
    }
    const auto& type = step.processor->type();
    if (type.hasMidiInput())
        step.midiIn = std::make_unique<MidiEvents>();
    if (type.hasMidiOutput())
        step.midiOut = std::make_unique<MidiEvents>();
    step.playsToHost = type.hasMidiOutput();
    if (planned.part != RenderPlan::Part::feedbackWrite)
        stepOfNode[static_cast<std::size_t> (planned.node)] = static_cast<int> (steps.size()) - 1;
}

template <typename T>
void PlanRunner<T>::connectMidi (const std::vector<ShapeCable>& midiCables)
{
    const auto stepOf = [this] (int node) -> Step&
    { return steps[static_cast<std::size_t> (stepOfNode[static_cast<std::size_t> (node)])]; };
    for (const auto& cable : midiCables)
    {
        stepOf (cable.target).midiSources.push_back (stepOf (cable.source).midiOut.get());
        stepOf (cable.source).playsToHost = false;
    }
}

template <typename T>
void PlanRunner<T>::run (const HostBlock<T>& host, int samples, const FadeGains<T>& fades) noexcept
{
    for (auto& step : steps)
    {
        for (auto& inlet : step.gathered)
            fill (step, inlet, host, samples, fades);
        for (auto& input : step.inputs)
            input.steps = samples;
        for (auto& output : step.outputs)
            output.steps = samples;

        if (step.part == RenderPlan::Part::feedbackRead)
        {
            step.processor->template feedbackKernel<T>().read (step.outputs.front());
            step.processor->hold (step.outputs.front());
            step.processor->monitor().template write<T> (step.outputs.front(), host.moment);
            continue;
        }
        if (step.part == RenderPlan::Part::feedbackWrite)
        {
            step.processor->template feedbackKernel<T>().write (step.inputs.front());
            continue;
        }
        if (step.midiIn != nullptr)
            gatherMidi (step, host, samples);
        if (step.midiOut != nullptr)
            step.midiOut->clear();
        step.processor->process (NodeBlock<T>{ samples, step.inputs.data(), step.outputs.data(),
                                               step.midiIn.get(), step.midiOut.get(), host.transport,
                                               host.moment });
        if (step.playsToHost)
            host.midiOut.addFrom (step.midiOut->buffer(), 0, samples, host.midiOutOffset);
    }
    putOut (host, samples, fades);
    for (auto& delay : delays)
        delay->advance (samples);
}

template <typename T>
void PlanRunner<T>::fill (Step& step, Gathered& inlet, const HostBlock<T>& host, Index samples,
                          const FadeGains<T>& fades) noexcept
{
    if (inlet.hostSource != HostSource::none)
    {
        const auto& source = inlet.hostSource == HostSource::sideChain ? host.sideChain : host.input;
        for (std::size_t unit = 0; unit < inlet.channels.size(); ++unit)
            if (static_cast<Index> (unit) < source.units)
                std::copy_n (source.unit (static_cast<Index> (unit)), samples, inlet.channels[unit]);
            else // the host has no such channel: an instrument without input, no side chain
                std::fill_n (inlet.channels[unit], samples, T (0));
        step.processor->hold (
            Planar<T>{ inlet.channels.data(), samples, static_cast<Index> (inlet.channels.size()) });
    }
    if (inlet.isSilent)
        for (auto* channel : inlet.channels)
            std::fill_n (channel, samples, T (0));
    bool overwrites = true;
    for (const auto& feed : inlet.feeds)
    {
        for (std::size_t unit = 0; unit < inlet.channels.size(); ++unit)
            addUnit (feed, unit, inlet.channels[unit], overwrites, samples, fades);
        overwrites = false;
    }
}

template <typename T>
void PlanRunner<T>::addUnit (const Feed& feed, std::size_t unit, T* target, bool overwrites, Index samples,
                             const FadeGains<T>& fades) noexcept
{
    const auto* gains = feed.fade == Fade::in ? fades.in : feed.fade == Fade::out ? fades.out : nullptr;
    const T* source = feed.from[unit];
    if (feed.delay != nullptr)
    {
        feed.delay->process (unit, source, scratch.data(), samples);
        source = scratch.data();
    }
    if (overwrites && gains == nullptr)
        std::copy_n (source, samples, target);
    else if (overwrites)
        for (Index t = 0; t < samples; ++t)
            target[t] = source[t] * gains[t];
    else if (gains == nullptr)
        for (Index t = 0; t < samples; ++t)
            target[t] += source[t];
    else
        for (Index t = 0; t < samples; ++t)
            target[t] += source[t] * gains[t];
}

template <typename T>
void PlanRunner<T>::gatherMidi (Step& step, const HostBlock<T>& host, int samples) noexcept
{
    step.midiIn->clear();
    if (step.midiSources.empty())
        step.midiIn->addFrom (host.midiIn.buffer(), 0, samples, 0);
    for (const auto* source : step.midiSources)
        step.midiIn->addFrom (source->buffer(), 0, samples, 0);
}

/// Several output nodes add up.
template <typename T>
void PlanRunner<T>::putOut (const HostBlock<T>& host, Index samples, const FadeGains<T>& fades) noexcept
{
    for (Index channel = 0; channel < host.output.units; ++channel)
    {
        auto* target = host.output.unit (channel);
        if (outputs.empty())
            std::fill_n (target, samples, T (0));
        bool overwrites = true;
        for (const auto& feed : outputs)
        {
            addUnit (feed, static_cast<std::size_t> (channel), target, overwrites, samples, fades);
            overwrites = false;
        }
    }
}

template <typename T>
void PlanRunner<T>::reset() noexcept
{
    for (auto& instance : instances)
        instance->processor.reset();
    for (auto& delay : delays)
        delay->reset();
}

template <typename T>
Planar<const T> PlanRunner<T>::output (int node) const noexcept
{
    const auto& views = steps[static_cast<std::size_t> (stepOfNode[static_cast<std::size_t> (node)])].outputs;
    return views.empty() ? Planar<const T>{} : views.front();
}

template class PlanRunner<float>;
template class PlanRunner<double>;

} // namespace spikegraph

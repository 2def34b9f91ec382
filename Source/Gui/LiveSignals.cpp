#include "Gui/LiveSignals.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace spikegraph
{
namespace
{

constexpr int looksPerSecond = 60;
/// Falls by 20 dB in a third of a second.
const auto levelDecayPerFrame =
    static_cast<float> (std::pow (0.1, 3.0 / NodeMonitor::summaryFramesPerSecond));

} // namespace

LiveSignals::History::History (std::shared_ptr<NodeInstance> instanceToRead)
    : instance (std::move (instanceToRead))
    , ring (instance->processor.monitor().summary())
{
    if (ring == nullptr)
        return;
    reader = std::make_unique<SampleRing::Reader> (ring);
    numUnits = ring->units();
    isOfSpikes = instance->processor.type().putsOutSpikes();
    rateHz = ring->sampleRateHz();
    sampleRateHz = instance->processor.getSampleRate();
    values.resize (static_cast<std::size_t> (numUnits * capacityFrames));
    incoming.resize (static_cast<std::size_t> (numUnits * ring->capacityFrames()));
    silence.resize (static_cast<std::size_t> (numUnits));
}

const float* LiveSignals::History::frame (Index framesAgo) const noexcept
{
    if (framesAgo >= capacityFrames || static_cast<std::uint64_t> (framesAgo) >= count)
        return silence.data();
    const auto slot = static_cast<Index> ((count - 1 - static_cast<std::uint64_t> (framesAgo)) %
                                          static_cast<std::uint64_t> (capacityFrames));
    return values.data() + slot * numUnits;
}

float LiveSignals::History::peak (Index unit, Index lastFrames) const noexcept
{
    float largest = 0.0f;
    for (Index i = 0; i < lastFrames; ++i)
        largest = std::max (largest, std::abs (frame (i)[unit]));
    return largest;
}

double LiveSignals::History::sum (Index lastFrames) const noexcept
{
    double total = 0.0;
    for (Index i = 0; i < lastFrames; ++i)
        total = std::accumulate (frame (i), frame (i) + numUnits, total);
    return total;
}

/// Whether anything has come.
bool LiveSignals::History::read()
{
    const auto got = reader->read ({ incoming.data(), ring->capacityFrames(), numUnits });
    for (Index i = 0; i < got; ++i)
    {
        const auto* from = incoming.data() + i * numUnits;
        const auto slot = static_cast<Index> (count++ % static_cast<std::uint64_t> (capacityFrames));
        std::copy_n (from, numUnits, values.data() + slot * numUnits);
        float loudest = 0.0f, sum = 0.0f;
        for (Index unit = 0; unit < numUnits; ++unit)
        {
            loudest = std::max (loudest, std::abs (from[unit]));
            sum += from[unit];
        }
        const auto level = isOfSpikes ? std::min (1.0f, sum / static_cast<float> (numUnits)) : loudest;
        heldLevel = std::max (level, heldLevel * levelDecayPerFrame);
    }
    if (isOfSpikes && got > 0)
    {
        looks.push_back ({ count, instance->processor.monitor().spikes() });
        const auto halfASecond = static_cast<std::uint64_t> (rateHz * 0.5);
        while (looks.size() > 2 && count - looks[1].frames >= halfASecond)
            looks.pop_front();
    }
    return got > 0;
}

double LiveSignals::History::spikesPerSecond() const noexcept
{
    if (looks.size() < 2)
        return 0.0;
    const auto seconds = static_cast<double> (looks.back().frames - looks.front().frames) / rateHz;
    return (looks.back().spikes - looks.front().spikes) / seconds;
}

//==================================================================================================

LiveSignals::LiveSignals (Document& documentToFollow)
    : document (documentToFollow)
{
    document.addListener (this);
}

LiveSignals::~LiveSignals()
{
    document.removeListener (this);
}

const LiveSignals::History* LiveSignals::of (const juce::String& nodeId) const
{
    const auto found = histories.find (nodeId);
    return found == histories.end() ? nullptr : found->second.get();
}

LiveSignals::Activity LiveSignals::activity() const
{
    Activity all;
    double heldSamples = 0.0, samples = 0.0; // a spike is in every sample of its step
    for (const auto& [id, history] : histories)
    {
        if (!history->areSpikes())
            continue;
        all.hasNeurons = true;
        const auto lastFrames = std::min (static_cast<Index> (history->framesPerSecond() * 0.5),
                                          static_cast<Index> (history->frames()));
        if (lastFrames == 0)
            continue;
        heldSamples += history->sum (lastFrames);
        samples += static_cast<double> (lastFrames * history->units()) * history->samplesPerFrame();
        all.spikesPerSecond += history->spikesPerSecond();
    }
    if (samples > 0.0)
        all.sparsity = 1.0 - heldSamples / samples;
    return all;
}

void LiveSignals::setWatching (bool shouldWatch)
{
    if (shouldWatch == isWatching)
        return;
    isWatching = shouldWatch;
    if (isWatching)
        startTimerHz (looksPerSecond);
    else
        stopTimer();
    patchChanged (document.patch());
}

void LiveSignals::patchChanged (const PatchSnapshot& patch)
{
    auto old = std::move (histories);
    histories.clear();
    if (!isWatching)
        return;
    for (const auto& node : patch.nodes)
    {
        if (node.instance == nullptr)
            continue;
        auto known = old.find (node.id);
        if (known != old.end() && known->second->instance == node.instance)
            histories[node.id] = std::move (known->second);
        else if (node.instance->processor.monitor().summary() != nullptr)
            histories[node.id] = std::make_unique<History> (node.instance);
    }
}

void LiveSignals::timerCallback()
{
    bool isNew = false;
    for (auto& [id, history] : histories)
        isNew = history->read() || isNew;
    if (isNew)
        listeners.call ([] (Listener& listener) { listener.signalsMoved(); });
}

} // namespace spikegraph

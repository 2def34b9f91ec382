#include "Gui/ScopeFeed.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace spikegraph
{
namespace
{

/// -120 dB of full scale.
constexpr float inaudible = 1e-6f;

} // namespace

void ScopeFeed::Side::open (NodeInstance& instance)
{
    ring = instance.processor.monitor().samples();
    reader = nullptr;
    if (ring == nullptr)
        return;
    reader = std::make_unique<SampleRing::Reader> (ring);
    frames.resize (static_cast<std::size_t> (framesAtOnce * ring->units()));
    moments.resize (static_cast<std::size_t> (framesAtOnce));
}

bool ScopeFeed::Side::take()
{
    count =
        reader == nullptr ? 0 : reader->read ({ frames.data(), framesAtOnce, ring->units() }, moments.data());
    return count > 0;
}

bool ScopeFeed::follow (const Sources& sourcesToFollow)
{
    if (follows && sourcesToFollow == sources)
        return false;
    follows = true;
    soundSide = {};
    spikeSide = {};
    sources = sourcesToFollow;
    clear();
    if (sources.sound != nullptr)
        soundSide.open (*sources.sound);
    // A ring has one reader.
    if (sources.spikes != nullptr && !isOneNode())
        spikeSide.open (*sources.spikes);
    return true;
}

void ScopeFeed::pause()
{
    follows = false;
    soundSide.reader = nullptr;
    spikeSide.reader = nullptr;
}

void ScopeFeed::clear()
{
    const auto* first = sources.sound != nullptr ? sources.sound.get() : sources.spikes.get();
    if (first != nullptr)
        rateHz = std::max (1.0, first->processor.getSampleRate());
    origin.reset();
    capacity = static_cast<std::int64_t> (std::ceil (historySeconds * rateHz));
    soundHistory.assign (static_cast<std::size_t> (capacity), 0.0f);
    lastSound = -1;
    events.clear();
    gaps.clear();
    forgottenBefore = 0;
    soundBegin = soundEnd = spikesBegin = spikesEnd = 0;
    asked.reset();
    numUnits = 0;
    form = {};
    if (sources.spikes == nullptr)
        return;
    auto& node = sources.spikes->processor;
    numUnits = node.outputUnits().empty() ? 0 : node.outputUnits().front();
    held.assign (static_cast<std::size_t> (numUnits), {});
    form = { node.parameters(), rateHz };
    if (!sources.soundMakesSpikes || sources.sound == nullptr)
        return;
    asked = AskedRate::of (sources.spikes);
    samplesPerAsked = std::max<std::int64_t> (1, std::llround (0.001 * rateHz));
    // A mean needs no more than some samples of many units.
    askedEvery = std::max (1, sources.sound->processor.outputUnits().front() / 4);
    askedHistory.assign (static_cast<std::size_t> (capacity / samplesPerAsked + 1), {});
}

bool ScopeFeed::read()
{
    bool hasCome = false;
    auto left = std::llround (rateHz); // an end, even where more comes all the time
    for (bool isMore = true; isMore && left > 0; left -= framesAtOnce)
    {
        const bool gotSound = soundSide.take(), gotSpikes = spikeSide.take();
        if (!origin && (gotSound || gotSpikes))
            origin = std::min (gotSound ? soundSide.moments.front() : ~std::uint64_t (0),
                               gotSpikes ? spikeSide.moments.front() : ~std::uint64_t (0));
        if (gotSound)
            takeSound();
        if (gotSound && isOneNode())
            takeSpikes (soundSide);
        if (gotSpikes)
            takeSpikes (spikeSide);
        isMore = gotSound || gotSpikes;
        hasCome = hasCome || isMore;
    }
    if (hasCome)
        forget();
    return hasCome;
}

void ScopeFeed::takeSound()
{
    const auto soundUnits = soundSide.ring->units();
    for (Index i = 0; i < soundSide.count; ++i)
    {
        const auto moment = momentOf (soundSide, i);
        if (soundEnd == 0)
            soundBegin = moment;
        else // silence stands for what was dropped
            for (auto at = std::max (soundEnd, moment - capacity); at < moment; ++at)
                soundHistory[soundSlot (at)] = 0.0f;
        soundEnd = moment + 1;
        const auto* frame = soundSide.frame (i);
        const auto mean = std::accumulate (frame, frame + soundUnits, 0.0f) / static_cast<float> (soundUnits);
        soundHistory[soundSlot (moment)] = mean;
        if (std::abs (mean) > inaudible)
            lastSound = moment;
        if (asked && moment % askedEvery == 0)
            addAsked (moment, frame, soundUnits);
    }
}

void ScopeFeed::addAsked (std::int64_t moment, const float* frame, Index soundUnits)
{
    const auto number = moment / samplesPerAsked;
    auto& stretch = askedHistory[static_cast<std::size_t> (number) % askedHistory.size()];
    if (stretch.number != number)
        stretch = { number };
    stretch.sumHz += asked->hz (frame, soundUnits);
    ++stretch.count;
}

/// A time step's spike lasts for all of its samples: it is over when they are, or when the value changes.
void ScopeFeed::takeSpikes (const Side& side)
{
    for (Index i = 0; i < side.count; ++i)
    {
        const auto moment = momentOf (side, i);
        if (spikesEnd == 0)
            spikesBegin = moment;
        else if (moment > spikesEnd)
        {
            gaps.push_back ({ spikesEnd, moment });
            std::fill (held.begin(), held.end(), Held{});
        }
        spikesEnd = moment + 1;
        const auto* frame = side.frame (i);
        for (int unit = 0; unit < numUnits; ++unit)
        {
            const auto value = frame[unit];
            auto& now = held[static_cast<std::size_t> (unit)];
            if (!(value < 0.0f || value > 0.0f))
                now = {};
            else if (now.left > 0 && value == now.value)
                --now.left;
            else
            {
                const auto count = form.countOf (value);
                events.push_back ({ moment, unit, count < 0 ? -1 : 1, std::abs (count) });
                now = { value, form.stepSamples() - 1 };
            }
        }
    }
}

void ScopeFeed::forget()
{
    const auto oldest = end() - capacity;
    while (!events.empty() && (events.front().moment < oldest || events.size() > mostSpikes))
    {
        forgottenBefore = events.front().moment + 1;
        events.pop_front();
    }
    while (!gaps.empty() && gaps.front().last < oldest)
        gaps.pop_front();
}

std::int64_t ScopeFeed::end() const noexcept
{
    if (!hasSound() || !hasSpikes())
        return std::max (soundEnd, spikesEnd);
    return std::min (soundEnd, spikesEnd);
}

std::int64_t ScopeFeed::begin() const noexcept
{
    return std::max ({ soundBegin, spikesBegin, forgottenBefore, std::max (soundEnd, spikesEnd) - capacity });
}

bool ScopeFeed::isSilentSince (std::int64_t first) const noexcept
{
    return lastSound < first && (events.empty() || events.back().moment < first);
}

void ScopeFeed::copySound (std::int64_t first, int count, float* into) const noexcept
{
    const auto oldest = std::max (soundBegin, soundEnd - capacity);
    const auto from = std::clamp (oldest - first, std::int64_t (0), std::int64_t (count)),
               to = std::clamp (soundEnd - first, from, std::int64_t (count));
    std::fill (into, into + from, 0.0f);
    for (auto i = from; i < to;)
    {
        const auto slot = soundSlot (first + i);
        const auto run = std::min (to - i, static_cast<std::int64_t> (soundHistory.size() - slot));
        std::copy_n (soundHistory.data() + slot, run, into + i);
        i += run;
    }
    std::fill (into + to, into + count, 0.0f);
}

double ScopeFeed::secondsSeen (std::int64_t first, std::int64_t last) const noexcept
{
    auto samples = std::max (std::int64_t (0), last - first);
    for (const auto& gap : gaps)
        samples -= std::max (std::int64_t (0), std::min (last, gap.last) - std::max (first, gap.first));
    return static_cast<double> (samples) / rateHz;
}

SpikeFigures ScopeFeed::figures (std::int64_t first, std::int64_t last) const
{
    first = std::max (first, begin());
    last = std::min (last, end());
    return SpikeFigures::of (spikes (first, last), numUnits, secondsSeen (first, last),
                             form.stepSamples() / rateHz);
}

IntervalHistogram ScopeFeed::intervals (std::int64_t first, std::int64_t last) const
{
    return { spikes (first, last), numUnits, rateHz };
}

double ScopeFeed::askedRateHz (std::int64_t first, std::int64_t last) const noexcept
{
    if (!asked || last <= 0)
        return -1.0;
    double sum = 0.0;
    int count = 0;
    for (auto number = std::max (std::int64_t (0), first) / samplesPerAsked;
         number <= (last - 1) / samplesPerAsked; ++number)
        if (const auto& stretch = askedHistory[static_cast<std::size_t> (number) % askedHistory.size()];
            stretch.number == number)
        {
            sum += stretch.sumHz;
            count += stretch.count;
        }
    return count > 0 ? sum / count : -1.0;
}

} // namespace spikegraph

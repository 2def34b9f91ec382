#pragma once

#include "Core/Views.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace spikegraph
{

/// What passes a node, for one who draws it: a bounded queue of frames (a sample of every unit) from the
/// audio thread to one reader, without locks. Frames that find no room are dropped, and counted. Costs
/// nothing but a look where no one reads.
///
/// Each frame keeps the moment that its writer gives it: where two rings count alike, their frames can be
/// told to belong together, whenever the readers came and whatever was dropped.
class SampleRing
{
public:
    class Reader;

    /// Throws std::bad_alloc. All sizes are at least 1.
    SampleRing (Index unitsToHold, Index capacityFrames, double sampleRateOfFramesHz)
        : numUnits (unitsToHold)
        , capacity (capacityFrames)
        , rateHz (sampleRateOfFramesHz)
        , frames (static_cast<std::size_t> (unitsToHold * capacityFrames))
        , moments (static_cast<std::size_t> (capacityFrames))
    {
    }

    Index units() const noexcept { return numUnits; }
    Index capacityFrames() const noexcept { return capacity; }
    double sampleRateHz() const noexcept { return rateHz; }

    /// Frames that found no room since a reader came. [any thread]
    std::uint64_t droppedFrames() const noexcept { return dropped.load (std::memory_order_relaxed); }

    /// [any thread]
    bool isRead() const noexcept { return hasReader.load (std::memory_order_acquire); }

    /// Of as many units as the ring, the first of them at a moment. [audio thread]
    template <typename T>
    void write (Planar<const T> samples, std::uint64_t moment = 0) noexcept
    {
        if (!isRead())
            return;
        const auto end = written.load (std::memory_order_relaxed);
        const auto count = std::min (roomFrom (end), samples.steps);
        for (Index unit = 0; unit < numUnits; ++unit)
        {
            const auto* source = samples.unit (unit);
            auto place = static_cast<Index> (end % static_cast<std::uint64_t> (capacity));
            for (Index t = 0; t < count; ++t)
            {
                frames[static_cast<std::size_t> (place * numUnits + unit)] = static_cast<float> (source[t]);
                place = place + 1 == capacity ? 0 : place + 1;
            }
        }
        auto slot = static_cast<Index> (end % static_cast<std::uint64_t> (capacity));
        for (Index t = 0; t < count; ++t)
        {
            moments[static_cast<std::size_t> (slot)] = moment++;
            slot = slot + 1 == capacity ? 0 : slot + 1;
        }
        written.store (end + static_cast<std::uint64_t> (count), std::memory_order_release);
        if (count < samples.steps)
            dropped.fetch_add (static_cast<std::uint64_t> (samples.steps - count), std::memory_order_relaxed);
    }

    /// A frame of as many values as there are units. [audio thread]
    void writeFrame (const float* values, std::uint64_t moment = 0) noexcept
    {
        if (!isRead())
            return;
        const auto end = written.load (std::memory_order_relaxed);
        if (roomFrom (end) == 0)
        {
            dropped.fetch_add (1, std::memory_order_relaxed);
            return;
        }
        const auto slot = static_cast<Index> (end % static_cast<std::uint64_t> (capacity));
        std::copy_n (values, numUnits, frames.data() + slot * numUnits);
        moments[static_cast<std::size_t> (slot)] = moment;
        written.store (end + 1, std::memory_order_release);
    }

private:
    Index roomFrom (std::uint64_t end) const noexcept
    {
        return capacity - static_cast<Index> (end - taken.load (std::memory_order_acquire));
    }

    const Index numUnits, capacity;
    const double rateHz;
    std::vector<float> frames;
    std::vector<std::uint64_t> moments;                  ///< of the frames
    std::atomic<std::uint64_t> written{ 0 }, taken{ 0 }; ///< frames, ever
    std::atomic<std::uint64_t> dropped{ 0 };
    std::atomic<bool> hasReader{ false };
};

/// Reads a ring as long as it lives, from what is written after it came. One at a time; it may outlive the
/// node. [all of it: one thread, not the audio thread]
class SampleRing::Reader
{
public:
    explicit Reader (std::shared_ptr<SampleRing> ringToRead)
        : source (std::move (ringToRead))
    {
        source->taken.store (source->written.load (std::memory_order_acquire), std::memory_order_relaxed);
        source->dropped.store (0, std::memory_order_relaxed);
        source->hasReader.store (true, std::memory_order_release);
    }

    ~Reader() { source->hasReader.store (false, std::memory_order_release); }

    Reader (const Reader&) = delete;
    Reader& operator= (const Reader&) = delete;

    const SampleRing& ring() const noexcept { return *source; }

    /// Takes the oldest frames, as many as there are and `into` has steps for. Returns how many. Where it is
    /// given, `momentOfEach` has room for one each.
    Index read (Interleaved<float> into, std::uint64_t* momentOfEach = nullptr) noexcept
    {
        const auto units = source->numUnits, size = source->capacity;
        const auto start = source->taken.load (std::memory_order_relaxed);
        const auto ready = static_cast<Index> (source->written.load (std::memory_order_acquire) - start);
        const auto count = std::min (ready, into.steps);
        const auto slot = static_cast<Index> (start % static_cast<std::uint64_t> (size));
        const auto beforeEnd = std::min (count, size - slot);
        std::copy_n (source->frames.data() + slot * units, beforeEnd * units, into.samples);
        std::copy_n (source->frames.data(), (count - beforeEnd) * units, into.samples + beforeEnd * units);
        if (momentOfEach != nullptr)
        {
            std::copy_n (source->moments.data() + slot, beforeEnd, momentOfEach);
            std::copy_n (source->moments.data(), count - beforeEnd, momentOfEach + beforeEnd);
        }
        source->taken.store (start + static_cast<std::uint64_t> (count), std::memory_order_release);
        return count;
    }

private:
    std::shared_ptr<SampleRing> source;
};

/// A kernel that shows what passes it.
class ScopeSource
{
public:
    virtual ~ScopeSource() = default;

    /// The same as long as the kernel lives. [any thread]
    virtual std::shared_ptr<SampleRing> shownSamples() const noexcept = 0;
};

} // namespace spikegraph

#pragma once

#include "Graph/SampleRing.h"
#include "Graph/SpikeForm.h"

#include <atomic>
#include <cmath>
#include <memory>
#include <vector>

namespace spikegraph
{

/// What a node puts out, for one who draws it: every sample, or a summary of few frames a second. Both are
/// made when they are first asked for, and cost a look each block while no one reads.
///
/// A summary frame holds for every unit the sample that lies farthest from zero, or of spikes how many
/// samples hold one. Its moment is the end of what it sums up.
class NodeMonitor
{
public:
    static constexpr double summaryFramesPerSecond = 200.0;

    /// [nobody processes]
    void prepare (int numUnits, double sampleRateOfNodeHz, bool areSpikes, const SpikeForm& formOfSpikes = {})
    {
        units = numUnits;
        form = formOfSpikes;
        spikesSeen = 0.0;
        sampleRateHz = sampleRateOfNodeHz;
        countsSpikes = areSpikes;
        frameSamples = std::max<Index> (1, std::llround (sampleRateHz / summaryFramesPerSecond));
        frame.assign (static_cast<std::size_t> (units), 0.0f);
        framePosition = 0;
        rings = {};
        sampleRing = summaryRing = nullptr;
    }

    // [one thread, not the audio thread; prepared]

    /// Null for a node that puts out no samples.
    std::shared_ptr<SampleRing> samples() { return ringFor (sampleRing, rings.samples, sampleRateHz, 0.25); }
    /// Null for a node that puts out no samples.
    std::shared_ptr<SampleRing> summary()
    {
        return ringFor (summaryRing, rings.summary, sampleRateHz / static_cast<double> (frameSamples), 0.5);
    }

    /// The spikes of all units, several in a step counted each, since they were prepared and while the
    /// summary is read. [any thread]
    double spikes() const noexcept { return spikesSeen.load (std::memory_order_relaxed); }

    /// What is put out, the first of it at a moment of the engine's. [audio thread]
    template <typename T>
    void write (Planar<const T> output, std::uint64_t moment = 0) noexcept
    {
        if (auto* ring = sampleRing.load (std::memory_order_acquire))
            ring->write (output, moment);
        if (auto* ring = summaryRing.load (std::memory_order_acquire); ring != nullptr && ring->isRead())
            summarise (*ring, output, moment);
    }

private:
    std::shared_ptr<SampleRing> ringFor (std::atomic<SampleRing*>& shown, std::shared_ptr<SampleRing>& held,
                                         double framesPerSecond, double seconds)
    {
        if (held == nullptr && units > 0)
        {
            held = std::make_shared<SampleRing> (
                units, std::max<Index> (4, std::llround (seconds * framesPerSecond)), framesPerSecond);
            shown.store (held.get(), std::memory_order_release);
        }
        return held;
    }

    template <typename T>
    void summarise (SampleRing& ring, Planar<const T> output, std::uint64_t moment) noexcept
    {
        for (Index first = 0; first < output.steps;)
        {
            const auto count = std::min (frameSamples - framePosition, output.steps - first);
            for (Index unit = 0; unit < units; ++unit)
                add (frame[static_cast<std::size_t> (unit)], output.unit (unit) + first, count);
            first += count;
            framePosition += count;
            if (framePosition == frameSamples)
            {
                ring.writeFrame (frame.data(), moment + static_cast<std::uint64_t> (first));
                std::fill (frame.begin(), frame.end(), 0.0f);
                framePosition = 0;
            }
        }
    }

    template <typename T>
    void add (float& sum, const T* unitSamples, Index count) noexcept
    {
        if (countsSpikes)
        {
            double several = 0.0;
            for (Index t = 0; t < count; ++t)
                if (const auto spikes = form.countOf (unitSamples[t]); spikes != 0)
                {
                    sum += 1.0f;
                    several += std::abs (spikes);
                }
            // A spike is in every sample of its step.
            spikesSeen.store (spikesSeen.load (std::memory_order_relaxed) + several / form.stepSamples(),
                              std::memory_order_relaxed);
        }
        else
            for (Index t = 0; t < count; ++t)
                if (const auto x = static_cast<float> (unitSamples[t]); std::abs (x) > std::abs (sum))
                    sum = x;
    }

    struct Rings
    {
        std::shared_ptr<SampleRing> samples, summary;
    };

    int units = 0;
    double sampleRateHz = 48000.0;
    bool countsSpikes = false;
    SpikeForm form;
    std::atomic<double> spikesSeen{ 0.0 }; ///< one thread writes it
    Index frameSamples = 1, framePosition = 0;
    std::vector<float> frame; ///< that is being filled
    Rings rings;
    std::atomic<SampleRing*> sampleRing{ nullptr }, summaryRing{ nullptr };
};

} // namespace spikegraph

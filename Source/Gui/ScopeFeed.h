#pragma once

#include "Gui/AskedRate.h"
#include "Gui/SpikeFigures.h"

#include <optional>

namespace spikegraph
{

/// What two nodes have put out in the last seconds, the one as sound and the other as spikes, on one time
/// axis: samples since the feed began to follow them. [one thread, not the audio thread]
class ScopeFeed
{
public:
    static constexpr double historySeconds = 10.0;
    /// More are forgotten, the oldest first.
    static constexpr std::size_t mostSpikes = std::size_t (1) << 20;

    struct Sources
    {
        std::shared_ptr<NodeInstance> sound{}, spikes{}; ///< may be the same, or none
        bool soundMakesSpikes = false;                   ///< and nothing else does
        bool operator== (const Sources&) const = default;
    };

    /// Follows these from now on. Begins anew, unless it follows them already; whether it does.
    bool follow (const Sources& sourcesToFollow);
    /// Reads no more, and costs the nodes nothing, until it follows again. What has come stays.
    void pause();

    /// Takes what has come. Whether anything has.
    bool read();

    bool isFollowing() const noexcept { return follows; }
    bool hasSound() const noexcept { return soundSide.ring != nullptr; }
    bool hasSpikes() const noexcept { return (isOneNode() ? soundSide : spikeSide).ring != nullptr; }
    double sampleRateHz() const noexcept { return rateHz; }
    /// Of the spikes.
    int units() const noexcept { return numUnits; }

    /// Everything before is there, both sound and spikes. 0 while nothing has come.
    std::int64_t end() const noexcept;
    /// From here on, nothing was forgotten.
    std::int64_t begin() const noexcept;
    /// Whether there was neither sound nor a spike from a moment on.
    bool isSilentSince (std::int64_t first) const noexcept;

    /// The mean of the sound's units from a moment on; 0 where nothing is known.
    void copySound (std::int64_t first, int count, float* into) const noexcept;

    SpikeStretch spikes (std::int64_t first, std::int64_t last) const { return { events, first, last }; }
    SpikeFigures figures (std::int64_t first, std::int64_t last) const;
    IntervalHistogram intervals (std::int64_t first, std::int64_t last) const;

    /// Whether it is known what rate the spiking node is asked for.
    bool knowsAskedRate() const noexcept { return asked.has_value(); }
    /// The mean over the units and over [first, last), in hertz; less than 0 where it is not known.
    double askedRateHz (std::int64_t first, std::int64_t last) const noexcept;

private:
    static constexpr Index framesAtOnce = 256;

    /// One node's ring, as far as it is read.
    struct Side
    {
        std::shared_ptr<SampleRing> ring{};
        std::unique_ptr<SampleRing::Reader> reader{};
        std::vector<float> frames{};
        std::vector<std::uint64_t> moments{};
        Index count = 0; ///< of frames that were read last

        void open (NodeInstance& instance);
        bool take();
        const float* frame (Index i) const noexcept { return frames.data() + i * ring->units(); }
    };

    struct Gap
    {
        std::int64_t first, last;
    };

    /// The spike that a unit holds.
    struct Held
    {
        float value = 0.0f;
        int left = 0; ///< samples of it that are still to come
    };

    /// The mean over a short stretch of time.
    struct Asked
    {
        std::int64_t number = -1; ///< of the stretch
        double sumHz = 0.0;
        int count = 0;
    };

    void clear();
    bool isOneNode() const noexcept { return sources.sound != nullptr && sources.sound == sources.spikes; }
    std::int64_t momentOf (const Side& side, Index frame) const noexcept
    {
        return static_cast<std::int64_t> (side.moments[static_cast<std::size_t> (frame)] - *origin);
    }
    void takeSound();
    void takeSpikes (const Side& side);
    void addAsked (std::int64_t moment, const float* frame, Index soundUnits);
    void forget();
    double secondsSeen (std::int64_t first, std::int64_t last) const noexcept;
    std::size_t soundSlot (std::int64_t moment) const noexcept
    {
        return static_cast<std::size_t> (moment) % soundHistory.size();
    }

    Sources sources;
    bool follows = false;
    Side soundSide, spikeSide; ///< of one node, the first alone is read
    double rateHz = 48000.0;
    int numUnits = 0;
    std::optional<std::uint64_t> origin; ///< the engine's moment where the axis begins
    std::int64_t capacity = 0;           ///< samples

    // What has come of each; an end of 0 where nothing has.
    std::int64_t soundBegin = 0, soundEnd = 0, spikesBegin = 0, spikesEnd = 0;

    std::vector<float> soundHistory; ///< a ring, by moment
    std::int64_t lastSound = -1;     ///< the last moment with any

    std::deque<SpikeEvent> events;
    std::int64_t forgottenBefore = 0;
    std::deque<Gap> gaps; ///< in the spikes
    SpikeForm form;
    std::vector<Held> held;

    std::optional<AskedRate> asked;
    std::int64_t samplesPerAsked = 48;
    int askedEvery = 1;              ///< frames
    std::vector<Asked> askedHistory; ///< a ring, by the stretch's number
};

} // namespace spikegraph

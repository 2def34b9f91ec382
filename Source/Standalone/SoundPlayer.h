#pragma once

#include "Plugin/Handover.h"
#include "Standalone/Sound.h"

#include <atomic>
#include <memory>

namespace spikegraph
{

/// Plays one sound, over and over, sample after sample without a gap. Stopping, seeking and another sound
/// fade out over 5 ms first; so does a start in the middle fade in. A sound's own start and end are played as
/// they are.
class SoundPlayer
{
public:
    // [owner]

    /// Takes the place of what played, from a position on.
    void setSound (std::shared_ptr<const Sound> newSound, double startSeconds = 0.0);
    /// Null where there is none.
    const std::shared_ptr<const Sound>& sound() const noexcept { return owned; }

    void setPlaying (bool shouldPlay) noexcept { playing = shouldPlay; }
    /// False too when it has come to its end and does not loop.
    bool isPlaying() const noexcept { return playing; }
    void setLooping (bool shouldLoop) noexcept { looping = shouldLoop; }
    bool isLooping() const noexcept { return looping; }

    void seek (double seconds) noexcept;
    double positionSeconds() const noexcept;
    double durationSeconds() const noexcept { return owned == nullptr ? 0.0 : owned->durationSeconds(); }

    /// Frees what is not played any more.
    void collect() { handover.collect(); }

    /// A sound of another rate is silent until it is set anew. [nobody processes]
    void prepare (double sampleRateHz) noexcept;

    // [audio thread]

    /// Adds the next samples to each channel; a mono sound to all of them.
    void process (juce::AudioBuffer<float>& audio) noexcept;

private:
    struct Start
    {
        std::shared_ptr<const Sound> sound;
        int position;
    };

    bool isAskedToJump() const noexcept { return soundIsNew || jumpTo >= 0; }
    void takeJump() noexcept;
    int clampToSound (double seconds) const noexcept;

    std::shared_ptr<const Sound> owned;
    Handover<Start> handover;
    std::atomic<bool> playing{ false }, looping{ true }, soundIsNew{ false };
    std::atomic<int> jumpTo{ -1 }, shownPosition{ 0 };
    std::atomic<double> rateHz{ 0.0 };

    // The audio thread's.
    const Start* start = nullptr;
    int position = 0;
    int fadeSamples = 240, faded = 0; ///< `faded` of them are done: 0 is silence
};

} // namespace spikegraph

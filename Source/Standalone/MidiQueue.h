#pragma once

#include <juce_audio_basics/juce_audio_basics.h>

#include <array>

namespace spikegraph
{

/// Short MIDI messages from one thread to another, without a lock or an allocation. Longer ones, which no
/// node understands, and those for which there is no room are left out.
class MidiQueue
{
public:
    struct Event
    {
        std::array<juce::uint8, 3> bytes{};
        int size = 0;
        double timeMs = 0.0; ///< as juce::Time::getMillisecondCounterHiRes
    };

    void push (const juce::uint8* bytes, int size, double timeMs) noexcept
    {
        if (size < 1 || size > 3 || places.getFreeSpace() < 1)
            return;
        const auto scope = places.write (1);
        auto& event = events[static_cast<std::size_t> (scope.startIndex1)];
        std::copy_n (bytes, size, event.bytes.begin());
        event.size = size;
        event.timeMs = timeMs;
    }

    /// Calls it with each event that is there, oldest first.
    template <typename Use>
    void take (Use&& use)
    {
        const auto scope = places.read (places.getNumReady());
        scope.forEach ([&] (int index) { use (events[static_cast<std::size_t> (index)]); });
    }

private:
    static constexpr int capacity = 2048;

    juce::AbstractFifo places{ capacity };
    std::array<Event, capacity> events{};
};

} // namespace spikegraph

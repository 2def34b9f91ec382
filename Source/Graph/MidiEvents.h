#pragma once

#include <juce_audio_basics/juce_audio_basics.h>

#include <cstdint>

namespace spikegraph
{

/// MIDI events of one block in the order of their samples, in memory that is reserved once: what does not fit
/// is dropped and counted, so that the audio thread never allocates.
class MidiEvents
{
public:
    explicit MidiEvents (int capacityBytes = 32768)
        : capacity (capacityBytes)
    {
        events.ensureSize (static_cast<std::size_t> (capacity));
    }

    const juce::MidiBuffer& buffer() const noexcept { return events; }

    // [audio thread, all that follow]

    void clear() noexcept { events.clear(); }

    void add (const void* bytes, int numBytes, int sample) noexcept
    {
        // JUCE keeps a sample number and a length before the bytes of each event.
        constexpr int headerBytes = 6;
        if (events.data.size() + headerBytes + numBytes > capacity)
            ++dropped;
        else
            events.addEvent (bytes, numBytes, sample);
    }

    void add (const juce::MidiMessage& message, int sample) noexcept
    {
        add (message.getRawData(), message.getRawDataSize(), sample);
    }

    /// Those of [first, first + count) of another buffer, counted from `offset` here.
    void addFrom (const juce::MidiBuffer& source, int first, int count, int offset) noexcept
    {
        for (auto i = source.findNextSamplePosition (first); i != source.end(); ++i)
        {
            const auto event = *i;
            if (event.samplePosition >= first + count)
                break;
            add (event.data, event.numBytes, event.samplePosition - first + offset);
        }
    }

    std::uint64_t droppedEvents() const noexcept { return dropped; }

private:
    juce::MidiBuffer events;
    int capacity;
    std::uint64_t dropped = 0;
};

} // namespace spikegraph

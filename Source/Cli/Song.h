#pragma once

#include "Graph/Transport.h"

#include <juce_audio_basics/juce_audio_basics.h>

#include <filesystem>
#include <vector>

namespace spikegraph::cli
{

/// What a MIDI file plays, and how fast: the song that inputs are rendered in. Without a file it is silent,
/// at 120 bpm. Immutable once made. [any thread]
class Song
{
public:
    Song() = default;

    /// Reads a standard MIDI file, all tracks at once. Throws std::runtime_error with file and reason.
    explicit Song (const std::filesystem::path& midiFile);

    struct Event
    {
        double timeSeconds;
        juce::MidiMessage message;
    };

    /// A tempo from a time on.
    struct Tempo
    {
        double timeSeconds, quarters; ///< at which it begins
        double bpm;
    };

    const std::vector<Event>& events() const noexcept { return eventList; }
    /// In the order of time; the first begins at 0.
    const std::vector<Tempo>& tempos() const noexcept { return tempoList; }
    double endSeconds() const noexcept { return eventList.empty() ? 0.0 : eventList.back().timeSeconds; }

    /// Where the song is at a sample.
    Transport transportAt (std::int64_t sample, double sampleRateHz) const noexcept;

private:
    std::vector<Event> eventList;
    std::vector<Tempo> tempoList{ { 0.0, 0.0, 120.0 } };
};

} // namespace spikegraph::cli

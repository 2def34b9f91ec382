#pragma once

#include "Files/MidiWriter.h"
#include "Files/PendingFile.h"
#include "Graph/GraphModel.h"

#include <juce_audio_basics/juce_audio_basics.h>

#include <bitset>

namespace spikegraph::cli
{

/// Whether a patch plays MIDI to its host: it has an outlet of MIDI that no cable leads on.
bool playsMidi (const GraphModel& patch);

/// The MIDI file that a render leaves beside its sound. No note hangs: those that sound at the end end there.
class MidiOutput
{
public:
    MidiOutput (const std::filesystem::path& target, bool overwrite, double sampleRateHz);

    /// The events of a block that lie before `count` of its samples, the first of which is at a sample of the
    /// file. What lies before its start is at its start.
    void write (const juce::MidiBuffer& events, juce::int64 firstSample, int count);

    /// Completes the file, which appears with commit.
    void close (juce::int64 endSample);
    void commit() { pending.commit(); }

private:
    PendingFile pending;
    MidiWriter writer;
    static constexpr std::size_t channels = 16, notes = 128;

    std::bitset<channels * notes> sounding;
    juce::int64 last = 0;
};

} // namespace spikegraph::cli

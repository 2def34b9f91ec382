#include "Cli/Song.h"

#include "Cli/Patches.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace spikegraph::cli
{
namespace
{

juce::MidiFile readMidiFile (const std::filesystem::path& path)
{
    const auto content = readTextFile (path.string());
    juce::MemoryInputStream stream (content.data(), content.size(), false);
    juce::MidiFile file;
    if (!file.readFrom (stream) || file.getTimeFormat() == 0)
        throw std::runtime_error (path.string() + ": is not a MIDI file");
    return file;
}

} // namespace

Song::Song (const std::filesystem::path& midiFile)
{
    auto file = readMidiFile (midiFile);
    juce::MidiMessageSequence tempoEvents;
    file.convertTimestampTicksToSeconds();
    file.findAllTempoEvents (tempoEvents);
    for (const auto* event : tempoEvents)
    {
        const auto& last = tempoList.back();
        const auto time = event->message.getTimeStamp();
        const Tempo next{ time, last.quarters + (time - last.timeSeconds) * last.bpm / 60.0,
                          60.0 / event->message.getTempoSecondsPerQuarterNote() };
        if (time <= last.timeSeconds)
            tempoList.back().bpm = next.bpm;
        else
            tempoList.push_back (next);
    }
    for (int track = 0; track < file.getNumTracks(); ++track)
        for (const auto* event : *file.getTrack (track))
            if (!event->message.isMetaEvent())
                eventList.push_back ({ event->message.getTimeStamp(), event->message });
    std::stable_sort (eventList.begin(), eventList.end(),
                      [] (const Event& a, const Event& b) { return a.timeSeconds < b.timeSeconds; });
}

Transport Song::transportAt (std::int64_t sample, double sampleRateHz) const noexcept
{
    const auto time = static_cast<double> (sample) / sampleRateHz;
    // A tempo holds from the sample on that its time is rounded to, as events do.
    const auto next = std::find_if (tempoList.begin() + 1, tempoList.end(),
                                    [&] (const Tempo& tempo)
                                    { return std::llround (tempo.timeSeconds * sampleRateHz) > sample; });
    const auto& tempo = *(next - 1);
    return { tempo.bpm, tempo.quarters + (time - tempo.timeSeconds) * tempo.bpm / 60.0, sample, true };
}

} // namespace spikegraph::cli

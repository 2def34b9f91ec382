#include "Cli/MidiOutput.h"

#include <algorithm>

namespace spikegraph::cli
{

bool playsMidi (const GraphModel& patch)
{
    for (const auto node : patch.nodes())
        if (const auto* type = patch.catalogue().find (node["type"]))
            for (const auto& port : type->outputs)
                if (port.kind == SignalKind::midi &&
                    !patch.cables()
                         .getChildWithProperty ("from", node["id"].toString() + "." + port.id)
                         .isValid())
                    return true;
    return false;
}

MidiOutput::MidiOutput (const std::filesystem::path& target, bool overwrite, double sampleRateHz)
    : pending (target, overwrite)
    , writer (pending.path(), target, sampleRateHz)
{
}

void MidiOutput::write (const juce::MidiBuffer& events, juce::int64 firstSample, int count)
{
    for (const auto event : events)
    {
        if (event.samplePosition >= count)
            break;
        last = std::max<juce::int64> (0, firstSample + event.samplePosition);
        writer.write (event.data, static_cast<std::size_t> (event.numBytes), last);
        if (const auto message = event.getMessage(); message.isNoteOnOrOff())
            sounding[static_cast<std::size_t> (message.getChannel() - 1) * notes +
                     static_cast<std::size_t> (message.getNoteNumber())] = message.isNoteOn();
    }
}

void MidiOutput::close (juce::int64 endSample)
{
    const auto end = std::max (last, endSample);
    for (std::size_t note = 0; note < sounding.size(); ++note)
        if (sounding[note])
        {
            const auto off = juce::MidiMessage::noteOff (static_cast<int> (note / notes) + 1,
                                                         static_cast<int> (note % notes), juce::uint8 (0));
            writer.write (off.getRawData(), static_cast<std::size_t> (off.getRawDataSize()), end);
        }
    writer.close (end);
}

} // namespace spikegraph::cli

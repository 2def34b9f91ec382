#include "Files/MidiWriter.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace spikegraph
{
namespace
{

constexpr double secondsPerQuarter = 0.5;
constexpr double mostTicksPerQuarter = 32767.0;
constexpr std::uint64_t mostTrackBytes = 0xffffffff;
constexpr int headerBytes = 14, lengthPosition = headerBytes + 4;

/// As many ticks as a quarter has samples, or the same by the least whole number that makes them few enough.
double ticksPerQuarter (double sampleRateHz)
{
    const auto samples = secondsPerQuarter * sampleRateHz;
    return std::max (1.0, std::round (samples / std::ceil (samples / mostTicksPerQuarter)));
}

} // namespace

MidiWriter::MidiWriter (const std::filesystem::path& path, std::filesystem::path targetToName,
                        double sampleRateHz)
    : target (std::move (targetToName))
    , file (std::fopen (path.string().c_str(), "wb"), &std::fclose)
    , ticksPerSample (ticksPerQuarter (sampleRateHz) / (secondsPerQuarter * sampleRateHz))
{
    if (file == nullptr)
        fail();
    addBytes (0x4d546864, 4); // "MThd"
    addBytes (6, 4);
    addBytes (0, 2);
    addBytes (1, 2);
    addBytes (static_cast<std::uint64_t> (ticksPerQuarter (sampleRateHz)), 2);
    addBytes (0x4d54726b, 4); // "MTrk"
    addBytes (0, 4);          // the length, once it is known
    trackBytes -= pending.size();
    addDelta (0);
    addBytes (0xff5103, 3);
    addBytes (static_cast<std::uint64_t> (secondsPerQuarter * 1.0e6), 3);
    flush();
}

void MidiWriter::write (const std::uint8_t* bytes, std::size_t count, std::int64_t sample)
{
    if (count == 0 || bytes[0] < 0x80 || bytes[0] > 0xf0)
        return;
    addDelta (sample);
    pending.push_back (bytes[0]);
    if (bytes[0] == 0xf0)
        addLength (count - 1);
    pending.insert (pending.end(), bytes + 1, bytes + count);
    flush();
}

void MidiWriter::close (std::int64_t endSample)
{
    addDelta (endSample);
    addBytes (0xff2f00, 3);
    flush();
    if (trackBytes > mostTrackBytes)
        throw std::runtime_error (target.string() + ": has more events than a MIDI file holds");
    addBytes (trackBytes, 4);
    const bool isWritten = std::fseek (file.get(), lengthPosition, SEEK_SET) == 0 &&
                           std::fwrite (pending.data(), 1, pending.size(), file.get()) == pending.size();
    if (!isWritten || std::fclose (file.release()) != 0)
        fail();
}

void MidiWriter::addDelta (std::int64_t sample)
{
    const auto tick =
        std::max<std::int64_t> (lastTick, std::llround (static_cast<double> (sample) * ticksPerSample));
    addLength (static_cast<std::uint64_t> (tick - lastTick));
    lastTick = tick;
}

/// Seven bits a byte, the most significant first; all but the last have the eighth bit. At most four bytes:
/// more than an hour of silence at 48 kHz takes markers without a text in between.
void MidiWriter::addLength (std::uint64_t value)
{
    constexpr std::uint64_t most = 0x0fffffff;
    for (; value > most; value -= most)
    {
        addBytes (0xffffff7f, 4);
        addBytes (0xff0600, 3);
    }
    for (int shift = 21; shift > 0; shift -= 7)
        if (value >> shift != 0)
            addBytes ((value >> shift & 0x7f) | 0x80, 1);
    addBytes (value & 0x7f, 1);
}

void MidiWriter::addBytes (std::uint64_t value, int bytes)
{
    for (int i = bytes - 1; i >= 0; --i)
        pending.push_back (static_cast<std::uint8_t> (value >> (8 * i)));
}

void MidiWriter::flush()
{
    if (std::fwrite (pending.data(), 1, pending.size(), file.get()) != pending.size())
        fail();
    trackBytes += pending.size();
    pending.clear();
}

void MidiWriter::fail() const
{
    throw std::runtime_error (target.string() + ": cannot be written: " + std::strerror (errno));
}

} // namespace spikegraph

#pragma once

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <vector>

namespace spikegraph
{

/// Writes a standard MIDI file (The Complete MIDI 1.0 Detailed Specification, 1996: format 0, one track)
/// while its events come, in memory that does not grow with them. Its tempo is 120 bpm; where a quarter can
/// be divided so finely, up to rates of 65534 Hz, a tick is a sample. Every fault is a std::runtime_error of
/// one line that names the target.
class MidiWriter
{
public:
    /// Writes to path; messages name the target.
    MidiWriter (const std::filesystem::path& path, std::filesystem::path targetToName, double sampleRateHz);

    /// A message without running status, at a sample that does not lie before the last one's. System
    /// exclusive messages begin with 0xf0; those that a file cannot hold, of other system kinds, are left
    /// out.
    void write (const std::uint8_t* bytes, std::size_t count, std::int64_t sample);

    /// Completes the file; the track ends at a sample.
    void close (std::int64_t endSample);

private:
    [[noreturn]] void fail() const;
    void addDelta (std::int64_t sample);
    void addLength (std::uint64_t value);
    void addBytes (std::uint64_t value, int bytes);
    void flush();

    std::filesystem::path target;
    std::unique_ptr<std::FILE, int (*) (std::FILE*)> file;
    double ticksPerSample;
    std::int64_t lastTick = 0;
    std::uint64_t trackBytes = 0;
    std::vector<std::uint8_t> pending;
};

} // namespace spikegraph

#pragma once

#include <juce_audio_formats/juce_audio_formats.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace spikegraph
{

/// What an audio file is.
struct AudioFacts
{
    juce::String formatName; ///< "WAV file", "FLAC file", ...
    double sampleRateHz = 0.0;
    int channels = 0;
    juce::int64 samples = 0; ///< in each channel
    int bits = 0;
    bool isFloat = false;

    double durationSeconds() const noexcept { return static_cast<double> (samples) / sampleRateHz; }
};

/// Reads WAV (16, 24, 32, 32f, RF64), AIFF, FLAC or Ogg Vorbis, in blocks. The format is told from the
/// content, not from the name. Every fault is a std::runtime_error of one line that names the file and the
/// reason: one that is missing, no audio, truncated, or without samples or channels.
class AudioReader
{
public:
    explicit AudioReader (std::filesystem::path pathToRead);
    /// Reads a file's content from memory, which must stay: what a program brings along.
    AudioReader (const void* content, std::size_t bytes, std::filesystem::path nameToSay);

    const AudioFacts& facts() const noexcept { return audioFacts; }
    const std::filesystem::path& path() const noexcept { return file; }

    /// Reads so many samples from a position into the buffer, from its sample 0 on. They must exist.
    void read (juce::AudioBuffer<float>& buffer, juce::int64 firstSample, int count);

private:
    void takeFacts (juce::int64 fileBytes);
    [[noreturn]] void fail (const std::string& reason) const;

    std::filesystem::path file;
    AudioFacts audioFacts;
    std::shared_ptr<bool> missing = std::make_shared<bool> (false); ///< samples that the file had
    std::unique_ptr<juce::AudioFormatReader> reader;
};

/// How samples are stored: 16 or 24 bits, or 32-bit float.
struct SampleFormat
{
    int bits = 24;
    bool isFloat = false;
};

/// Writes WAV (16, 24, 32f; RF64 where it grows beyond 4 GB) or FLAC (16, 24), told from the target's
/// extension. Integer samples get triangular dither of one step, from a fixed seed, where `dither` asks for
/// it. Every fault is a std::runtime_error of one line that names the target.
class AudioWriter
{
public:
    struct Options
    {
        double sampleRateHz = 48000.0;
        int channels = 1;
        SampleFormat sampleFormat;
        bool dither = false;
    };

    /// Writes to path; messages and the extension are the target's.
    AudioWriter (const std::filesystem::path& path, std::filesystem::path targetToName,
                 const Options& optionsToUse);
    ~AudioWriter();

    /// Writes samples of the buffer. Those beyond full scale are clipped, unless the format is float, and
    /// counted.
    void write (const juce::AudioBuffer<float>& buffer, int firstSample, int count);

    /// Completes the file and checks that all of it was written.
    void close();

    juce::int64 clippedSamples() const noexcept { return clipped; }

private:
    [[noreturn]] void fail (const std::string& reason) const;
    void makeDither (int channel);
    const int* roundChannel (int channel, const float* samples, int count);

    std::filesystem::path target;
    Options options;
    std::shared_ptr<std::string> fault = std::make_shared<std::string>(); ///< of writing; empty: none
    std::unique_ptr<juce::AudioFormatWriter> writer;
    // Kept from block to block, so that no block allocates.
    std::vector<const float*> floats;
    std::vector<std::vector<int>> integers;
    std::vector<const int*> pointers;
    std::vector<float> ditherSteps;
    std::vector<double> steps;
    std::uint64_t samplesDithered = 0;
    juce::int64 clipped = 0;
};

/// The extensions of files that are read, with dots.
const juce::StringArray& audioFileExtensions();

} // namespace spikegraph

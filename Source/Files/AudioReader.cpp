#include "Files/AudioFile.h"

#include <array>
#include <cstring>

namespace spikegraph
{
namespace
{

juce::uint32 littleEndian32 (const std::uint8_t* bytes) noexcept
{
    return juce::ByteOrder::littleEndianInt (bytes);
}

/// The bytes that a RIFF or AIFF container claims to have, by its first chunk; 0 for other formats. RF64 says
/// so in its ds64 chunk, which follows at once. Writers that stream leave 0 or all ones: no claim.
juce::int64 claimedBytes (const std::filesystem::path& path)
{
    juce::FileInputStream stream{ juce::File (juce::String (path.string())) };
    std::array<std::uint8_t, 40> start{};
    if (!stream.openedOk() || stream.read (start.data(), static_cast<int> (start.size())) < 12)
        return 0;
    const auto is = [&] (const char* word, std::size_t at)
    { return std::memcmp (start.data() + at, word, 4) == 0; };
    if (is ("RIFF", 0) && is ("WAVE", 8))
    {
        const auto size = littleEndian32 (start.data() + 4);
        return size == 0 || size == 0xffffffffu ? 0 : static_cast<juce::int64> (size) + 8;
    }
    if (is ("RF64", 0) && is ("ds64", 12))
        return static_cast<juce::int64> (juce::ByteOrder::littleEndianInt64 (start.data() + 20)) + 8;
    if (is ("FORM", 0) && (is ("AIFF", 8) || is ("AIFC", 8)))
        return static_cast<juce::int64> (juce::ByteOrder::bigEndianInt (start.data() + 4)) + 8;
    return 0;
}

/// By content: each format in turn, with a stream of its own.
template <typename MakeStream>
std::unique_ptr<juce::AudioFormatReader> openReader (MakeStream&& makeStream)
{
    juce::WavAudioFormat wav;
    juce::AiffAudioFormat aiff;
    juce::FlacAudioFormat flac;
    juce::OggVorbisAudioFormat vorbis;
    for (juce::AudioFormat* format :
         { static_cast<juce::AudioFormat*> (&wav), static_cast<juce::AudioFormat*> (&aiff),
           static_cast<juce::AudioFormat*> (&flac), static_cast<juce::AudioFormat*> (&vorbis) })
    {
        std::unique_ptr<juce::InputStream> stream = makeStream();
        if (stream == nullptr)
            return nullptr;
        if (auto* reader = format->createReaderFor (stream.release(), true))
            return std::unique_ptr<juce::AudioFormatReader> (reader);
    }
    return nullptr;
}

/// Whether the file begins as one of the formats does: then it is a damaged one, not something else.
bool looksLikeAudio (const juce::File& file)
{
    juce::FileInputStream stream (file);
    char word[4]{};
    if (!stream.openedOk() || stream.read (word, 4) != 4)
        return false;
    for (const auto* known : { "RIFF", "RF64", "FORM", "fLaC", "OggS" })
        if (std::memcmp (word, known, 4) == 0)
            return true;
    return false;
}

} // namespace

const juce::StringArray& audioFileExtensions()
{
    static const juce::StringArray extensions{ ".wav", ".wave", ".rf64", ".aif", ".aiff", ".flac", ".ogg" };
    return extensions;
}

AudioReader::AudioReader (std::filesystem::path pathToRead)
    : file (std::move (pathToRead))
{
    std::error_code error;
    if (!std::filesystem::exists (file, error))
        fail ("no such file");
    if (std::filesystem::is_directory (file, error))
        fail ("is a folder, not an audio file");
    const juce::File juceFile (juce::String (std::filesystem::absolute (file).string()));
    if (!juceFile.createInputStream())
        fail ("cannot be read");
    const auto size = static_cast<juce::int64> (std::filesystem::file_size (file, error));
    if (size == 0)
        fail ("is empty");

    reader = openReader ([&] { return juceFile.createInputStream(); });
    if (reader == nullptr)
        fail (looksLikeAudio (juceFile) ? "is damaged or of an unknown encoding"
                                        : "is not a WAV, AIFF, FLAC or Ogg Vorbis file");
    takeFacts();
    if (const auto claimed = claimedBytes (file); claimed > size)
        fail ("is truncated: its header claims " + std::to_string (claimed) + " bytes, there are " +
              std::to_string (size));
    if (audioFacts.samples <= 0)
        fail ("has 0 samples");
}

AudioReader::AudioReader (const void* content, std::size_t bytes, std::filesystem::path nameToSay)
    : file (std::move (nameToSay))
    , reader (openReader ([&] { return std::make_unique<juce::MemoryInputStream> (content, bytes, false); }))
{
    if (reader == nullptr)
        fail ("is not a WAV, AIFF, FLAC or Ogg Vorbis file");
    takeFacts();
    if (audioFacts.samples <= 0)
        fail ("has 0 samples");
}

void AudioReader::takeFacts()
{
    audioFacts = { reader->getFormatName(),
                   reader->sampleRate,
                   static_cast<int> (reader->numChannels),
                   reader->lengthInSamples,
                   static_cast<int> (reader->bitsPerSample),
                   reader->usesFloatingPointData };
    if (audioFacts.channels == 0)
        fail ("has 0 channels");
    if (!(audioFacts.sampleRateHz > 0.0))
        fail ("has a sample rate of 0 Hz");
}

void AudioReader::read (juce::AudioBuffer<float>& buffer, juce::int64 firstSample, int count)
{
    if (!reader->read (buffer.getArrayOfWritePointers(), buffer.getNumChannels(), firstSample, count))
        fail ("cannot be read at sample " + std::to_string (firstSample));
}

void AudioReader::fail (const std::string& reason) const
{
    throw std::runtime_error (file.string() + ": " + reason);
}

} // namespace spikegraph

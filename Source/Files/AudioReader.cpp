#include "Core/Error.h"
#include "Files/AudioChunks.h"
#include "Files/AudioFile.h"
#include "Files/AudioStreams.h"

#include <cerrno>
#include <cstring>

namespace spikegraph
{
namespace
{

/// Far above what sound has, low enough for times in samples to be counted.
constexpr double highestRateHz = 1.0e7;

/// With 32 bits a sample, as many as JUCE can read at a time.
constexpr int mostChannels = 1024;

/// The samples that a byte of a compressed file can stand for: FLAC packs 65535 equal ones in about ten
/// bytes.
constexpr juce::int64 mostSamplesOfByte = 8192;

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
bool looksLikeAudio (const std::filesystem::path& file)
{
    const auto stream = AudioInputStream::open (file);
    char word[4]{};
    if (stream == nullptr || stream->read (word, 4) != 4)
        return false;
    for (const auto* known : { "RIFF", "RF64", "FORM", "fLaC", "OggS" })
        if (std::memcmp (word, known, 4) == 0)
            return true;
    return false;
}

/// In words that follow the file's name; empty for none.
std::string faultOf (const AudioFacts& facts, juce::int64 fileBytes)
{
    if (facts.channels == 0)
        return "has 0 channels";
    if (facts.channels < 0 || facts.channels > mostChannels)
        return "has more than " + std::to_string (mostChannels) + " channels";
    if (!(facts.sampleRateHz > 0.0))
        return "has a sample rate of 0 Hz";
    if (facts.sampleRateHz > highestRateHz)
        return "has a sample rate of " + describe (facts.sampleRateHz) + " Hz, more than " +
               describe (highestRateHz);
    if (facts.samples <= 0)
        return "has 0 samples";
    if (facts.samples / mostSamplesOfByte > fileBytes)
        return "is damaged: its header claims " + std::to_string (facts.samples) + " samples, in " +
               std::to_string (fileBytes) + " bytes";
    return {};
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
    const auto content = AudioInputStream::open (file);
    if (content == nullptr)
        fail (std::string ("cannot be read: ") + std::strerror (errno));
    const auto size = content->getTotalLength();
    if (size == 0)
        fail ("is empty");

    const auto chunks = readAudioChunks (file);
    if (!chunks.fault.empty())
        fail (chunks.fault);
    reader = openReader ([&] { return openWithoutChunks (file, chunks.others, missing); });
    const auto bits = reader == nullptr ? 0 : reader->bitsPerSample;
    const bool isKnown = !chunks.areThere || bits == 8 || bits == 16 || bits == 24 || bits == 32;
    if (reader == nullptr || !isKnown)
        fail (looksLikeAudio (file) ? "is damaged or of an unknown encoding"
                                    : "is not a WAV, AIFF, FLAC or Ogg Vorbis file");
    if (chunks.streamedBytes >= 0 && reader->numChannels > 0)
        reader->lengthInSamples = chunks.streamedBytes * 8 / bits / reader->numChannels;
    takeFacts (size);
}

AudioReader::AudioReader (const void* content, std::size_t bytes, std::filesystem::path nameToSay)
    : file (std::move (nameToSay))
    , reader (openReader ([&] { return std::make_unique<juce::MemoryInputStream> (content, bytes, false); }))
{
    if (reader == nullptr)
        fail ("is not a WAV, AIFF, FLAC or Ogg Vorbis file");
    takeFacts (static_cast<juce::int64> (bytes));
}

void AudioReader::takeFacts (juce::int64 fileBytes)
{
    audioFacts = { reader->getFormatName(),
                   reader->sampleRate,
                   static_cast<int> (reader->numChannels),
                   reader->lengthInSamples,
                   static_cast<int> (reader->bitsPerSample),
                   reader->usesFloatingPointData };
    if (const auto fault = faultOf (audioFacts, fileBytes); !fault.empty())
        fail (fault);
}

void AudioReader::read (juce::AudioBuffer<float>& buffer, juce::int64 firstSample, int count)
{
    if (!reader->read (buffer.getArrayOfWritePointers(), buffer.getNumChannels(), firstSample, count))
        fail ("cannot be read at sample " + std::to_string (firstSample));
    if (*missing)
        fail ("is shorter than it was when it was opened");
}

void AudioReader::fail (const std::string& reason) const
{
    throw std::runtime_error (file.string() + ": " + reason);
}

} // namespace spikegraph

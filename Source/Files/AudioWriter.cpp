#include "Core/Random.h"
#include "Files/AudioFile.h"
#include "Files/AudioStreams.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{
namespace
{

constexpr std::uint64_t ditherSeed = 0x5d17;

} // namespace

AudioWriter::AudioWriter (const std::filesystem::path& path, std::filesystem::path targetToName,
                          const Options& optionsToUse)
    : target (std::move (targetToName))
    , options (optionsToUse)
{
    const auto extension = juce::String (target.extension().string()).toLowerCase();
    std::unique_ptr<juce::AudioFormat> format;
    if (extension == ".wav" || extension == ".wave")
        format = std::make_unique<juce::WavAudioFormat>();
    else if (extension == ".flac")
        format = std::make_unique<juce::FlacAudioFormat>();
    else
        fail ("audio is written as .wav or .flac, not \"" + extension.toStdString() + "\"");
    if (extension == ".flac" && options.sampleFormat.isFloat)
        fail ("FLAC holds 16 or 24 bits, not float");

    auto stream = std::make_unique<AudioOutputStream> (path, fault);
    if (!fault->empty())
        fail ("cannot be written: " + *fault);
    writer.reset (
        format->createWriterFor (stream.get(), options.sampleRateHz, static_cast<unsigned> (options.channels),
                                 options.sampleFormat.isFloat ? 32 : options.sampleFormat.bits, {}, 0));
    if (writer == nullptr)
        fail ("cannot hold " + std::to_string (options.channels) + " channels of " +
              std::to_string (options.sampleFormat.bits) + " bits at " +
              juce::String (options.sampleRateHz).toStdString() + " Hz");
    (void) stream.release(); // the writer's now
}

AudioWriter::~AudioWriter() = default;

void AudioWriter::write (const juce::AudioBuffer<float>& buffer, int firstSample, int count)
{
    scratch.setSize (options.channels, count, false, false, true);
    for (int channel = 0; channel < options.channels; ++channel)
        scratch.copyFrom (channel, 0, buffer, channel, firstSample, count);

    if (!options.sampleFormat.isFloat)
    {
        // Full scale is 1 - 1 step above and -1 below. Two uniform numbers make triangular dither of +-1
        // step.
        const auto step = std::ldexp (1.0f, 1 - options.sampleFormat.bits), top = 1.0f - step;
        for (int i = 0; i < count; ++i)
        {
            for (int channel = 0; channel < options.channels; ++channel)
            {
                auto& sample = scratch.getWritePointer (channel)[i];
                if (options.dither)
                {
                    const auto first = randomUniform<float> (ditherSeed, ditherIndex++);
                    sample += step * (first - randomUniform<float> (ditherSeed, ditherIndex++));
                }
                clipped += sample > top || sample < -1.0f;
                sample = std::clamp (std::round (sample / step) * step, -1.0f, top);
            }
        }
    }
    if (!writer->writeFromFloatArrays (scratch.getArrayOfReadPointers(), options.channels, count))
        fail ("cannot be written: is the disk full? (" + *fault + ")");
}

void AudioWriter::close()
{
    writer.reset(); // which writes what is left
    if (!fault->empty())
        fail ("cannot be written whole: is the disk full? (" + *fault + ")");
}

void AudioWriter::fail (const std::string& reason) const
{
    throw std::runtime_error (target.string() + ": " + reason);
}

} // namespace spikegraph

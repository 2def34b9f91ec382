#include "Core/Random.h"
#include "Files/AudioFile.h"
#include "Files/AudioStreams.h"

#include <Eigen/Core>

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
    if (count <= 0) // which FLAC's encoder takes for a fault
        return;
    const auto channels = static_cast<std::size_t> (options.channels);
    bool isWritten = false;
    if (options.sampleFormat.isFloat)
    {
        floats.resize (channels);
        for (std::size_t channel = 0; channel < channels; ++channel)
            floats[channel] = buffer.getReadPointer (static_cast<int> (channel), firstSample);
        isWritten = writer->writeFromFloatArrays (floats.data(), options.channels, count);
    }
    else
    {
        integers.resize (channels);
        pointers.assign (channels + 1, nullptr); // JUCE looks for a null at the end
        for (std::size_t channel = 0; channel < channels; ++channel)
            pointers[channel] =
                roundChannel (static_cast<int> (channel),
                              buffer.getReadPointer (static_cast<int> (channel), firstSample), count);
        samplesDithered += static_cast<std::uint64_t> (count);
        isWritten = writer->write (pointers.data(), count);
    }
    if (!isWritten)
        fail ("cannot be written: is the disk full? (" + *fault + ")");
}

/// Triangular, of +-1 step: the difference of two uniform numbers, of 16 bits each. A word has those of two
/// samples.
void AudioWriter::makeDither (int channel)
{
    const auto seed = randomWord (ditherSeed, static_cast<std::uint64_t> (channel));
    std::uint64_t word = randomWord (seed, samplesDithered / 2);
    for (std::size_t i = 0; i < ditherSteps.size(); ++i)
    {
        const auto sample = samplesDithered + i;
        if (sample % 2 == 0)
            word = randomWord (seed, sample / 2);
        const auto half = static_cast<std::uint32_t> (sample % 2 == 0 ? word : word >> 32);
        ditherSteps[i] =
            static_cast<float> (static_cast<int> (half >> 16) - static_cast<int> (half & 0xffff)) / 65536.0f;
    }
}

/// As JUCE takes them: integers in the highest bits of 32.
const int* AudioWriter::roundChannel (int channel, const float* samples, int count)
{
    auto& rounded = integers[static_cast<std::size_t> (channel)];
    rounded.resize (static_cast<std::size_t> (count));
    ditherSteps.resize (rounded.size(), 0.0f);
    if (options.dither)
        makeDither (channel);

    // Full scale is 1 - 1 step above and -1 below. In doubles, adding and taking away 1.5 * 2^52 rounds to
    // the nearest whole number, and that many at a time.
    constexpr double rounding = 6755399441055744.0;
    const auto bits = options.sampleFormat.bits;
    const auto scale = std::ldexp (1.0, bits - 1), top = scale - 1.0;
    const auto unit = 1 << (32 - bits);
    steps.resize (rounded.size());
    for (std::size_t i = 0; i < rounded.size(); ++i)
        steps[i] = static_cast<double> (samples[i]) * scale + static_cast<double> (ditherSteps[i]);
    const Eigen::Map<const Eigen::ArrayXd> all (steps.data(), count);
    if (count > 0 && (all.maxCoeff() > top || all.minCoeff() < -scale)) // else there is nothing to count
        clipped += (all > top || all < -scale).count();
    for (std::size_t i = 0; i < rounded.size(); ++i)
    {
        const auto limited = steps[i] < -scale ? -scale : steps[i] > top ? top : steps[i];
        rounded[i] = static_cast<int> (limited + rounding - rounding) * unit;
    }
    return rounded.data();
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

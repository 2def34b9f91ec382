#include "Standalone/Recorder.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace spikegraph
{
namespace
{

/// Five seconds at 48 kHz: a disk may take a nap.
constexpr int queueSamples = 1 << 18;
constexpr int writePeriodMs = 50;

} // namespace

Recorder::Recorder()
    : places (queueSamples)
{
    for (auto& channel : queue)
        channel.resize (queueSamples);
}

void Recorder::prepare (double sampleRateHz)
{
    deviceRateHz = sampleRateHz;
    if (isRecording() && std::abs (sampleRateHz - rateHz) > 1.0e-9)
        isOpen = false;
}

void Recorder::start (const juce::File& target)
{
    abort();
    const std::filesystem::path path (target.getFullPathName().toStdString());
    pending = std::make_unique<PendingFile> (path, false);
    rateHz = deviceRateHz;
    AudioWriter::Options options;
    options.sampleRateHz = rateHz;
    options.channels = channels;
    options.sampleFormat = { 32, true };
    output = std::make_unique<AudioWriter> (pending->path(), path, options);
    file = target;
    problem.clear();
    places.finishedRead (places.getNumReady()); // of an earlier one
    pushedSamples = 0;
    shouldEnd = isTooSlow = false;
    writer = std::thread ([this] { write(); });
    isOpen = true;
}

juce::File Recorder::stop()
{
    if (!isRecording())
        return {};
    join();
    const auto whole = std::exchange (pending, nullptr);
    output = nullptr;
    if (!problem.empty())
        throw std::runtime_error (problem);
    if (pushedSamples == 0)
        return {};
    whole->commit();
    return file;
}

void Recorder::abort() noexcept
{
    join();
    output = nullptr;
    pending = nullptr;
}

void Recorder::join() noexcept
{
    isOpen = false;
    shouldEnd = true;
    wake.signal();
    if (writer.joinable())
        writer.join();
}

double Recorder::elapsedSeconds() const noexcept
{
    return static_cast<double> (pushedSamples.load()) / rateHz;
}

void Recorder::push (const juce::AudioBuffer<float>& audio) noexcept
{
    if (!isOpen)
        return;
    const auto count = audio.getNumSamples();
    if (places.getFreeSpace() < count)
    {
        // A gap would go unheard for long: what is there until here is kept.
        isTooSlow = true;
        isOpen = false;
        return;
    }
    const auto scope = places.write (count);
    for (int channel = 0; channel < channels; ++channel)
    {
        const auto* from = audio.getReadPointer (std::min (channel, audio.getNumChannels() - 1));
        auto* to = queue[static_cast<std::size_t> (channel)].data();
        std::copy_n (from, scope.blockSize1, to + scope.startIndex1);
        std::copy_n (from + scope.blockSize1, scope.blockSize2, to + scope.startIndex2);
    }
    pushedSamples += count;
}

//==================================================================================================

void Recorder::write()
{
    try
    {
        while (!shouldEnd)
        {
            drain();
            wake.wait (writePeriodMs);
        }
        drain();
        output->close();
    }
    catch (const std::exception& error)
    {
        problem = error.what();
        isOpen = false;
    }
}

void Recorder::drain()
{
    const auto scope = places.read (places.getNumReady());
    writeQueued (scope.startIndex1, scope.blockSize1);
    writeQueued (scope.startIndex2, scope.blockSize2);
}

void Recorder::writeQueued (int first, int count)
{
    if (count == 0)
        return;
    float* const pointers[]{ queue[0].data(), queue[1].data() };
    output->write ({ pointers, channels, first, count }, 0, count);
}

} // namespace spikegraph

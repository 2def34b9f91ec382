#pragma once

#include "Files/AudioFile.h"
#include "Files/PendingFile.h"

#include <juce_audio_basics/juce_audio_basics.h>
#include <juce_core/juce_core.h>

#include <array>
#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace spikegraph
{

/// Writes what it is given to a WAV of 32-bit float, bit for bit. The file has a temporary name until it is
/// whole, and leaves nothing behind otherwise.
class Recorder
{
public:
    static constexpr int channels = 2;

    Recorder();
    ~Recorder() { abort(); }

    /// Ends a recording of another rate. [owner, nobody processes]
    void prepare (double sampleRateHz);

    // [owner]

    /// Throws std::runtime_error, one line, where the file cannot be written or is there already.
    void start (const juce::File& target);
    /// What was recorded is whole when it returns: the file, or none where there was not a sample. Throws
    /// std::runtime_error, one line, where it could not be written; then there is none either.
    juce::File stop();
    /// As if it had never started.
    void abort() noexcept;

    bool isRecording() const noexcept { return writer.joinable(); }
    /// Whether there is no use in going on: the disk is full, or too slow, or the rate has changed.
    bool hasEnded() const noexcept { return isRecording() && !isOpen; }
    /// Why it ended, where the disk did not keep up: what had come until then is kept.
    bool wasTooSlow() const noexcept { return isTooSlow; }
    double elapsedSeconds() const noexcept;

    /// Takes the first two channels. [audio thread]
    void push (const juce::AudioBuffer<float>& audio) noexcept;

private:
    void write();
    void drain();
    void writeQueued (int first, int count);
    void join() noexcept;

    double deviceRateHz = 48000.0, rateHz = 48000.0; ///< now, and of the recording
    juce::File file;
    std::unique_ptr<PendingFile> pending;
    std::unique_ptr<AudioWriter> output;
    std::string problem; ///< the writer's until it has ended

    std::thread writer;
    juce::WaitableEvent wake;
    std::atomic<bool> isOpen{ false }, shouldEnd{ false }, isTooSlow{ false };
    std::atomic<juce::int64> pushedSamples{ 0 };
    juce::AbstractFifo places;
    /// A vector a channel: a juce::AudioBuffer has a flag that both threads would touch.
    std::array<std::vector<float>, channels> queue;
};

} // namespace spikegraph

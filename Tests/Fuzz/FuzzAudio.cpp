// An audio file, of any content: it is refused in one line that names it, or it can be read from start to
// end, at its own sample rate and at another.

#include "Files/AudioSource.h"
#include "Tests/Fuzz/FuzzTarget.h"

#include <algorithm>
#include <stdexcept>

namespace spikegraph::fuzz
{
namespace
{

constexpr int blockSamples = 512, mostBlocks = 8;

/// As the command line does it. The first blocks: a few bytes may claim a length of hours.
void readThrough (AudioReader& reader, double sampleRateHz)
{
    AudioSource source (reader, sampleRateHz);
    juce::AudioBuffer<float> block (reader.facts().channels, blockSamples);
    auto left = std::min<juce::int64> (source.samples(), blockSamples * mostBlocks);
    for (; left > 0; left -= blockSamples)
        source.read (block, static_cast<int> (std::min<juce::int64> (left, blockSamples)));
}

/// And the end, which a damaged file may not have.
void readEnd (AudioReader& reader)
{
    const auto count = static_cast<int> (std::min<juce::int64> (reader.facts().samples, blockSamples));
    juce::AudioBuffer<float> block (reader.facts().channels, blockSamples);
    reader.read (block, reader.facts().samples - count, count);
}

} // namespace
} // namespace spikegraph::fuzz

extern "C" int LLVMFuzzerTestOneInput (const std::uint8_t* data, std::size_t size)
{
    using namespace spikegraph::fuzz;
    static const ScratchFile file;
    file.write (data, size);
    try
    {
        spikegraph::AudioReader reader (file.path());
        readThrough (reader, 0.0);
        readThrough (reader, 44100.0);
        readEnd (reader);
    }
    catch (const std::runtime_error& refusal)
    {
        requireOneLine (refusal.what());
        require (std::string (refusal.what()).starts_with (file.path().string() + ": "),
                 "a refusal names the file");
    }
    return 0;
}

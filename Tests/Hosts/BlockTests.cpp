#include "Tests/Hosts/HostedPlugin.h"
#include "Tests/TestFramework.h"

#include <thread>

namespace spikegraph::test
{

TEST_CASE ("In blocks of any size it gives the same samples")
{
    const auto input = noise (2, 16400);
    for (const auto& format : builtFormats())
    {
        const auto expected = played (*format.open (48000.0, 512), input, 512);
        CHECK (isClean (expected));
        CHECK (expected.getMagnitude (0, expected.getNumSamples()) > 0.0f);
        for (const auto size : { 1, 7, 32, 64, 65, 128, 1024, 8193 })
        {
            INFO (format.name() << ", blocks of " << size);
            CHECK (areEqual (played (*format.open (48000.0, size), input, size), expected));
        }
    }
}

TEST_CASE ("An empty block changes nothing, and blocks of twice the announced size are as good as two")
{
    const auto input = noise (2, 4096);
    for (const auto& format : builtFormats())
    {
        INFO (format.name());
        const auto expected = played (*format.open (48000.0, 128), input, 128);
        CHECK (areEqual (played (*format.open (48000.0, 128), input, 256), expected));

        const auto plugin = format.open (48000.0, 128);
        auto audio = input;
        process (*plugin, audio, 128,
                 [&] (int)
                 {
                     juce::AudioBuffer<float> nothing (2, 0);
                     juce::MidiBuffer midi;
                     plugin->processBlock (nothing, midi);
                 });
        CHECK (areEqual (audio, expected));
    }
}

TEST_CASE ("At any sample rate it sounds, and prepared anew it starts anew")
{
    const auto input = noise (2, 8192);
    for (const auto& format : builtFormats())
    {
        const auto plugin = format.open();
        for (const auto rateHz : { 44100.0, 48000.0, 96000.0, 44100.0 })
        {
            INFO (format.name() << ", " << rateHz << " Hz");
            prepare (*plugin, rateHz, 256);
            const auto once = played (*plugin, input, 256);
            CHECK (isClean (once));
            CHECK (once.getMagnitude (0, once.getNumSamples()) > 0.0f);
            prepare (*plugin, rateHz, 256);
            prepare (*plugin, rateHz, 256);
            CHECK (areEqual (played (*plugin, input, 256), once));
        }
    }
}

TEST_CASE ("Eight instances in eight threads each give what one gives alone")
{
    constexpr std::size_t count = 8;
    const auto input = noise (2, 48000);
    for (const auto& format : builtFormats())
    {
        INFO (format.name());
        const auto expected = played (*format.open (48000.0, 64), input, 64);
        std::vector<HostedPlugin> plugins;
        for (std::size_t i = 0; i < count; ++i)
            plugins.push_back (format.open (48000.0, 64));
        std::vector<juce::AudioBuffer<float>> outputs (count);
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < count; ++i)
            threads.emplace_back ([&, i] { outputs[i] = played (*plugins[i], input, 64); });
        for (auto& thread : threads)
            thread.join();
        for (const auto& output : outputs)
            CHECK (areEqual (output, expected));
    }
}

} // namespace spikegraph::test

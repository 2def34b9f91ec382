// The plugin in a host and the command give the same samples.

#include "Files/AudioFile.h"
#include "Tests/Cli/RunBinary.h"
#include "Tests/Hosts/HostedPlugin.h"
#include "Tests/TestFramework.h"

namespace spikegraph::test
{
namespace
{

juce::AudioBuffer<float> readAudio (const std::string& path)
{
    AudioReader reader (path);
    juce::AudioBuffer<float> audio (reader.facts().channels, static_cast<int> (reader.facts().samples));
    reader.read (audio, 0, audio.getNumSamples());
    return audio;
}

/// The bundled recording, of which the right channel is a little softer.
juce::AudioBuffer<float> stereoSpeech()
{
    const auto file = readAudio (SPIKEGRAPH_SOURCE_DIR "/Resources/Sounds/front-center.wav");
    juce::AudioBuffer<float> audio (2, file.getNumSamples());
    for (int channel = 0; channel < 2; ++channel)
        audio.copyFrom (channel, 0, file.getReadPointer (0), file.getNumSamples(),
                        channel == 0 ? 1.0f : 0.7f);
    return audio;
}

void writeAudio (const std::string& path, const juce::AudioBuffer<float>& audio)
{
    AudioWriter writer (path, path, { 48000.0, audio.getNumChannels(), { 32, true }, false });
    writer.write (audio, 0, audio.getNumSamples());
    writer.close();
}

/// JUCE's host knows a VST3's latency as it was before preparing, and an LV2's after its first block.
void learnLatency (juce::AudioPluginInstance& plugin)
{
    prepare (plugin, 48000.0, 512);
    played (plugin, juce::AudioBuffer<float> (2, 1), 1);
    prepare (plugin, 48000.0, 512);
}

/// What a host records: as long as the input, without what comes late because of the plugin's latency.
juce::AudioBuffer<float> recorded (juce::AudioPluginInstance& plugin, const juce::AudioBuffer<float>& input)
{
    const auto latency = plugin.getLatencySamples(), samples = input.getNumSamples();
    juce::AudioBuffer<float> longer (2, samples + latency);
    longer.clear();
    for (int channel = 0; channel < 2; ++channel)
        longer.copyFrom (channel, 0, input, channel, 0, samples);
    const auto output = played (plugin, longer, 512);
    juce::AudioBuffer<float> heard (2, samples);
    for (int channel = 0; channel < 2; ++channel)
        heard.copyFrom (channel, 0, output, channel, latency, samples);
    return heard;
}

} // namespace

TEST_CASE ("Every preset gives in a host what the command renders, bit for bit")
{
    const cli::TemporaryFolder folder;
    const auto input = stereoSpeech();
    writeAudio (folder / "in.wav", input);
    for (const auto& format : builtFormats())
    {
        const auto plugin = format.open (48000.0, 512);
        for (int program = 0; program < plugin->getNumPrograms(); ++program)
        {
            const auto name = plugin->getProgramName (program).toStdString();
            INFO (format.name() << ", " << name);
            loadProgram (*plugin, program);
            learnLatency (*plugin);
            const auto result =
                cli::run ({ "render", "--preset", name, folder / "in.wav", "-o", folder / "out.wav", "--bits",
                            "32f", "--tail", "none", "--overwrite" });
            REQUIRE (result.exitCode == 0);
            CHECK (areEqual (recorded (*plugin, input), readAudio (folder / "out.wav")));
        }
    }
}

} // namespace spikegraph::test

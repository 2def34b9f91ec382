#pragma once

#include "Tests/Engine/EngineHarness.h"
#include "Tests/Plugin/AsHost.h"

#include <juce_audio_processors/juce_audio_processors.h>

#include <memory>
#include <vector>

namespace spikegraph::test
{

using HostedPlugin = std::unique_ptr<juce::AudioPluginInstance>;

/// A format that the plugin was built in, as a host meets it.
class BuiltFormat
{
public:
    /// Looks at the bundle, as a host's scan does. Throws std::runtime_error where it has no plugin.
    BuiltFormat (std::unique_ptr<juce::AudioPluginFormat> hostToUse, const juce::File& bundleToLoad);

    std::string name() const { return host->getName().toStdString(); }
    const juce::PluginDescription& description() const noexcept { return found; }

    /// Throws std::runtime_error where it cannot be loaded.
    HostedPlugin open() const;
    /// The same, prepared.
    HostedPlugin open (double sampleRateHz, int maximumBlockSamples) const;

private:
    std::unique_ptr<juce::AudioPluginFormat> host;
    juce::File bundle;
    juce::PluginDescription found;
};

/// Every format that was built and that JUCE can load here. [message thread]
const std::vector<BuiltFormat>& builtFormats();

/// Prepares anew, from the initial state.
void prepare (juce::AudioPluginInstance& plugin, double sampleRateHz, int maximumBlockSamples);

/// Loads a program so that it is in force before the next block.
void loadProgram (juce::AudioPluginInstance& plugin, int program);

/// What comes out for an input, in blocks of a size, from a plugin that has just been prepared for such.
juce::AudioBuffer<float> played (juce::AudioPluginInstance& plugin, const juce::AudioBuffer<float>& input,
                                 int blockSize);

/// Whether every sample is 0 or a normal number.
bool isClean (const juce::AudioBuffer<float>& audio);

} // namespace spikegraph::test

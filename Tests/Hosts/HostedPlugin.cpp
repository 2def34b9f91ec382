#include "Tests/Hosts/HostedPlugin.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace spikegraph::test
{
namespace
{

/// Whether the process has mapped a file of the bundle: a host may have found another copy of the plugin.
bool isMapped ([[maybe_unused]] const juce::File& bundle)
{
#if JUCE_LINUX
    return juce::File ("/proc/self/maps").loadFileAsString().contains (bundle.getFullPathName());
#else
    return true;
#endif
}

} // namespace

BuiltFormat::BuiltFormat (std::unique_ptr<juce::AudioPluginFormat> hostToUse, const juce::File& bundleToLoad)
    : host (std::move (hostToUse))
    , bundle (bundleToLoad)
{
    juce::OwnedArray<juce::PluginDescription> all;
    for (const auto& identifier : host->searchPathsForPlugins (
             juce::FileSearchPath (bundle.getParentDirectory().getFullPathName()), false, false))
        if (identifier.containsIgnoreCase ("spikegraph"))
            host->findAllTypesForFile (all, identifier);
    if (all.size() != 1)
        throw std::runtime_error (bundle.getFullPathName().toStdString() + ": has " +
                                  std::to_string (all.size()) + " plugins");
    found = *all.getFirst();
}

HostedPlugin BuiltFormat::open() const
{
    juce::String error;
    auto plugin = host->createInstanceFromDescription (found, 48000.0, 512, error);
    if (plugin == nullptr)
        throw std::runtime_error (error.toStdString());
    if (!isMapped (bundle))
        throw std::runtime_error ("another copy than " + bundle.getFullPathName().toStdString() +
                                  " has been loaded");
    return plugin;
}

HostedPlugin BuiltFormat::open (double sampleRateHz, int maximumBlockSamples) const
{
    auto plugin = open();
    prepare (*plugin, sampleRateHz, maximumBlockSamples);
    return plugin;
}

const std::vector<BuiltFormat>& builtFormats()
{
    static const auto formats = []
    {
        std::vector<BuiltFormat> all;
#ifdef SPIKEGRAPH_VST3_BUNDLE
        all.emplace_back (std::make_unique<juce::VST3PluginFormat>(), juce::File (SPIKEGRAPH_VST3_BUNDLE));
#endif
#ifdef SPIKEGRAPH_LV2_BUNDLE
        all.emplace_back (std::make_unique<juce::LV2PluginFormat>(), juce::File (SPIKEGRAPH_LV2_BUNDLE));
#endif
        return all;
    }();
    return formats;
}

void prepare (juce::AudioPluginInstance& plugin, double sampleRateHz, int maximumBlockSamples)
{
    plugin.releaseResources();
    plugin.setRateAndBufferSizeDetails (sampleRateHz, maximumBlockSamples);
    plugin.prepareToPlay (sampleRateHz, maximumBlockSamples);
}

void loadProgram (juce::AudioPluginInstance& plugin, int program)
{
    plugin.setCurrentProgram (program);
    // A VST3's controller hears of it when the host's timer goes off, or when its state is asked for.
    stateOf (plugin);
    // The plugin loads it on its own message thread, and before it prepares at the latest.
    prepare (plugin, plugin.getSampleRate(), plugin.getBlockSize());
}

juce::AudioBuffer<float> played (juce::AudioPluginInstance& plugin, const juce::AudioBuffer<float>& input,
                                 int blockSize)
{
    const auto channels = std::max (plugin.getTotalNumInputChannels(), plugin.getTotalNumOutputChannels());
    juce::AudioBuffer<float> audio (channels, input.getNumSamples());
    audio.clear();
    for (int channel = 0; channel < std::min (channels, input.getNumChannels()); ++channel)
        audio.copyFrom (channel, 0, input, channel, 0, input.getNumSamples());
    process (plugin, audio, blockSize);
    audio.setSize (plugin.getTotalNumOutputChannels(), audio.getNumSamples(), true);
    return audio;
}

bool isClean (const juce::AudioBuffer<float>& audio)
{
    for (int channel = 0; channel < audio.getNumChannels(); ++channel)
        for (int i = 0; i < audio.getNumSamples(); ++i)
            if (const auto kind = std::fpclassify (audio.getSample (channel, i));
                kind != FP_NORMAL && kind != FP_ZERO)
                return false;
    return true;
}

} // namespace spikegraph::test

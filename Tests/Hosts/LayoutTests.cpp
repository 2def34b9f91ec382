#include "Tests/Hosts/HostedPlugin.h"
#include "Tests/TestFramework.h"

#include <algorithm>

namespace spikegraph::test
{
namespace
{

using Layout = juce::AudioProcessor::BusesLayout;

Layout layoutOf (const juce::AudioChannelSet& in, const juce::AudioChannelSet& side,
                 const juce::AudioChannelSet& out)
{
    Layout layout;
    layout.inputBuses = { in, side };
    layout.outputBuses = { out };
    return layout;
}

/// Each way from 1 to 16 channels, as named speakers and as numbered channels; the side chain off and on.
std::vector<Layout> layoutsToTry()
{
    std::vector<Layout> layouts;
    for (const auto& side : { juce::AudioChannelSet::disabled(), juce::AudioChannelSet::mono(),
                              juce::AudioChannelSet::stereo() })
        for (int in = 1; in <= 16; ++in)
            for (int out = 1; out <= 16; ++out)
            {
                layouts.push_back (layoutOf (juce::AudioChannelSet::discreteChannels (in), side,
                                             juce::AudioChannelSet::discreteChannels (out)));
                if (in <= 8 && out <= 8)
                    layouts.push_back (layoutOf (juce::AudioChannelSet::canonicalChannelSet (in), side,
                                                 juce::AudioChannelSet::canonicalChannelSet (out)));
            }
    return layouts;
}

std::string describe (const Layout& layout)
{
    return (layout.getMainInputChannelSet().getDescription() + " in, " +
            layout.getChannelSet (true, 1).getDescription() + " beside, " +
            layout.getMainOutputChannelSet().getDescription() + " out")
        .toStdString();
}

} // namespace

TEST_CASE ("Every layout that the plugin accepts plays, and the first one comes back as it was")
{
    for (const auto& format : builtFormats())
    {
        const auto plugin = format.open();
        const auto first = plugin->getBusesLayout();
        prepare (*plugin, 48000.0, 64);
        const auto input = noise (16, 256);
        const auto expected = played (*plugin, input, 64);

        int accepted = 0;
        for (const auto& layout : layoutsToTry())
        {
            INFO (format.name() << ": " << describe (layout));
            plugin->releaseResources();
            if (!plugin->setBusesLayout (layout))
                continue;
            ++accepted;
            CHECK (plugin->getBusesLayout() == layout);
            prepare (*plugin, 48000.0, 64);
            const auto output = played (*plugin, input, 64);
            CHECK (output.getNumChannels() == layout.getMainOutputChannelSet().size());
            CHECK (isClean (output));
        }
        CHECK (accepted > 0);

        INFO (format.name() << ", " << accepted << " layouts accepted");
        plugin->releaseResources();
        REQUIRE (plugin->setBusesLayout (first));
        prepare (*plugin, 48000.0, 64);
        CHECK (areEqual (played (*plugin, input, 64), expected));
    }
}

} // namespace spikegraph::test

#include "Nodes/FactoryPresets.h"
#include "Tests/Hosts/HostedPlugin.h"
#include "Tests/TestFramework.h"

#include <fstream>

namespace spikegraph::test
{
namespace
{

/// The parameters that a host shows; a VST3 has hidden ones too, for MIDI's controllers.
juce::StringArray shownParameters (const juce::AudioProcessor& plugin)
{
    juce::StringArray names;
    for (const auto* parameter : plugin.getParameters())
        if (parameter->isAutomatable())
            names.add (parameter->getName (100));
    return names;
}

} // namespace

TEST_CASE ("A host's scan finds one plugin, with its name, maker and version")
{
    REQUIRE_FALSE (builtFormats().empty());
    for (const auto& format : builtFormats())
    {
        INFO (format.name());
        CHECK (format.description().name == "Spikegraph");
        CHECK (format.description().manufacturerName == "Spikegraph");
        CHECK (format.open()->getName() == "Spikegraph");
    }
}

TEST_CASE ("Opened, the plugin is stereo, has a side chain that need not be connected, and speaks MIDI")
{
    for (const auto& format : builtFormats())
    {
        INFO (format.name());
        const auto plugin = format.open();
        REQUIRE (plugin->getBusCount (true) == 2);
        REQUIRE (plugin->getBusCount (false) == 1);
        CHECK (plugin->getMainBusNumInputChannels() == 2);
        CHECK (plugin->getMainBusNumOutputChannels() == 2);
        CHECK (plugin->getBus (true, 1)->getName() == "Side Chain");
        CHECK_FALSE (plugin->getBus (true, 1)->isEnabledByDefault());
        CHECK (plugin->acceptsMidi());
        CHECK (plugin->producesMidi());
    }
}

TEST_CASE ("A host shows as many parameters as are committed, and slots by their numbers")
{
    std::ifstream file (SPIKEGRAPH_SOURCE_DIR "/Tests/Plugin/HostParameters.txt");
    REQUIRE (file);
    int committed = 0;
    for (std::string id; file >> id;)
        ++committed;
    for (const auto& format : builtFormats())
    {
        INFO (format.name());
        auto names = shownParameters (*format.open());
        names.removeString ("Program"); // which JUCE adds to a VST3
        names.removeDuplicates (false); // an LV2's bypass is a port and a property
        CHECK (names.size() == committed);
        for (int slot = 1; slot <= 64; ++slot)
            CHECK (names.contains ("Slot " + juce::String (slot)));
    }
}

TEST_CASE ("A host's programs are the factory's presets, all of them")
{
    const auto presets = factoryPresets();
    for (const auto& format : builtFormats())
    {
        INFO (format.name());
        const auto plugin = format.open (48000.0, 512);
        REQUIRE (plugin->getNumPrograms() == static_cast<int> (presets.size()));
        juce::StringArray wanted, found;
        for (int program = 0; program < plugin->getNumPrograms(); ++program)
        {
            wanted.add (presets[static_cast<std::size_t> (program)].name());
            found.add (plugin->getProgramName (program));
        }
        found.sort (false);
        wanted.sort (false);
        CHECK (found == wanted);
    }
}

TEST_CASE ("Opened, played, saved, restored and closed, it has touched nothing that is not its own",
           "[memcheck]")
{
    const auto input = noise (2, 1024);
    for (const auto& format : builtFormats())
    {
        INFO (format.name());
        const auto plugin = format.open (48000.0, 256);
        const auto state = stateOf (*plugin);
        CHECK (isClean (played (*plugin, input, 256)));
        loadProgram (*plugin, 3);
        CHECK (isClean (played (*plugin, input, 100)));
        restore (*plugin, state);
        prepare (*plugin, 44100.0, 64);
        CHECK (isClean (played (*plugin, input, 64)));
    }
}

TEST_CASE ("Loading, playing and closing it fifty times ends as it began")
{
    const auto input = noise (2, 1024);
    for (const auto& format : builtFormats())
    {
        INFO (format.name());
        const auto first = played (*format.open (48000.0, 256), input, 256);
        for (int i = 0; i < 50; ++i)
            REQUIRE (areEqual (played (*format.open (48000.0, 256), input, 256), first));
    }
}

} // namespace spikegraph::test

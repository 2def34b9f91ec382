// What LV2 asks of a plugin and no host of JUCE's tries, through the bundle's C interface.
#ifdef SPIKEGRAPH_LV2_BUNDLE

#include "Tests/Hosts/HostedPlugin.h"
#include "Tests/TestFramework.h"

#if __has_include(<juce_audio_processors_headless/format_types/LV2_SDK/lv2/lv2/core/lv2.h>) // JUCE 8
#include <juce_audio_processors_headless/format_types/LV2_SDK/lv2/lv2/atom/atom.h>
#include <juce_audio_processors_headless/format_types/LV2_SDK/lv2/lv2/buf-size/buf-size.h>
#include <juce_audio_processors_headless/format_types/LV2_SDK/lv2/lv2/core/lv2.h>
#include <juce_audio_processors_headless/format_types/LV2_SDK/lv2/lv2/options/options.h>
#include <juce_audio_processors_headless/format_types/LV2_SDK/lv2/lv2/urid/urid.h>
#else
#include <juce_audio_processors/format_types/LV2_SDK/lv2/lv2/atom/atom.h>
#include <juce_audio_processors/format_types/LV2_SDK/lv2/lv2/buf-size/buf-size.h>
#include <juce_audio_processors/format_types/LV2_SDK/lv2/lv2/core/lv2.h>
#include <juce_audio_processors/format_types/LV2_SDK/lv2/lv2/options/options.h>
#include <juce_audio_processors/format_types/LV2_SDK/lv2/lv2/urid/urid.h>
#endif

#include <array>
#include <map>
#include <string>

namespace spikegraph::test
{
namespace
{

constexpr int blockSamples = 256;

/// An instance as a host holds it that connects what it must, and nothing that is optional.
class BareInstance
{
public:
    BareInstance()
    {
        REQUIRE (library.open (
            juce::File (SPIKEGRAPH_LV2_BUNDLE).getChildFile ("libSpikegraph.so").getFullPathName()));
        const auto entry = reinterpret_cast<LV2_Descriptor_Function> (library.getFunction ("lv2_descriptor"));
        REQUIRE (entry != nullptr);
        descriptor = entry (0);
        REQUIRE (descriptor != nullptr);
        const auto bundle = juce::File (SPIKEGRAPH_LV2_BUNDLE).getFullPathName() + "/";
        instance = descriptor->instantiate (descriptor, 48000.0, bundle.toRawUTF8(), features.data());
        REQUIRE (instance != nullptr);
        for (std::uint32_t port = 0; port < 2; ++port)
        {
            descriptor->connect_port (instance, port, inputs.getWritePointer (static_cast<int> (port)));
            descriptor->connect_port (instance, port + 2, nullptr); // the side chain
            descriptor->connect_port (instance, port + 4, outputs.getWritePointer (static_cast<int> (port)));
        }
        descriptor->connect_port (instance, 6, &eventsIn);
        descriptor->connect_port (instance, 7, &eventsOut);
        for (std::uint32_t port = 8; port < 11; ++port) // latency, free-wheeling, enabled
            descriptor->connect_port (instance, port, nullptr);
    }

    ~BareInstance() { descriptor->cleanup (instance); }

    void activate() { descriptor->activate (instance); }

    juce::AudioBuffer<float> run (const juce::AudioBuffer<float>& input)
    {
        juce::AudioBuffer<float> heard (2, input.getNumSamples());
        for (int first = 0; first < input.getNumSamples(); first += blockSamples)
        {
            for (int channel = 0; channel < 2; ++channel)
                inputs.copyFrom (channel, 0, input, channel, first, blockSamples);
            eventsIn.sequence.atom = { sizeof (LV2_Atom_Sequence_Body),
                                       map ("http://lv2plug.in/ns/ext/atom#Sequence") };
            eventsOut.sequence.atom = { sizeof (eventsOut) - sizeof (LV2_Atom), 0 };
            descriptor->run (instance, blockSamples);
            for (int channel = 0; channel < 2; ++channel)
                heard.copyFrom (channel, first, outputs, channel, 0, blockSamples);
        }
        return heard;
    }

private:
    struct Events
    {
        LV2_Atom_Sequence sequence{};
        std::array<char, 8192> room{};
    };

    LV2_URID map (const char* uri)
    {
        return numbers.try_emplace (uri, static_cast<LV2_URID> (numbers.size() + 1)).first->second;
    }

    juce::DynamicLibrary library;
    const LV2_Descriptor* descriptor = nullptr;
    LV2_Handle instance = nullptr;
    juce::AudioBuffer<float> inputs{ 2, blockSamples }, outputs{ 2, blockSamples };
    Events eventsIn, eventsOut;

    std::map<std::string, LV2_URID> numbers;
    LV2_URID_Map mapping{ this, [] (LV2_URID_Map_Handle self, const char* uri)
                          { return static_cast<BareInstance*> (self)->map (uri); } };
    std::int32_t longestBlock = blockSamples;
    std::array<LV2_Options_Option, 2> options{ { { LV2_OPTIONS_INSTANCE, 0,
                                                   map (LV2_BUF_SIZE__maxBlockLength), sizeof (std::int32_t),
                                                   map (LV2_ATOM__Int), &longestBlock },
                                                 { LV2_OPTIONS_INSTANCE, 0, 0, 0, 0, nullptr } } };
    LV2_Feature mapFeature{ LV2_URID__map, &mapping }, optionsFeature{ LV2_OPTIONS__options, options.data() },
        boundedFeature{ LV2_BUF_SIZE__boundedBlockLength, nullptr };
    std::array<const LV2_Feature*, 4> features{ &mapFeature, &optionsFeature, &boundedFeature, nullptr };
};

} // namespace

TEST_CASE ("An LV2 host may leave unconnected what the bundle calls optional")
{
    BareInstance plugin;
    plugin.activate();
    const auto heard = plugin.run (noise (2, 8192));
    CHECK (isClean (heard));
    CHECK (heard.getMagnitude (0, heard.getNumSamples()) > 0.01f);
}

TEST_CASE ("Activated again, an LV2 instance begins anew")
{
    BareInstance plugin;
    plugin.activate();
    const auto input = noise (2, 4096);
    const auto once = plugin.run (input);
    CHECK_FALSE (areEqual (plugin.run (input), once)); // it is in the middle of a sound
    plugin.activate();
    CHECK (areEqual (plugin.run (input), once));
}

} // namespace spikegraph::test

#endif

// What JUCE's LV2 client leaves out of LV2's rules, put between it and the host.
//
// - A host may leave the side chain unconnected, as the bundle says, but JUCE's client has all buses on and
//   copies from every input in every block: from a null pointer then. Here that pointer becomes silence.
// - Activating resets a plugin, says LV2; JUCE's client does nothing. Here the processor is prepared anew.

// JUCE's entry point is compiled under the name juce_lv2_descriptor, so that this file's is the bundle's.
#undef lv2_descriptor

#include "Formats/CreatePlugin.h"

#include <map>
#include <mutex>

#if __has_include(<juce_audio_processors_headless/format_types/LV2_SDK/lv2/lv2/core/lv2.h>) // JUCE 8
#include <juce_audio_processors_headless/format_types/LV2_SDK/lv2/lv2/core/lv2.h>
#else
#include <juce_audio_processors/format_types/LV2_SDK/lv2/lv2/core/lv2.h>
#endif

extern "C" const LV2_Descriptor* juce_lv2_descriptor (uint32_t index);

namespace
{

/// The stereo input and the stereo side chain are the first ports.
constexpr uint32_t inputPorts = 4;

/// As long as any host's block. Nobody writes to it, so it takes up no memory of its own.
float silence[1 << 20];

/// Which processor is behind a host's handle. [any thread but the audio thread]
class Processors
{
public:
    void add (LV2_Handle handle, juce::AudioProcessor* processor)
    {
        const std::lock_guard held (lock);
        byHandle[handle] = processor;
    }
    void remove (LV2_Handle handle)
    {
        const std::lock_guard held (lock);
        byHandle.erase (handle);
    }
    juce::AudioProcessor* of (LV2_Handle handle)
    {
        const std::lock_guard held (lock);
        const auto found = byHandle.find (handle);
        return found == byHandle.end() ? nullptr : found->second;
    }

private:
    std::mutex lock;
    std::map<LV2_Handle, juce::AudioProcessor*> byHandle;
};

Processors& processors()
{
    static Processors all;
    return all;
}

const LV2_Descriptor& juceClient()
{
    return *juce_lv2_descriptor (0);
}

LV2_Handle instantiate (const LV2_Descriptor* descriptor, double sampleRateHz, const char* bundle,
                        const LV2_Feature* const* features)
{
    const auto handle = juceClient().instantiate (descriptor, sampleRateHz, bundle, features);
    if (handle != nullptr)
        processors().add (handle, spikegraph::newestPlugin());
    return handle;
}

void connectPort (LV2_Handle plugin, uint32_t port, void* data)
{
    if (data == nullptr && port < inputPorts)
        data = silence;
    juceClient().connect_port (plugin, port, data);
}

void activate (LV2_Handle plugin)
{
    if (auto* processor = processors().of (plugin))
        processor->prepareToPlay (processor->getSampleRate(), processor->getBlockSize());
}

void cleanUp (LV2_Handle plugin)
{
    processors().remove (plugin);
    juceClient().cleanup (plugin);
}

} // namespace

const LV2_Descriptor* lv2_descriptor (uint32_t index)
{
    if (index != 0)
        return nullptr;
    static const auto descriptor = []
    {
        auto copy = juceClient();
        copy.instantiate = instantiate;
        copy.connect_port = connectPort;
        copy.activate = activate;
        copy.cleanup = cleanUp;
        return copy;
    }();
    return &descriptor;
}

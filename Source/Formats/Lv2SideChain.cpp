// Lets an LV2 host leave the side chain unconnected. JUCE writes into the bundle that it may, but its client
// has all buses on and copies from every input in every block: from a null pointer then. Here that pointer
// becomes silence before JUCE sees it.

// JUCE's entry point is compiled under the name juce_lv2_descriptor, so that this file's is the bundle's.
#undef lv2_descriptor

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

void connectPort (LV2_Handle plugin, uint32_t port, void* data)
{
    if (data == nullptr && port < inputPorts)
        data = silence;
    juce_lv2_descriptor (0)->connect_port (plugin, port, data);
}

} // namespace

const LV2_Descriptor* lv2_descriptor (uint32_t index)
{
    if (index != 0)
        return nullptr;
    static const auto descriptor = []
    {
        auto copy = *juce_lv2_descriptor (0);
        copy.connect_port = connectPort;
        return copy;
    }();
    return &descriptor;
}

#pragma once

// Room for blocks longer than the host has announced, in JUCE's VST3 client.
//
// The client copies what comes in to a buffer of the announced length, and past its end if a block is longer.
// VST3 forbids such blocks, but a host that sends them should hear its sound, as it does with the other
// formats. The compiler reads this file ahead of JUCE's client.

#if JucePlugin_Build_VST3 // the client's file is compiled for every format, and is empty for the others

// As the client does, since headers are read once only.
#if JUCE_PLUGINHOST_VST3
#undef JUCE_VST3HEADERS_INCLUDE_HEADERS_ONLY
#define JUCE_VST3HEADERS_INCLUDE_HEADERS_ONLY 1
#endif
#define JUCE_GUI_BASICS_INCLUDE_XHEADERS 1

// clang-format off: each needs what is above it
#include <juce_audio_processors/juce_audio_processors.h>
#if __has_include(<juce_audio_processors_headless/format_types/juce_VST3Common.h>) // JUCE 8
#include <juce_audio_processors_headless/format_types/juce_VST3Headers.h>
#include <juce_audio_processors_headless/utilities/juce_FlagCache.h>
#include <juce_audio_processors_headless/format_types/juce_VST3Utilities.h>
#include <juce_audio_processors_headless/format_types/juce_VST3Common.h>
#else
#include <juce_audio_processors/format_types/juce_VST3Headers.h>
#include <juce_audio_processors/utilities/juce_FlagCache.h>
#include <juce_audio_processors/format_types/juce_VST3Common.h>
// JUCE 7 does not say of this header that it is read once only: the client's is another.
#define FlagCache FlagCacheOfClient
#define FlaggedFloatCache FlaggedFloatCacheOfClient
#endif
// clang-format on

namespace juce
{

class RoomyClientBufferMapper : public ClientBufferMapper
{
public:
    void prepare (int announcedSamples)
    {
        ClientBufferMapper::prepare (std::max (leastSamples, 2 * announcedSamples));
    }

private:
    static constexpr int leastSamples = 8192;
};

} // namespace juce

#define ClientBufferMapper RoomyClientBufferMapper

#endif

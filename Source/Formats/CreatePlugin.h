#pragma once

#include <juce_audio_processors/juce_audio_processors.h>

namespace spikegraph
{

/// The plugin that was made last on this thread.
juce::AudioProcessor* newestPlugin() noexcept;

} // namespace spikegraph

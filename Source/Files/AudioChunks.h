#pragma once

#include <juce_core/juce_core.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace spikegraph
{

/// The chunks of a WAV, RF64 or AIFF file, walked through before JUCE reads it: what JUCE makes of lengths
/// that are not true could fill the memory, or take for ever.
struct AudioChunks
{
    bool areThere = false; ///< not so for other formats
    std::string fault;     ///< in words that follow the file's name; empty for none
    /// The bytes of samples where the writer could not know how many there would be, as one into a pipe; else
    /// -1.
    juce::int64 streamedBytes = -1;
    /// Where chunks begin that are neither format nor samples: markers, loops, comments.
    std::vector<juce::int64> others;
};

AudioChunks readAudioChunks (const std::filesystem::path& file);

/// The file with chunks that no one asks for made unknown ones, which are passed over. Null where it cannot
/// be opened. The flag is AudioInputStream's.
std::unique_ptr<juce::InputStream> openWithoutChunks (const std::filesystem::path& file,
                                                      std::vector<juce::int64> chunks,
                                                      std::shared_ptr<bool> missing);

} // namespace spikegraph

#pragma once

#include <juce_core/juce_core.h>

#include <string>

namespace spikegraph
{

/// What the app was started with.
struct Arguments
{
    /// Throws std::runtime_error, one line, at an option that there is not.
    static Arguments parse (const juce::StringArray& arguments, const juce::File& workingFolder);
    static std::string help();

    bool wantsHelp = false, wantsVersion = false, hasNoAudioDevice = false;
    juce::Array<juce::File>
        files{}; ///< patches and sounds, in any order; whether they are there is not asked
};

} // namespace spikegraph

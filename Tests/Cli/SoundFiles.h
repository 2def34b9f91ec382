#pragma once

#include "Files/AudioFile.h"

#include <functional>
#include <string>

namespace spikegraph::cli
{

/// A whole file.
inline juce::AudioBuffer<float> readAll (const std::string& path)
{
    AudioReader reader (path);
    juce::AudioBuffer<float> audio (reader.facts().channels, static_cast<int> (reader.facts().samples));
    reader.read (audio, 0, audio.getNumSamples());
    return audio;
}

/// A mono file of 32-bit float whose samples are a function of their place.
inline void writeSound (const std::string& path, int samples, double sampleRateHz,
                        const std::function<float (int)>& sampleAt)
{
    juce::AudioBuffer<float> audio (1, samples);
    for (int i = 0; i < samples; ++i)
        audio.setSample (0, i, sampleAt (i));
    AudioWriter writer (path, path, { sampleRateHz, 1, { 32, true }, false });
    writer.write (audio, 0, samples);
    writer.close();
}

/// A patch as JSON, of its nodes and cables.
inline std::string patchOf (const std::string& nodes, const std::string& cables)
{
    return R"({"format": "spikegraph-patch", "version": 2, "nodes": [)" + nodes + R"(], "cables": [)" +
           cables + "]}";
}

} // namespace spikegraph::cli

#pragma once

#include "Files/AudioFile.h"
#include "RunBinary.h"

#include <functional>
#include <string>

namespace spikegraph::cli
{

/// The bundled recording.
inline const std::string speech = std::string (SPIKEGRAPH_SOURCE_DIR) + "/Resources/Sounds/front-center.wav";

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

/// Six short recordings with a label and a speaker in their names; the last one is silent.
inline void makeRecordings (const TemporaryFolder& folder)
{
    const auto sound = readAll (speech);
    const char* const names[] = { "0_ada_0", "0_bob_0", "1_ada_0", "2_bob_0", "10_ada_1", "10_cy_0" };
    for (int i = 0; i < 6; ++i)
    {
        juce::AudioBuffer<float> part (1, 4800);
        for (int t = 0; t < part.getNumSamples(); ++t)
            part.setSample (0, t, i == 5 ? 0.0f : sound.getSample (0, 8000 + 3000 * i + t));
        const auto path = folder / (std::string (names[i]) + ".wav");
        AudioWriter writer (path, path, { 48000.0, 1, { 16, false }, false });
        writer.write (part, 0, part.getNumSamples());
        writer.close();
    }
}

} // namespace spikegraph::cli

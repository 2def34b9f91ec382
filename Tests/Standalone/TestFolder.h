#pragma once

#include "Files/AudioFile.h"

#include <juce_audio_basics/juce_audio_basics.h>

namespace spikegraph::test
{

/// A folder of a test's own, gone at its end.
struct TestFolder
{
    TestFolder() { root.createDirectory(); }
    ~TestFolder() { root.deleteRecursively(); }

    juce::File operator/ (const juce::String& name) const { return root.getChildFile (name); }
    int files() const { return root.getNumberOfChildFiles (juce::File::findFiles); }

    juce::File root = juce::File::getSpecialLocation (juce::File::tempDirectory)
                          .getChildFile ("spikegraph-standalone-" + juce::Uuid().toString()); // tests run side by side
};

inline juce::File writeSound (const juce::File& file, const juce::AudioBuffer<float>& audio,
                              double sampleRateHz)
{
    AudioWriter::Options options;
    options.sampleRateHz = sampleRateHz;
    options.channels = audio.getNumChannels();
    options.sampleFormat = { 32, true };
    const auto path = file.getFullPathName().toStdString();
    AudioWriter writer (path, path, options);
    writer.write (audio, 0, audio.getNumSamples());
    writer.close();
    return file;
}

} // namespace spikegraph::test

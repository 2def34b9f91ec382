#pragma once

#include <juce_data_structures/juce_data_structures.h>

#include <memory>

namespace spikegraph
{

/// What the app remembers from one start to the next, in one file. One that is missing or broken is an empty
/// one: the app starts as it did first. [message thread]
class StandaloneSettings
{
public:
    /// Standalone.settings beside the editor's.
    static juce::File defaultFile();
    explicit StandaloneSettings (const juce::File& file = defaultFile());

    /// Null where none was chosen.
    std::unique_ptr<juce::XmlElement> devices() const { return values.getXmlValue ("devices"); }
    void setDevices (const juce::XmlElement* chosen) { values.setValue ("devices", chosen); }

    /// The plugin's, as a host saves it; empty before the first.
    juce::String session() const { return values.getValue ("session"); }
    void setSession (const juce::String& text) { values.setValue ("session", text); }

    /// Of the last sound; empty for the app's own.
    juce::String sound() const { return values.getValue ("sound"); }
    void setSound (const juce::String& path) { values.setValue ("sound", path); }

    bool isLooping() const { return values.getBoolValue ("loop", true); }
    void setLooping (bool isOn) { values.setValue ("loop", isOn); }

    /// As juce::ResizableWindow writes it.
    juce::String window() const { return values.getValue ("window"); }
    void setWindow (const juce::String& place) { values.setValue ("window", place); }

    /// Writes what has changed. Whether what is in the file is what is here.
    bool save() { return values.saveIfNeeded(); }
    juce::File file() const { return values.getFile(); }

private:
    juce::PropertiesFile values;
};

} // namespace spikegraph

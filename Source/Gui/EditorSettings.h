#pragma once

#include <juce_data_structures/juce_data_structures.h>

namespace spikegraph
{

/// What a person has chosen of the editor, for all sessions: kept in one small file in the platform's place.
/// [message thread]
class EditorSettings
{
public:
    /// $XDG_CONFIG_HOME or ~/.config on Linux, the platform's place elsewhere.
    static juce::File defaultFile();
    explicit EditorSettings (const juce::File& file = defaultFile());

    bool isDark() const { return values.getBoolValue ("dark", true); }
    void setDark (bool isOn) { set ("dark", isOn); }

    /// Times the size that the system asks for.
    double scale() const { return juce::jlimit (0.5, 3.0, values.getDoubleValue ("scale", 1.0)); }
    void setScale (double factor) { set ("scale", factor); }

    /// Pictures that stand still where they can.
    bool hasReducedMotion() const { return values.getBoolValue ("reducedMotion", false); }
    void setReducedMotion (bool isOn) { set ("reducedMotion", isOn); }

    bool hasSeenTour() const { return values.getBoolValue ("tourSeen", false); }
    void setTourSeen (bool hasSeen) { set ("tourSeen", hasSeen); }

private:
    void set (const char* name, const juce::var& value);

    juce::PropertiesFile values;
};

} // namespace spikegraph

#pragma once

#include "Gui/Look.h"
#include "Standalone/AudioDevices.h"

#include <functional>
#include <memory>

namespace spikegraph
{

/// A window in which a person chooses audio and MIDI devices. What is chosen counts at once.
class DeviceWindow final : public juce::DocumentWindow
{
public:
    DeviceWindow (AudioDevices& devices, const Theme& theme, juce::Component& windowToCentreOn);
    ~DeviceWindow() override;

    std::function<void()> onClose;

    void closeButtonPressed() override;
    bool keyPressed (const juce::KeyPress& key) override;

private:
    Look look;
};

} // namespace spikegraph

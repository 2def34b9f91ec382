#include "Standalone/DeviceWindow.h"

#include <juce_audio_utils/juce_audio_utils.h>

namespace spikegraph
{
namespace
{

/// JUCE's selector, with a margin, and a word for where there is nothing to select.
class Content final : public juce::Component
{
public:
    Content (AudioDevices& devices, const Theme& theme)
        : selector (devices, 0, 2, 0, 2, true, true, false, false)
    {
        hint.setText (
            "Nothing listed? Plug a device in, or start JACK, and open this window again. Without a device "
            "Spikegraph runs silently, and can still record.",
            juce::dontSendNotification);
        hint.setFont (textFont (measures::smallText));
        hint.setJustificationType (juce::Justification::topLeft);
        hint.setColour (juce::Label::textColourId, theme.muted);
        hint.setMinimumHorizontalScale (1.0f);
        addAndMakeVisible (hint);
        addAndMakeVisible (selector);
        setSize (520, 480);
    }

    void resized() override
    {
        auto area = getLocalBounds().reduced (2 * measures::grid);
        hint.setBounds (area.removeFromBottom (36));
        selector.setBounds (area);
    }

private:
    juce::AudioDeviceSelectorComponent selector;
    juce::Label hint;
};

} // namespace

DeviceWindow::DeviceWindow (AudioDevices& devices, const Theme& theme, juce::Component& windowToCentreOn)
    : juce::DocumentWindow ("Spikegraph: audio and MIDI devices", theme.panel, closeButton, false)
    , look (theme)
{
    setLookAndFeel (&look);
    setBackgroundColour (theme.panel);
    setUsingNativeTitleBar (true);
    for (auto* type : devices.getAvailableDeviceTypes())
        type->scanForDevices(); // what was plugged in meanwhile
    setContentOwned (new Content (devices, theme), true);
    centreAroundComponent (&windowToCentreOn, getWidth(), getHeight());
    addToDesktop();
    setVisible (true);
    toFront (true);
}

DeviceWindow::~DeviceWindow()
{
    clearContentComponent();
    setLookAndFeel (nullptr);
}

void DeviceWindow::closeButtonPressed()
{
    // It may delete this.
    if (onClose)
        juce::MessageManager::callAsync (onClose);
}

bool DeviceWindow::keyPressed (const juce::KeyPress& key)
{
    if (key != juce::KeyPress::escapeKey)
        return juce::DocumentWindow::keyPressed (key);
    closeButtonPressed();
    return true;
}

} // namespace spikegraph

#pragma once

#include "Standalone/DeviceWindow.h"
#include "Standalone/WindowContent.h"

namespace spikegraph
{

/// The app's window. Its title is the patch's name; its place is remembered.
class StandaloneWindow final : public juce::DocumentWindow, private juce::ChangeListener
{
public:
    explicit StandaloneWindow (Workbench& workbenchToShow);
    ~StandaloneWindow() override;

    void show (const Workbench::Message& message) { content().show (message); }

    /// What nobody in it has used.
    bool keyPressed (const juce::KeyPress& key) override { return content().keyPressed (key); }
    void closeButtonPressed() override;
    void moved() override;
    void resized() override;

private:
    WindowContent& content() { return *dynamic_cast<WindowContent*> (getContentComponent()); }
    void changeListenerCallback (juce::ChangeBroadcaster*) override;
    void openSettings();
    void setLimits();
    void rememberPlace();

    Workbench& workbench;
    std::unique_ptr<DeviceWindow> deviceWindow;
};

} // namespace spikegraph

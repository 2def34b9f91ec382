#include "Standalone/StandaloneWindow.h"

namespace spikegraph
{

StandaloneWindow::StandaloneWindow (Workbench& workbenchToShow)
    : juce::DocumentWindow ("Spikegraph", Theme::dark().ground, allButtons, false)
    , workbench (workbenchToShow)
{
    setUsingNativeTitleBar (true);
    setContentOwned (new WindowContent (workbench), true);
    setBackgroundColour (content().look().theme().ground);
    content().onSettings = [this] { openSettings(); };
    setWantsKeyboardFocus (false); // what is in it does
    setResizable (true, false);
    content().onLimits = [this] { setLimits(); };
    setLimits();
    addToDesktop();
    if (!restoreWindowStateFromString (workbench.settings().window()))
        centreWithSize (getWidth(), getHeight());
    workbench.plugin().changes().addChangeListener (this);
    changeListenerCallback (nullptr);
    setVisible (true);
}

StandaloneWindow::~StandaloneWindow()
{
    workbench.plugin().changes().removeChangeListener (this);
    deviceWindow = nullptr;
    clearContentComponent();
}

void StandaloneWindow::closeButtonPressed()
{
    juce::JUCEApplicationBase::getInstance()->systemRequestedQuit();
}

void StandaloneWindow::moved()
{
    juce::DocumentWindow::moved();
    rememberPlace();
}

void StandaloneWindow::resized()
{
    juce::DocumentWindow::resized();
    rememberPlace();
}

void StandaloneWindow::setLimits()
{
    const auto smallest = content().smallest(), largest = content().largest();
    setResizeLimits (smallest.getWidth(), smallest.getHeight(), largest.getWidth(), largest.getHeight());
}

void StandaloneWindow::rememberPlace()
{
    if (isShowing())
        workbench.settings().setWindow (getWindowStateAsString());
}

void StandaloneWindow::changeListenerCallback (juce::ChangeBroadcaster*)
{
    const auto patch = workbench.patchName();
    setName (patch.isEmpty() ? juce::String ("Spikegraph") : patch + " - Spikegraph");
}

void StandaloneWindow::openSettings()
{
    if (deviceWindow != nullptr)
        return deviceWindow->toFront (true);
    deviceWindow = std::make_unique<DeviceWindow> (workbench.devices(), content().look().theme(), *this);
    deviceWindow->onClose = [safe = juce::Component::SafePointer<StandaloneWindow> (this)]
    {
        if (safe == nullptr)
            return;
        safe->deviceWindow = nullptr;
        safe->workbench.save();
    };
}

} // namespace spikegraph

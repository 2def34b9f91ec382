#include "Standalone/TransportBar.h"

#include <algorithm>
#include <cmath>

namespace spikegraph
{
namespace
{

constexpr int looksPerSecond = 30;

/// "m:ss", or "h:mm:ss".
juce::String timeText (double seconds)
{
    const auto whole = static_cast<int> (seconds);
    const auto twoDigits = [] (int number) { return juce::String (number).paddedLeft ('0', 2); };
    if (whole >= 3600)
        return juce::String (whole / 3600) + ":" + twoDigits (whole / 60 % 60) + ":" + twoDigits (whole % 60);
    return juce::String (whole / 60) + ":" + twoDigits (whole % 60);
}

} // namespace

TransportBar::TransportBar (Workbench& workbenchToShow)
    : workbench (workbenchToShow)
{
    setTitle ("Transport");
    setFocusContainerType (FocusContainerType::focusContainer);

    play.onClick = [this] { workbench.togglePlaying(); };
    loop.onClick = [this] { workbench.toggleLooping(); };
    record.onClick = [this] { workbench.toggleRecording(); };
    record.setOnColour (&Theme::error);
    live.onClick = [this] { workbench.host().setLiveInput (!workbench.host().hasLiveInput()); };
    live.setOnColour (&Theme::midi);
    soundName.onClick = [this]
    {
        if (onOpen)
            onOpen();
    };
    settings.onClick = [this]
    {
        if (onSettings)
            onSettings();
    };
    settings.setTitle ("Settings");
    settings.setTooltip ("Chooses audio and MIDI devices (Ctrl+,)");

    position.setSliderStyle (juce::Slider::LinearHorizontal);
    position.setTextBoxStyle (juce::Slider::NoTextBox, true, 0, 0);
    position.setTitle ("Position");
    position.setTooltip ("Where the sound plays; drag to go elsewhere");
    position.setWantsKeyboardFocus (true);
    position.setScrollWheelEnabled (false);
    position.textFromValueFunction = timeText;
    position.onValueChange = [this] { workbench.player().seek (position.getValue()); };

    for (auto* label : { &time, &recordedTime, &device })
    {
        label->setMinimumHorizontalScale (1.0f);
        label->setBorderSize ({});
    }
    time.setMinimumHorizontalScale (0.8f); // an hour's is longer
    time.setFont (numberFont (measures::smallText));
    time.setTitle ("Time");
    recordedTime.setTitle ("Recorded time");
    device.setFont (textFont (measures::text));
    device.setTitle ("Audio device");
    device.setJustificationType (juce::Justification::centredRight);

    for (auto* part : std::initializer_list<juce::Component*>{
             &play, &soundName, &position, &time, &loop, &record, &recordedTime, &live, &device, &settings })
        addAndMakeVisible (part);
    startTimerHz (looksPerSecond);
    refresh();
}

void TransportBar::refresh()
{
    timerCallback();
}

void TransportBar::timerCallback()
{
    const auto& theme = themeOf (*this);
    if (shownTheme == nullptr || !(*shownTheme == theme))
    {
        shownTheme = std::make_unique<Theme> (theme);
        time.setColour (juce::Label::textColourId, theme.muted);
        recordedTime.setColour (juce::Label::textColourId, theme.text);
        sendLookAndFeelChange();
        repaint();
    }
    refreshSound();
    refreshRecorder();
    refreshDevice();
}

void TransportBar::refreshSound()
{
    auto& player = workbench.player();
    const bool isPlaying = player.isPlaying();
    play.setToggleState (isPlaying, juce::dontSendNotification);
    play.show (isPlaying ? icons::stop() : icons::play(), isPlaying ? "Stop" : "Play");
    loop.setToggleState (player.isLooping(), juce::dontSendNotification);

    const auto origin = workbench.sound();
    soundName.setButtonText (workbench.isLoading() ? "Loading " + origin.name() : origin.name());
    soundName.setTitle ("Sound: " + origin.name());
    soundName.setTooltip (
        origin.isBundled()
            ? juce::String ("A spoken phrase to try things with. Click to open a sound or a "
                            "patch, or drop one on the window (Ctrl+O)")
            : origin.file.getFullPathName() + ". Click to open another, or drop one on the window (Ctrl+O)");

    const auto duration = player.durationSeconds();
    position.setEnabled (duration > 0.0);
    if (std::abs (position.getMaximum() - duration) > 1.0e-9 && duration > 0.0)
        position.setRange (0.0, duration);
    if (!position.isMouseButtonDown())
        position.setValue (player.positionSeconds(), juce::dontSendNotification);
    time.setText (timeText (player.positionSeconds()) + " / " + timeText (duration),
                  juce::dontSendNotification);
}

void TransportBar::refreshRecorder()
{
    const auto& recorder = workbench.recorder();
    const bool isRecording = recorder.isRecording();
    record.setToggleState (isRecording, juce::dontSendNotification);
    record.show (isRecording ? icons::stop() : icons::record(), isRecording ? "Stop recording" : "Record");
    recordedTime.setFont (isRecording ? numberFont (measures::smallText) : textFont (measures::text));
    recordedTime.setText (isRecording ? timeText (recorder.elapsedSeconds()) : juce::String ("Record"),
                          juce::dontSendNotification);
    recordedTime.setColour (juce::Label::textColourId,
                            isRecording ? themeOf (*this).error : themeOf (*this).muted);
}

void TransportBar::refreshDevice()
{
    auto& devices = workbench.devices();
    const bool isSilent = devices.isSilent();
    device.setText (devices.description(), juce::dontSendNotification);
    device.setTooltip (devices.description());
    device.setColour (juce::Label::textColourId, isSilent ? themeOf (*this).spikes : themeOf (*this).muted);
    live.setEnabled (devices.hasInputs());
    live.setToggleState (devices.hasInputs() && workbench.host().hasLiveInput(), juce::dontSendNotification);
}

void TransportBar::paint (juce::Graphics& g)
{
    const auto& theme = themeOf (*this);
    g.fillAll (theme.panel);
    g.setColour (theme.line);
    g.fillRect (getLocalBounds().removeFromTop (1));
    g.fillRect (recorderArea.withWidth (1).reduced (0, 10).translated (-8, 0));
    g.fillRect (
        live.getBounds().withWidth (1).withY (0).withHeight (getHeight()).reduced (0, 10).translated (-8, 0));
}

void TransportBar::resized()
{
    constexpr int gap = measures::grid, side = 28;
    auto area = getLocalBounds().withTrimmedTop (1).reduced (gap + 4, 0);
    const auto take = [&] (juce::Component& part, int width, int partHeight, int gapAfter)
    {
        part.setBounds (area.removeFromLeft (width).withSizeKeepingCentre (width, partHeight));
        area.removeFromLeft (gapAfter);
    };
    settings.setBounds (area.removeFromRight (92).withSizeKeepingCentre (92, side));
    area.removeFromRight (gap + 4);
    // The device says all it has to where there is room; the position gets the rest.
    device.setBounds (area.removeFromRight (std::clamp (getWidth() / 5, 172, 260)));
    area.removeFromRight (gap);
    live.setBounds (area.removeFromRight (side).withSizeKeepingCentre (side, side));
    area.removeFromRight (2 * gap);
    recorderArea = area.removeFromRight (side + 54);
    recordedTime.setBounds (recorderArea.withTrimmedLeft (side + 4));
    record.setBounds (recorderArea.withWidth (side).withSizeKeepingCentre (side, side));
    area.removeFromRight (2 * gap);
    loop.setBounds (area.removeFromRight (side).withSizeKeepingCentre (side, side));
    area.removeFromRight (gap);
    time.setBounds (area.removeFromRight (80));
    area.removeFromRight (gap);
    take (play, side, side, gap);
    take (soundName, std::clamp (getWidth() / 7, 116, 220), side, gap);
    position.setBounds (area.withSizeKeepingCentre (area.getWidth(), side));
}

} // namespace spikegraph

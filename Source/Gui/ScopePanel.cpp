#include "Gui/ScopePanel.h"

#include "Gui/ScopeExport.h"

#include <stdexcept>

namespace spikegraph
{
namespace
{

constexpr int scopeHeaderHeight = 32;
constexpr int scopeLooksPerSecond = 60, calmLooksPerSecond = 10, hiddenLooksPerSecond = 4;

} // namespace

ScopePanel::ScopePanel (EditorContext& editorContext)
    : context (editorContext)
    , freeze ("Freeze", "Lets the picture stand still, to be looked through and zoomed.", "Freeze the scope")
    , png ("PNG", "Saves what is shown as a picture.", "Save as PNG")
    , csvButton ("CSV", "Saves the spikes that are shown as a table of time, unit and polarity.",
                 "Save spikes as CSV")
{
    setTitle ("Scope");
    setFocusContainerType (FocusContainerType::focusContainer);
    freeze.setClickingTogglesState (true);
    freeze.onClick = [this] { setFrozen (freeze.getToggleState()); };
    length.onValueChange = [this] { view.setSeconds (length.getValue()); };
    view.onZoom = [this] (double seconds) { setSeconds (seconds); };
    png.onClick = [this]
    {
        save ("a picture of the scope", ".png",
              [picture = image (2.0f)] (const auto& file) { writePng (picture, file); });
    };
    csvButton.onClick = [this]
    { save ("the scope's spikes", ".csv", [text = csv()] (const auto& file) { writeText (text, file); }); };
    for (auto* child : std::initializer_list<juce::Component*>{ &view, &freeze, &length, &png, &csvButton })
        addAndMakeVisible (child);
    view.setSeconds (length.getValue());

    context.document.addListener (this);
    context.selection.addListener (this);
    followSubject();
    startLooking();
}

ScopePanel::~ScopePanel()
{
    context.selection.removeListener (this);
    context.document.removeListener (this);
}

void ScopePanel::setWatching (bool shouldWatch)
{
    isWatching = shouldWatch;
    if (isWatching)
        followSubject();
    else
        history.pause();
    startLooking();
}

void ScopePanel::setFrozen (bool shouldStandStill)
{
    isFrozen = shouldStandStill;
    freeze.setToggleState (isFrozen, juce::dontSendNotification);
    view.setFrozen (isFrozen);
    if (isFrozen)
        history.pause();
    else
        followSubject();
    startLooking();
}

void ScopePanel::setSeconds (double secondsToShow)
{
    length.setValue (secondsToShow, juce::sendNotificationSync); // which it limits, and tells the view
}

void ScopePanel::startLooking()
{
    if (!isWatching || isFrozen)
        return stopTimer();
    const auto looks = !isShowing()                          ? hiddenLooksPerSecond
                       : context.settings.hasReducedMotion() ? calmLooksPerSecond
                                                             : scopeLooksPerSecond;
    if (getTimerInterval() != 1000 / looks || !isTimerRunning())
        startTimer (1000 / looks);
}

void ScopePanel::timerCallback()
{
    if (isShowing())
        update (juce::Time::getMillisecondCounterHiRes() * 0.001);
    else
        history.pause();
    startLooking();
}

void ScopePanel::followSubject()
{
    if (isFrozen || !isWatching)
        return;
    const auto& patch = context.document.patch();
    const auto& selection = context.selection;
    const auto wanted = scopeSubject (patch, selection.nodes(), selection.cable());
    const auto instanceOf = [&] (const juce::String& id) -> std::shared_ptr<NodeInstance>
    {
        const auto* node = patch.node (id);
        return node == nullptr ? nullptr : node->instance;
    };
    if (wanted.title != shown.title)
        repaint (getLocalBounds().removeFromTop (scopeHeaderHeight));
    shown = wanted;
    if (history.follow ({ instanceOf (shown.sound), instanceOf (shown.spikes), shown.soundMakesSpikes }))
    {
        csvButton.setEnabled (history.hasSpikes());
        view.begin();
    }
}

void ScopePanel::update (double nowSeconds)
{
    if (!history.isFollowing()) // as while it was hidden
        followSubject();
    history.read();
    view.moveOn (nowSeconds);
}

juce::Image ScopePanel::image (float pixelScale) const
{
    return scopeImage (history, view.window(), { shown.title, context.document.patch().name },
                       context.look.theme(), std::max (480, getWidth()), std::max (200, getHeight() + 8),
                       pixelScale);
}

std::string ScopePanel::csv() const
{
    return spikeCsv (history, view.firstMoment(), view.lastMoment());
}

void ScopePanel::save (const juce::String& what, const juce::String& extension,
                       std::function<void (const juce::File&)> write)
{
    const auto& patch = context.document.patch();
    const auto* node = patch.node (shown.spikes.isNotEmpty() ? shown.spikes : shown.sound);
    const auto name = juce::File::createLegalFileName (
        patch.name + (node != nullptr ? " - " + node->title() : juce::String()));
    chooser = std::make_unique<juce::FileChooser> (
        "Save " + what,
        juce::File::getSpecialLocation (juce::File::userDocumentsDirectory).getChildFile (name + extension),
        "*" + extension);
    chooser->launchAsync (
        juce::FileBrowserComponent::saveMode | juce::FileBrowserComponent::canSelectFiles |
            juce::FileBrowserComponent::warnAboutOverwriting,
        [self = SafePointer<ScopePanel> (this), extension, write = std::move (write)] (const auto& chosen)
        {
            if (self == nullptr || chosen.getResult() == juce::File())
                return;
            self->context.document.attempt ([&]
                                            { write (chosen.getResult().withFileExtension (extension)); });
        });
}

void ScopePanel::paint (juce::Graphics& g)
{
    const auto& theme = themeOf (*this);
    g.fillAll (theme.panel);
    g.setColour (theme.line);
    g.fillRect (getLocalBounds().removeFromTop (1));
    g.setColour (theme.text);
    g.setFont (headingFont (measures::text));
    g.drawText (
        shown.title,
        getLocalBounds().removeFromTop (scopeHeaderHeight).withTrimmedLeft (16).withRight (freeze.getX() - 8),
        juce::Justification::centredLeft, true);
}

void ScopePanel::resized()
{
    auto area = getLocalBounds();
    auto header = area.removeFromTop (scopeHeaderHeight).reduced (8, 4);
    csvButton.setBounds (header.removeFromRight (48));
    png.setBounds (header.removeFromRight (48));
    length.setBounds (header.removeFromRight (64));
    freeze.setBounds (header.removeFromRight (64));
    view.setBounds (area.withTrimmedBottom (8));
}

} // namespace spikegraph

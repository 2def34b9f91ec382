#include "Gui/Editor.h"

namespace spikegraph
{
namespace
{

constexpr int browserWidth = 180, scopeHeight = 188;

} // namespace

Editor::Editor (PluginProcessor& processorToEdit)
    : juce::AudioProcessorEditor (processorToEdit)
    , shared (processorToEdit)
    , compare (shared.document)
    , topBar (shared)
    , browser (shared)
    , canvas (shared)
    , minimap (canvas)
    , scope (shared)
    , inspector (shared, scope)
    , macros (shared)
    , tooltips (this, 600)
{
    setLookAndFeel (&shared.look);
    setTitle ("Spikegraph");
    setWantsKeyboardFocus (true);
    browser.onChoose = [this] (const NodeType& type)
    {
        const auto centre = canvas.visibleArea().getCentre().toDouble() - juce::Point<double> (76.0, 60.0);
        canvas.addNode (type.id, { canvas::nearestFree (shared.document.patch(), type, centre) });
        canvas.grabKeyboardFocus();
    };
    browser.onLeave = [this] { canvas.grabKeyboardFocus(); };
    canvas.onChooseNode = [this] (const auto& place, auto position) { chooseNode (place, position); };
    canvas.onCommand = inspector.onCommand =
        topBar.onCommand = [this] (Command command) { perform (command); };
    canvas.onViewChanged = [this] { minimap.update(); };
    macros.onAsk = [this] (Question question) { ask (std::move (question)); };
    topBar.onMenu = [this] { openMenu(); };
    topBar.onStepPreset = [this] (int step) { stepPreset (step); };
    topBar.onCompare = [this] (bool isB)
    {
        compare.turnTo (isB);
        topBar.showCompare (compare.isB());
    };
    for (auto* part : std::initializer_list<juce::Component*>{ &topBar, &browser, &canvas, &minimap,
                                                               &inspector, &scope, &macros })
    {
        addAndMakeVisible (part);
        part->setExplicitFocusOrder (getNumChildComponents()); // Tab goes the way that one reads
    }
    addChildComponent (bubble);
    shared.document.addListener (this);

    const auto view = processorToEdit.view();
    const auto kept = [&] (const char* name, int otherwise)
    {
        const auto found = view.find (name);
        return found == view.end() ? otherwise : static_cast<int> (found->second);
    };
    showsBrowser = kept ("browser", 1) != 0;
    showsInspector = kept ("inspector", 1) != 0;
    showsScope = kept ("scope", 1) != 0;
    setResizable (true, true);
    setResizeLimits (860, 560, 3840, 2160);
    setSize (kept ("width", defaultWidth), kept ("height", defaultHeight));
    applyScale();
    shared.live.setWatching (true);
    minimap.update();
    if (!shared.settings.hasSeenTour())
        startTour();
    if (const auto problem = processorToEdit.stateProblem(); !problem.empty())
        editRefused (juce::String::fromUTF8 (problem.c_str()));
}

Editor::~Editor()
{
    keepView();
    overlay.reset();
    tour.reset();
    shared.document.removeListener (this);
    setLookAndFeel (nullptr);
}

void Editor::keepView()
{
    shared.document.processor().setView ({ { "width", getWidth() },
                                           { "height", getHeight() },
                                           { "browser", showsBrowser },
                                           { "inspector", showsInspector },
                                           { "scope", showsScope } });
}

void Editor::applyScale()
{
    setTransform (juce::AffineTransform::scale (static_cast<float> (shared.settings.scale())));
}

void Editor::setDark (bool isDark)
{
    shared.settings.setDark (isDark);
    shared.look.setTheme (isDark ? Theme::dark() : Theme::light());
    sendLookAndFeelChange();
    shared.document.refresh();
    repaint();
}

void Editor::patchChanged (const PatchSnapshot& patch)
{
    repaint (canvas.getBounds().withHeight (patch.problem.empty() ? 1 : 32));
}

/// Where the mouse is, if it is on the editor, or where the keyboard's focus is.
void Editor::editRefused (const juce::String& reason)
{
    auto where = getMouseXYRelative();
    if (!getLocalBounds().contains (where))
    {
        const auto* focused = juce::Component::getCurrentlyFocusedComponent();
        where = focused != nullptr && isParentOf (focused)
                    ? getLocalArea (focused, focused->getLocalBounds()).getCentre()
                    : canvas.getBounds().getCentre();
    }
    bubble.say (reason, where);
}

void Editor::paint (juce::Graphics& graphics)
{
    const auto& theme = shared.look.theme();
    graphics.fillAll (theme.panel);
    if (showsBrowser)
    {
        graphics.setColour (theme.line);
        graphics.fillRect (browserWidth - 1, topBar.getBottom(), 1, canvas.getHeight());
    }
}

/// What keeps the patch from running is said as long as it does.
void Editor::paintOverChildren (juce::Graphics& graphics)
{
    const auto& problem = shared.document.patch().problem;
    if (problem.empty() || overlay != nullptr)
        return;
    const auto& theme = shared.look.theme();
    const auto area = canvas.getBounds().withHeight (30);
    graphics.setColour (theme.raised);
    graphics.fillRect (area);
    graphics.setColour (theme.error);
    graphics.fillRect (area.withWidth (4));
    graphics.setFont (textFont (measures::text));
    graphics.drawText (juce::String::fromUTF8 (problem.c_str()), area.reduced (14, 0),
                       juce::Justification::centredLeft, true);
}

void Editor::resized()
{
    auto area = getLocalBounds();
    topBar.setBounds (area.removeFromTop (TopBar::height));
    macros.setBounds (area.removeFromBottom (MacroStrip::height));
    scope.setVisible (showsScope);
    if (showsScope)
        scope.setBounds (area.removeFromBottom (std::clamp (area.getHeight() * 30 / 100, 150, 320)));
    browser.setVisible (showsBrowser);
    if (showsBrowser)
        browser.setBounds (area.removeFromLeft (browserWidth).reduced (12, 10));
    inspector.setVisible (showsInspector);
    if (showsInspector)
        inspector.setBounds (area.removeFromRight (Inspector::width));
    canvas.setBounds (area);
    minimap.setBounds (area.removeFromBottom (96).removeFromRight (140).reduced (8));
    if (overlay != nullptr)
        overlay->setBounds (getLocalBounds());
    if (tour != nullptr)
        tour->setBounds (getLocalBounds());
    keepView();
}

bool Editor::keyPressed (const juce::KeyPress& key)
{
    if (overlay != nullptr)
        return false;
    const auto command = commandFor (key);
    if (!command)
        return false; // it is the host's
    perform (*command);
    return true;
}

void Editor::perform (Command command)
{
    if (canvas.perform (command))
        return;
    switch (command)
    {
        case Command::search:
            showsBrowser = true;
            resized();
            browser.focusSearch();
            break;
        case Command::savePreset:
            savePreset (false);
            break;
        case Command::saveSelection:
            savePreset (true);
            break;
        case Command::openPresets:
            openPresets();
            break;
        case Command::showList:
            openList();
            break;
        case Command::freeze:
            scope.setFrozen (!scope.isStandingStill());
            break;
        default:
            break;
    }
}

//==================================================================================================

bool Editor::isInterestedInFileDrag (const juce::StringArray& files)
{
    for (const auto& file : files)
        if (file.endsWithIgnoreCase (".spikegraph"))
            return true;
    return false;
}

void Editor::filesDropped (const juce::StringArray& files, int, int)
{
    juce::Array<juce::File> patches;
    for (const auto& file : files)
        if (file.endsWithIgnoreCase (".spikegraph"))
            patches.add (juce::File (file));
    importPresets (patches);
}

} // namespace spikegraph

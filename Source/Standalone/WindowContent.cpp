#include "Standalone/WindowContent.h"

#include "Files/AudioFile.h"

#include <algorithm>

namespace spikegraph
{
namespace
{

bool hasTooltips (const juce::Component& component)
{
    return std::any_of (component.getChildren().begin(), component.getChildren().end(),
                        [] (auto* child) { return dynamic_cast<juce::TooltipWindow*> (child) != nullptr; });
}

/// "*.spikegraph;*.wav;..."
juce::String openablePattern()
{
    juce::String pattern = "*.spikegraph";
    for (const auto& extension : audioFileExtensions())
        pattern << ";*" << extension;
    return pattern;
}

} // namespace

WindowContent::WindowContent (Workbench& workbenchToShow)
    : workbench (workbenchToShow)
    , editor (workbench.plugin().createEditorIfNeeded())
    , bar (workbench)
{
    editor->setResizable (true, false); // by the window's frame alone
    editor->addComponentListener (this);
    addAndMakeVisible (*editor);
    bar.setLookAndFeel (&editor->getLookAndFeel());
    toast.setLookAndFeel (&editor->getLookAndFeel());
    bar.onOpen = [this] { chooseFile(); };
    bar.onSettings = [this]
    {
        if (onSettings)
            onSettings();
    };
    addAndMakeVisible (bar);
    addChildComponent (toast);
    if (!hasTooltips (*editor))
    {
        tooltips = std::make_unique<juce::TooltipWindow> (this);
        tooltips->setLookAndFeel (&editor->getLookAndFeel());
    }
    componentMovedOrResized (*editor, false, true);
}

WindowContent::~WindowContent()
{
    editor->removeComponentListener (this);
    if (tooltips != nullptr)
        tooltips->setLookAndFeel (nullptr);
    toast.setLookAndFeel (nullptr);
    bar.setLookAndFeel (nullptr);
}

const Look& WindowContent::look() const
{
    return dynamic_cast<const Look&> (editor->getLookAndFeel());
}

juce::Rectangle<int> WindowContent::smallest() const
{
    return sizeWithBar (editor->getConstrainer()->getMinimumWidth(),
                        editor->getConstrainer()->getMinimumHeight());
}

juce::Rectangle<int> WindowContent::largest() const
{
    return sizeWithBar (editor->getConstrainer()->getMaximumWidth(),
                        editor->getConstrainer()->getMaximumHeight());
}

juce::Rectangle<int> WindowContent::sizeWithBar (int editorWidth, int editorHeight) const
{
    const auto scaled = (juce::Rectangle<int> (editorWidth, editorHeight).toFloat() * scale()).toNearestInt();
    return scaled.withHeight (scaled.getHeight() + barHeight());
}

void WindowContent::resized()
{
    const juce::ScopedValueSetter<bool> guard (isLayingOut, true);
    auto area = getLocalBounds();
    const auto place = [&] (juce::Component& part, juce::Rectangle<int> where)
    { part.setBounds ((where.toFloat() / scale()).toNearestInt()); };
    bar.setTransform (editor->getTransform());
    place (bar, area.removeFromBottom (barHeight()));
    place (*editor, area);
    toast.setTransform (editor->getTransform());
    toast.placeIn ((area.toFloat() / scale()).toNearestInt());
}

/// An editor that takes another size or scale takes the window along.
void WindowContent::componentMovedOrResized (juce::Component&, bool, bool)
{
    if (isLayingOut)
        return;
    if (onLimits)
        onLimits();
    const auto size = sizeWithBar (editor->getWidth(), editor->getHeight());
    if (size == getLocalBounds())
        resized();
    else
        setSize (size.getWidth(), size.getHeight());
}

void WindowContent::paintOverChildren (juce::Graphics& g)
{
    if (!isDropping)
        return;
    const auto& theme = look().theme();
    g.setColour (theme.audio.withAlpha (0.10f));
    g.fillAll();
    g.setColour (theme.audio);
    g.drawRect (getLocalBounds(), 2);
}

bool WindowContent::keyPressed (const juce::KeyPress& key)
{
    const auto isCommand = [&] (int code)
    { return key == juce::KeyPress (code, juce::ModifierKeys::commandModifier, 0); };
    if (key == juce::KeyPress::spaceKey)
        workbench.togglePlaying();
    else if (isCommand ('r'))
        workbench.toggleRecording();
    else if (isCommand ('o'))
        chooseFile();
    else if (isCommand (',') && onSettings)
        onSettings();
    else
        return false;
    bar.refresh();
    return true;
}

void WindowContent::filesDropped (const juce::StringArray& paths, int, int)
{
    setDropping (false);
    for (const auto& path : paths)
        workbench.open (juce::File (path), true);
}

void WindowContent::setDropping (bool isOver)
{
    isDropping = isOver;
    repaint();
}

void WindowContent::chooseFile()
{
    const auto last = workbench.sound();
    chooser = std::make_unique<juce::FileChooser> (
        "Open a sound or a patch",
        last.isBundled() ? juce::File::getSpecialLocation (juce::File::userHomeDirectory) : last.file,
        openablePattern());
    chooser->launchAsync (juce::FileBrowserComponent::openMode | juce::FileBrowserComponent::canSelectFiles,
                          [this] (const juce::FileChooser& chosen)
                          {
                              for (const auto& file : chosen.getResults())
                                  workbench.open (file, true);
                          });
}

} // namespace spikegraph

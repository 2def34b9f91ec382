#pragma once

#include "Standalone/Toast.h"
#include "Standalone/TransportBar.h"

namespace spikegraph
{

/// What is in the app's window: the plugin's editor over the transport bar. Patches and sounds can be dropped
/// on all of it.
class WindowContent final : public juce::Component,
                            public juce::FileDragAndDropTarget,
                            private juce::ComponentListener
{
public:
    explicit WindowContent (Workbench& workbenchToShow);
    ~WindowContent() override;

    std::function<void()> onSettings;
    /// The smallest and the largest size have changed: the editor has another scale.
    std::function<void()> onLimits;

    void show (const Workbench::Message& message) { toast.show (message); }
    const Look& look() const;
    /// The smallest and the largest size that the editor and the bar have together.
    juce::Rectangle<int> smallest() const, largest() const;

    void resized() override;
    void paintOverChildren (juce::Graphics& graphics) override;
    bool keyPressed (const juce::KeyPress& key) override;

    bool isInterestedInFileDrag (const juce::StringArray&) override { return true; }
    void fileDragEnter (const juce::StringArray&, int, int) override { setDropping (true); }
    void fileDragExit (const juce::StringArray&) override { setDropping (false); }
    void filesDropped (const juce::StringArray& paths, int, int) override;

private:
    /// Of the editor, and of the bar with it.
    float scale() const { return editor->getTransform().mat00; }
    int barHeight() const { return juce::roundToInt (TransportBar::height * scale()); }
    juce::Rectangle<int> sizeWithBar (int editorWidth, int editorHeight) const;
    void componentMovedOrResized (juce::Component&, bool wasMoved, bool wasResized) override;
    void chooseFile();
    void setDropping (bool isOver);

    Workbench& workbench;
    std::unique_ptr<juce::AudioProcessorEditor> editor;
    TransportBar bar;
    Toast toast;
    std::unique_ptr<juce::TooltipWindow> tooltips; ///< where the editor has none
    std::unique_ptr<juce::FileChooser> chooser;
    bool isDropping = false, isLayingOut = false;
};

} // namespace spikegraph

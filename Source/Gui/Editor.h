#pragma once

#include "Gui/AskPanel.h"
#include "Gui/Bubble.h"
#include "Gui/Canvas.h"
#include "Gui/Compare.h"
#include "Gui/Inspector.h"
#include "Gui/MacroStrip.h"
#include "Gui/Minimap.h"
#include "Gui/NodeList.h"
#include "Gui/Overlay.h"
#include "Gui/ScopePanel.h"
#include "Gui/TopBar.h"
#include "Gui/Tour.h"

#include <juce_audio_processors/juce_audio_processors.h>

namespace spikegraph
{

/// The plugin's window. [message thread]
class Editor final : public juce::AudioProcessorEditor,
                     public juce::DragAndDropContainer,
                     public juce::FileDragAndDropTarget,
                     private Document::Listener
{
public:
    static constexpr int defaultWidth = 1180, defaultHeight = 760;

    explicit Editor (PluginProcessor& processorToEdit);
    ~Editor() override;

    EditorContext& context() noexcept { return shared; }
    Canvas& graph() noexcept { return canvas; }
    void perform (Command command);
    void setDark (bool isDark);

    void paint (juce::Graphics& graphics) override;
    void paintOverChildren (juce::Graphics& graphics) override;
    void resized() override;
    bool keyPressed (const juce::KeyPress& key) override;
    bool isInterestedInFileDrag (const juce::StringArray& files) override;
    void filesDropped (const juce::StringArray& files, int, int) override;

private:
    void patchChanged (const PatchSnapshot& patch) override;
    void editRefused (const juce::String& reason) override;

    void openOverlay (std::unique_ptr<juce::Component> panel,
                      std::function<juce::Rectangle<int> (juce::Rectangle<int>)> place);
    void closeOverlay (const Overlay* closed);
    void ask (Question question);
    void openPresets();
    void openList();
    void chooseNode (const Canvas::NewNodePlace& place, juce::Point<int> screenPosition);
    void stepPreset (int step);
    void savePreset (bool onlySelection);
    void saveAs (const juce::String& name, bool onlySelection, bool overwrite);
    void importPresets (const juce::Array<juce::File>& files);
    void openMenu();
    void startTour();
    void keepView();
    void applyScale();

    EditorContext shared;
    Compare compare;
    TopBar topBar;
    NodeList browser;
    Canvas canvas;
    Minimap minimap;
    ScopePanel scope;
    Inspector inspector;
    MacroStrip macros;
    Bubble bubble;
    juce::TooltipWindow tooltips;
    std::unique_ptr<Overlay> overlay;
    std::unique_ptr<Tour> tour;
    std::unique_ptr<juce::FileChooser> chooser;
    bool showsBrowser = true, showsInspector = true, showsScope = true;
};

} // namespace spikegraph

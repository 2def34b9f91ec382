#pragma once

#include "Gui/EditorContext.h"
#include "Gui/Overlay.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace spikegraph
{

/// All presets, to search, hear, mark and keep. Choosing one loads it as one step of undo. [message thread]
class PresetBrowser final : public juce::Component, private juce::ListBoxModel
{
public:
    explicit PresetBrowser (EditorContext& editorContext);

    std::function<void()> onDone;
    /// Adds a preset's nodes to the patch.
    std::function<void (const GraphModel&)> onInsert;
    /// Chooses files to import.
    std::function<void()> onImport;

    void refresh();

    void paint (juce::Graphics& graphics) override;
    void resized() override;
    bool keyPressed (const juce::KeyPress& key) override;

private:
    const Preset* selected() const;
    void load (int row);

    int getNumRows() override { return static_cast<int> (found.size()); }
    void paintListBoxItem (int row, juce::Graphics& graphics, int width, int height,
                           bool isSelected) override;
    void listBoxItemClicked (int row, const juce::MouseEvent& event) override;
    void listBoxItemDoubleClicked (int, const juce::MouseEvent&) override;
    void selectedRowsChanged (int row) override;
    void returnKeyPressed (int) override;
    juce::String getNameForRow (int row) override;

    EditorContext& context;
    juce::TextEditor search;
    juce::ComboBox classes;
    juce::ToggleButton onlyFavourites, onlyUser;
    juce::ListBox list;
    juce::TextButton insert, remove, import, reveal, close;
    std::vector<Preset> found;
    bool isListing = false;
};

} // namespace spikegraph

#pragma once

#include "Gui/EditorContext.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace spikegraph
{

/// The catalogue to choose a node from: by class, or what was searched for, the best first. Nodes can be
/// dragged onto the canvas. [message thread]
class NodeList final : public juce::Component, private juce::ListBoxModel
{
public:
    explicit NodeList (EditorContext& editorContext);

    /// Which types are offered; all where it is not set.
    std::function<bool (const NodeType&)> accepts;
    std::function<void (const NodeType&)> onChoose;
    std::function<void()> onCancel;
    /// Called for Escape where there is nothing to cancel.
    std::function<void()> onLeave;

    void refresh();
    void focusSearch();

    void resized() override;
    bool keyPressed (const juce::KeyPress& key) override;
    void lookAndFeelChanged() override;

private:
    /// A class's heading, or a node.
    struct Row
    {
        juce::String heading{};
        const NodeType* type = nullptr;
    };

    void choose (int row);
    int nextTypeRow (int from, int step) const;

    int getNumRows() override { return static_cast<int> (rows.size()); }
    void paintListBoxItem (int row, juce::Graphics& graphics, int width, int height,
                           bool isSelected) override;
    void listBoxItemClicked (int row, const juce::MouseEvent& event) override;
    void listBoxItemDoubleClicked (int row, const juce::MouseEvent& event) override;
    void returnKeyPressed (int row) override { choose (row); }
    juce::var getDragSourceDescription (const juce::SparseSet<int>& selected) override;
    juce::String getTooltipForRow (int row) override;
    juce::String getNameForRow (int row) override;

    EditorContext& context;
    juce::TextEditor search;
    juce::ListBox list;
    std::vector<Row> rows;
};

} // namespace spikegraph

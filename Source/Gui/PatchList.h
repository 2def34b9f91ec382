#pragma once

#include "Gui/EditorContext.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace spikegraph
{

/// The patch as a list of its nodes, each with what it hears: the canvas for those who do not see it, or want
/// to find something quickly. [message thread]
class PatchList final : public juce::Component, private juce::ListBoxModel, private Document::Listener
{
public:
    explicit PatchList (EditorContext& editorContext);
    ~PatchList() override;

    std::function<void()> onDone;

    void paint (juce::Graphics& graphics) override;
    void resized() override;

private:
    void patchChanged (const PatchSnapshot& patch) override;
    int getNumRows() override { return static_cast<int> (lines.size()); }
    void paintListBoxItem (int row, juce::Graphics& graphics, int width, int height,
                           bool isSelected) override;
    void selectedRowsChanged (int row) override;
    void returnKeyPressed (int) override
    {
        if (onDone)
            onDone();
    }
    void listBoxItemDoubleClicked (int, const juce::MouseEvent&) override
    {
        if (onDone)
            onDone();
    }
    void deleteKeyPressed (int row) override;
    juce::String getNameForRow (int row) override
    {
        return row < getNumRows() ? lines[static_cast<std::size_t> (row)].text : juce::String();
    }

    struct Line
    {
        juce::String nodeId, text;
    };

    EditorContext& context;
    juce::ListBox list;
    std::vector<Line> lines;
};

} // namespace spikegraph

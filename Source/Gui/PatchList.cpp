#include "Gui/PatchList.h"

#include "Gui/NodeBox.h"
#include "Gui/Overlay.h"

namespace spikegraph
{

PatchList::PatchList (EditorContext& editorContext)
    : context (editorContext)
{
    setTitle ("Patch as a list");
    list.setModel (this);
    list.setTitle ("Nodes of the patch");
    list.setRowHeight (26);
    list.setColour (juce::ListBox::backgroundColourId, juce::Colours::transparentBlack);
    addAndMakeVisible (list);
    context.document.addListener (this);
    patchChanged (context.document.patch());
}

PatchList::~PatchList()
{
    context.document.removeListener (this);
}

void PatchList::patchChanged (const PatchSnapshot& patch)
{
    lines.clear();
    for (const auto& node : patch.nodes)
    {
        juce::StringArray heard;
        for (const auto& cable : patch.cables)
            if (cable.targetNode() == node.id)
                if (const auto* source = patch.node (cable.sourceNode()))
                    heard.add (source->title());
        lines.push_back (
            { node.id, NodeBox::describe (node) +
                           (heard.isEmpty() ? juce::String() : "; hears " + heard.joinIntoString (", ")) });
    }
    list.updateContent();
    list.repaint();
}

void PatchList::selectedRowsChanged (int row)
{
    if (row >= 0 && row < getNumRows())
        context.selection.selectNode (lines[static_cast<std::size_t> (row)].nodeId);
}

void PatchList::deleteKeyPressed (int row)
{
    if (row >= 0 && row < getNumRows())
        context.document.edit ([id = lines[static_cast<std::size_t> (row)].nodeId] (GraphModel& model)
                               { model.removeNode (id); });
}

void PatchList::paintListBoxItem (int row, juce::Graphics& graphics, int width, int height, bool isSelected)
{
    if (row >= getNumRows())
        return;
    const auto& theme = context.look.theme();
    if (isSelected)
    {
        graphics.setColour (theme.raised);
        graphics.fillRoundedRectangle (juce::Rectangle<int> (width, height).toFloat().reduced (1.0f), 5.0f);
    }
    graphics.setColour (theme.text);
    graphics.setFont (textFont (measures::text));
    graphics.drawText (lines[static_cast<std::size_t> (row)].text, 10, 0, width - 20, height,
                       juce::Justification::centredLeft, true);
}

void PatchList::paint (juce::Graphics& graphics)
{
    paintPanel (graphics, *this);
    graphics.setColour (context.look.theme().text);
    graphics.setFont (headingFont (measures::headingText));
    graphics.drawText (getTitle(), 16, 12, getWidth() - 32, 24, juce::Justification::centredLeft, true);
}

void PatchList::resized()
{
    list.setBounds (getLocalBounds().reduced (12).withTrimmedTop (32));
}

} // namespace spikegraph

#include "Gui/NodeList.h"

#include "Gui/CanvasGeometry.h"
#include "Gui/Commands.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace spikegraph
{
namespace
{

/// Classes in the order in which a person looks for them; others follow.
juce::StringArray orderedCategories (const NodeCatalogue& catalogue)
{
    juce::StringArray order{ "Spiking", "Filters", "Levels", "Arithmetic", "Sources",
                             "Delays",  "MIDI",    "Host",   "Display" };
    for (const auto& type : catalogue.types())
        order.addIfNotAlreadyThere (type.category);
    return order;
}

bool hasWordFrom (const juce::String& text, const juce::String& start)
{
    for (const auto& word : juce::StringArray::fromTokens (text, " -,.;:()", ""))
        if (word.startsWithIgnoreCase (start))
            return true;
    return false;
}

/// How well a type fits what was typed: 0 best; nothing where it does not fit.
std::optional<int> rankOf (const NodeType& type, const juce::String& text)
{
    if (type.name.startsWithIgnoreCase (text))
        return 0;
    int rank = 1;
    for (const auto& word : juce::StringArray::fromTokens (text, " ", ""))
        if (hasWordFrom (type.name, word))
            continue;
        else if (type.name.containsIgnoreCase (word) || type.id.containsIgnoreCase (word))
            rank = std::max (rank, 2);
        else if (hasWordFrom (type.category + " " + type.description, word))
            rank = std::max (rank, 3);
        else
            return {};
    return rank;
}

juce::Colour colourOf (const NodeType& type, const Theme& theme)
{
    const auto& ports = type.outputs.empty() ? type.inputs : type.outputs;
    return spikegraph::colourOf (ports.empty() ? SignalKind::audio : ports.front().kind, theme);
}

} // namespace

NodeList::NodeList (EditorContext& editorContext)
    : context (editorContext)
{
    search.setTitle ("Search nodes");
    search.setFont (textFont (measures::text));
    search.setIndents (10, 6);
    search.setEscapeAndReturnKeysConsumed (false);
    search.onTextChange = [this]
    {
        refresh();
        list.selectRow (search.isEmpty() ? -1 : nextTypeRow (-1, 1));
    };
    search.onReturnKey = [this]
    { choose (list.getSelectedRow() >= 0 ? list.getSelectedRow() : nextTypeRow (-1, 1)); };
    addAndMakeVisible (search);
    list.setModel (this);
    list.setTitle ("Nodes");
    list.setRowHeight (24);
    list.setOutlineThickness (0);
    addAndMakeVisible (list);
    lookAndFeelChanged();
    refresh();
}

void NodeList::lookAndFeelChanged()
{
    const auto& theme = context.look.theme();
    search.setTextToShowWhenEmpty ("Search nodes  " + keyTextOf (Command::search), theme.muted);
    search.applyColourToAllText (theme.text);
    list.setColour (juce::ListBox::backgroundColourId, juce::Colours::transparentBlack);
}

/// All by class; or what was searched for, the best first.
void NodeList::refresh()
{
    rows.clear();
    const auto text = search.getText().trim();
    std::map<int, std::vector<Row>> found;
    for (const auto& category : orderedCategories (context.document.catalogue()))
    {
        bool isFirst = true;
        for (const auto& type : context.document.catalogue().types())
        {
            const auto rank = rankOf (type, text);
            if (type.category != category || (accepts && !accepts (type)) || !rank)
                continue;
            if (std::exchange (isFirst, false) && text.isEmpty())
                found[*rank].push_back ({ category });
            found[*rank].push_back ({ {}, &type });
        }
    }
    for (const auto& [rank, ofRank] : found)
        rows.insert (rows.end(), ofRank.begin(), ofRank.end());
    list.updateContent();
    list.repaint();
}

void NodeList::focusSearch()
{
    search.grabKeyboardFocus();
    search.selectAll();
}

void NodeList::resized()
{
    auto area = getLocalBounds();
    search.setBounds (area.removeFromTop (30));
    area.removeFromTop (6);
    list.setBounds (area);
}

/// The row with a node after (or before) another; -1 where there is none.
int NodeList::nextTypeRow (int from, int step) const
{
    for (auto row = from + step; row >= 0 && row < static_cast<int> (rows.size()); row += step)
        if (rows[static_cast<std::size_t> (row)].type != nullptr)
            return row;
    return from >= 0 ? from : -1;
}

bool NodeList::keyPressed (const juce::KeyPress& key)
{
    if (key == juce::KeyPress::escapeKey)
    {
        if (onCancel)
            onCancel();
        else if (search.isEmpty() && onLeave)
            onLeave();
        search.setText ({});
        return true;
    }
    if (key == juce::KeyPress::downKey || key == juce::KeyPress::upKey)
    {
        list.selectRow (nextTypeRow (list.getSelectedRow(), key == juce::KeyPress::downKey ? 1 : -1));
        return true;
    }
    return false;
}

void NodeList::choose (int row)
{
    if (row < 0 || row >= static_cast<int> (rows.size()) || !onChoose)
        return;
    if (const auto* type = rows[static_cast<std::size_t> (row)].type)
        onChoose (*type);
}

void NodeList::paintListBoxItem (int rowIndex, juce::Graphics& graphics, int width, int height,
                                 bool isSelected)
{
    if (rowIndex >= static_cast<int> (rows.size()))
        return;
    const auto& theme = context.look.theme();
    const auto& row = rows[static_cast<std::size_t> (rowIndex)];
    auto area = juce::Rectangle<int> (width, height).reduced (2, 0);
    if (row.type == nullptr)
    {
        graphics.setColour (theme.muted);
        graphics.setFont (headingFont (10.5f));
        graphics.drawText (row.heading.toUpperCase(), area.withTrimmedTop (6),
                           juce::Justification::centredLeft, true);
        return;
    }
    if (isSelected)
    {
        graphics.setColour (theme.raised);
        graphics.fillRoundedRectangle (area.toFloat(), 5.0f);
    }
    const auto& ports = row.type->outputs.empty() ? row.type->inputs : row.type->outputs;
    graphics.setColour (colourOf (*row.type, theme));
    graphics.fillPath (canvas::portShape (ports.empty() ? SignalKind::audio : ports.front().kind,
                                          area.removeFromLeft (18).toFloat().getCentre(), 3.5f));
    graphics.setColour (theme.text);
    graphics.setFont (textFont (measures::text));
    graphics.drawText (row.type->name, area.withTrimmedLeft (4), juce::Justification::centredLeft, true);
}

void NodeList::listBoxItemClicked (int row, const juce::MouseEvent&)
{
    if (onCancel) // a chooser takes the first click
        choose (row);
}

void NodeList::listBoxItemDoubleClicked (int row, const juce::MouseEvent&)
{
    if (!onCancel)
        choose (row);
}

juce::var NodeList::getDragSourceDescription (const juce::SparseSet<int>& selected)
{
    if (onCancel || selected.isEmpty())
        return {};
    const auto* type = rows[static_cast<std::size_t> (selected[0])].type;
    return type == nullptr ? juce::var() : juce::var ("node:" + type->id);
}

juce::String NodeList::getTooltipForRow (int row)
{
    const auto* type =
        row < static_cast<int> (rows.size()) ? rows[static_cast<std::size_t> (row)].type : nullptr;
    return type == nullptr ? juce::String() : type->description;
}

juce::String NodeList::getNameForRow (int rowIndex)
{
    if (rowIndex >= static_cast<int> (rows.size()))
        return {};
    const auto& row = rows[static_cast<std::size_t> (rowIndex)];
    return row.type == nullptr ? row.heading : row.type->name;
}

} // namespace spikegraph

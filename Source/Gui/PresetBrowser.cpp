#include "Gui/PresetBrowser.h"

#include "Gui/Icons.h"

namespace spikegraph
{
namespace
{

constexpr int browserMargin = 16, infoWidth = 240;
constexpr auto everyClass = "All classes";

} // namespace

PresetBrowser::PresetBrowser (EditorContext& editorContext)
    : context (editorContext)
    , onlyFavourites ("Favourites")
    , onlyUser ("Mine")
{
    setTitle ("Presets");
    search.setTitle ("Search presets");
    search.setFont (textFont (measures::text));
    search.setIndents (10, 6);
    search.setTextToShowWhenEmpty ("Search name, tag, author, text", context.look.theme().muted);
    search.setEscapeAndReturnKeysConsumed (false);
    search.onTextChange = [this] { refresh(); };
    addAndMakeVisible (search);

    juce::StringArray names;
    for (const auto& preset : context.presets.presets())
        if (preset.className.isNotEmpty())
            names.addIfNotAlreadyThere (preset.className);
    names.sortNatural();
    classes.setTitle ("Class");
    classes.setTooltip ("Shows presets of one class only.");
    classes.addItem (everyClass, 1);
    classes.addItemList (names, 2);
    classes.setSelectedId (1, juce::dontSendNotification);
    classes.onChange = [this] { refresh(); };
    addAndMakeVisible (classes);
    for (auto* toggle : { &onlyFavourites, &onlyUser })
    {
        toggle->setTitle (toggle->getButtonText());
        toggle->onClick = [this] { refresh(); };
        addAndMakeVisible (toggle);
    }
    onlyFavourites.setTooltip ("Shows your favourites only.");
    onlyUser.setTooltip ("Shows presets of your own only.");

    list.setModel (this);
    list.setTitle ("Presets");
    list.setRowHeight (30);
    list.setColour (juce::ListBox::backgroundColourId, juce::Colours::transparentBlack);
    addAndMakeVisible (list);

    const auto setUp = [this] (juce::TextButton& button, const juce::String& text, const juce::String& tip,
                               std::function<void()> action)
    {
        button.setButtonText (text);
        button.setTitle (text);
        button.setTooltip (tip);
        button.onClick = std::move (action);
        addAndMakeVisible (button);
    };
    setUp (insert, "Insert into patch", "Adds its nodes to the patch, beside what is there.",
           [this]
           {
               if (const auto* preset = selected(); preset != nullptr && onInsert)
                   context.document.attempt ([&] { onInsert (context.presets.open (*preset)); });
           });
    setUp (remove, "Delete", "Deletes a preset of yours.",
           [this]
           {
               if (const auto* preset = selected())
                   context.document.attempt ([&] { context.presets.remove (*preset); });
               refresh();
           });
    setUp (import, "Import...",
           "Copies a patch's file to your presets. Dropping it on the window does so too.",
           [this]
           {
               if (onImport)
                   onImport();
           });
    setUp (reveal, "Show folder", "Opens the folder with your presets.",
           [this]
           {
               context.presets.folder().createDirectory();
               context.presets.folder().revealToUser();
           });
    setUp (close, "Done", "Closes the presets.",
           [this]
           {
               if (onDone)
                   onDone();
           });
    context.presets.refresh();
    refresh();
}

void PresetBrowser::refresh()
{
    PresetQuery query;
    query.text = search.getText();
    if (classes.getSelectedId() > 1)
        query.className = classes.getText();
    query.onlyFavourites = onlyFavourites.getToggleState();
    query.onlyUser = onlyUser.getToggleState();
    found = context.presets.find (query);
    const juce::ScopedValueSetter<bool> listing (isListing, true);
    list.updateContent();
    list.deselectAllRows();
    for (std::size_t i = 0; i < found.size(); ++i)
        if (found[i].name == context.document.patch().name)
            list.selectRow (static_cast<int> (i));
    list.repaint();
    repaint();
}

const Preset* PresetBrowser::selected() const
{
    const auto row = list.getSelectedRow();
    return row >= 0 && row < static_cast<int> (found.size()) ? &found[static_cast<std::size_t> (row)]
                                                             : nullptr;
}

void PresetBrowser::load (int row)
{
    if (row < 0 || row >= static_cast<int> (found.size()) ||
        found[static_cast<std::size_t> (row)].name == context.document.patch().name)
        return;
    context.document.attempt (
        [&] { context.document.load (context.presets.open (found[static_cast<std::size_t> (row)])); });
}

void PresetBrowser::selectedRowsChanged (int row)
{
    if (!isListing)
        load (row);
    const auto* preset = selected();
    insert.setEnabled (preset != nullptr);
    remove.setEnabled (preset != nullptr && !preset->isFactory());
    repaint();
}

void PresetBrowser::listBoxItemClicked (int row, const juce::MouseEvent& event)
{
    if (event.x > 34)
        return;
    const auto preset = found[static_cast<std::size_t> (row)];
    context.document.attempt ([&] { context.presets.setFavourite (preset, !preset.isFavourite); });
    refresh();
}

void PresetBrowser::listBoxItemDoubleClicked (int, const juce::MouseEvent&)
{
    if (onDone)
        onDone();
}

/// Return takes what was searched for: the first that fits, unless one has been chosen.
void PresetBrowser::returnKeyPressed (int)
{
    if (list.getSelectedRow() < 0 && !search.isEmpty() && getNumRows() > 0)
        list.selectRow (0);
    if (onDone)
        onDone();
}

bool PresetBrowser::keyPressed (const juce::KeyPress& key)
{
    if (key == juce::KeyPress::downKey || key == juce::KeyPress::upKey)
    {
        const auto row = list.getSelectedRow() + (key == juce::KeyPress::downKey ? 1 : -1);
        list.selectRow (juce::jlimit (0, std::max (0, getNumRows() - 1), row));
        return true;
    }
    if (key != juce::KeyPress::returnKey)
        return false;
    returnKeyPressed (list.getSelectedRow());
    return true;
}

void PresetBrowser::paintListBoxItem (int row, juce::Graphics& graphics, int width, int height,
                                      bool isSelected)
{
    if (row >= static_cast<int> (found.size()))
        return;
    const auto& theme = context.look.theme();
    const auto& preset = found[static_cast<std::size_t> (row)];
    auto area = juce::Rectangle<int> (width, height);
    if (isSelected)
    {
        graphics.setColour (theme.raised);
        graphics.fillRoundedRectangle (area.toFloat().reduced (1.0f), 6.0f);
    }
    drawIcon (graphics, icons::star(), area.removeFromLeft (32).toFloat(),
              preset.isFavourite ? theme.spikes : theme.line, preset.isFavourite);
    graphics.setColour (theme.muted);
    graphics.setFont (textFont (measures::smallText));
    graphics.drawText (preset.className + (preset.isFactory() ? "" : "  (mine)"),
                       area.removeFromRight (120).withTrimmedRight (8), juce::Justification::centredRight,
                       true);
    graphics.setColour (theme.text);
    graphics.setFont (textFont (measures::text));
    graphics.drawText (preset.name, area, juce::Justification::centredLeft, true);
}

juce::String PresetBrowser::getNameForRow (int row)
{
    if (row >= static_cast<int> (found.size()))
        return {};
    const auto& preset = found[static_cast<std::size_t> (row)];
    return preset.name + ", " + preset.className + (preset.isFavourite ? ", favourite" : "");
}

void PresetBrowser::paint (juce::Graphics& graphics)
{
    paintPanel (graphics, *this);
    const auto& theme = context.look.theme();
    auto info = getLocalBounds().reduced (browserMargin).removeFromRight (infoWidth - browserMargin);
    graphics.setColour (theme.line);
    graphics.fillRect (getWidth() - infoWidth - browserMargin, browserMargin, 1,
                       getHeight() - 2 * browserMargin);
    const auto* preset = selected();
    if (preset == nullptr)
    {
        graphics.setColour (theme.muted);
        graphics.setFont (textFont (measures::text));
        graphics.drawFittedText (found.empty() ? juce::String ("No preset is like that.")
                                               : juce::String ("Choose a preset to hear it."),
                                 info.removeFromTop (40), juce::Justification::topLeft, 2);
        return;
    }
    graphics.setColour (theme.text);
    graphics.setFont (headingFont (measures::headingText));
    graphics.drawFittedText (preset->name, info.removeFromTop (24), juce::Justification::topLeft, 1, 0.8f);
    graphics.setColour (theme.muted);
    graphics.setFont (textFont (measures::smallText));
    graphics.drawFittedText (preset->className +
                                 (preset->author.isEmpty() ? juce::String() : ", by " + preset->author),
                             info.removeFromTop (22), juce::Justification::topLeft, 1);
    juce::AttributedString text;
    text.append (preset->description, textFont (measures::text), theme.text);
    if (!preset->tags.isEmpty())
        text.append ("\n\n" + preset->tags.joinIntoString (", "), textFont (measures::smallText),
                     theme.muted);
    text.draw (graphics, info.withTrimmedBottom (150).toFloat());
}

void PresetBrowser::resized()
{
    auto area = getLocalBounds().reduced (browserMargin);
    auto info = area.removeFromRight (infoWidth - browserMargin);
    area.removeFromRight (2 * browserMargin);
    close.setBounds (info.removeFromBottom (30));
    info.removeFromBottom (8);
    auto row = info.removeFromBottom (28);
    import.setBounds (row.removeFromLeft (row.getWidth() / 2 - 4));
    reveal.setBounds (row.withTrimmedLeft (8));
    info.removeFromBottom (8);
    row = info.removeFromBottom (28);
    insert.setBounds (row.removeFromLeft (row.getWidth() * 2 / 3 - 4));
    remove.setBounds (row.withTrimmedLeft (8));

    search.setBounds (area.removeFromTop (32));
    area.removeFromTop (8);
    row = area.removeFromTop (28);
    classes.setBounds (row.removeFromLeft (160));
    row.removeFromLeft (12);
    onlyFavourites.setBounds (row.removeFromLeft (110));
    onlyUser.setBounds (row.removeFromLeft (70));
    area.removeFromTop (8);
    list.setBounds (area);
}

} // namespace spikegraph

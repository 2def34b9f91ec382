#include "Gui/Commands.h"

#include <algorithm>

namespace spikegraph
{

const std::vector<CommandInfo>& allCommands()
{
    using Key = juce::KeyPress;
    using Modifiers = juce::ModifierKeys;
    constexpr auto command = Modifiers::commandModifier, shift = Modifiers::shiftModifier;
    const auto plain = [] (int code) { return Key (code, 0, 0); };
    static const std::vector<CommandInfo> all{
        { Command::undo, "Undo", { { 'z', command, 0 } } },
        { Command::redo, "Redo", { { 'y', command, 0 }, { 'z', command | shift, 0 } } },
        { Command::cut, "Cut", { { 'x', command, 0 } } },
        { Command::copy, "Copy", { { 'c', command, 0 } } },
        { Command::paste, "Paste", { { 'v', command, 0 } } },
        { Command::duplicate, "Duplicate", { { 'd', command, 0 } } },
        { Command::remove, "Delete", { plain (Key::deleteKey), plain (Key::backspaceKey) } },
        { Command::selectAll, "Select All", { { 'a', command, 0 } } },
        { Command::toggleBypass, "Bypass", { { 'b', 0, 0 } } },
        { Command::rename, "Rename", { plain (Key::F2Key) } },
        { Command::replace, "Replace", { { 'r', 0, 0 } } },
        { Command::connect, "Connect", { { 'c', 0, 0 } } },
        { Command::disconnect, "Disconnect", { { 'c', shift, 0 } } },
        { Command::alignLeft, "Align Left", {} },
        { Command::alignTop, "Align Top", {} },
        { Command::spreadAcross, "Spread Across", {} },
        { Command::spreadDown, "Spread Down", {} },
        { Command::arrange, "Arrange", { { 'l', 0, 0 } } },
        { Command::addNode, "Add Node", { { 'n', 0, 0 } } },
        { Command::addComment, "Add Comment", { { 'n', shift, 0 } } },
        { Command::search, "Search Nodes", { { '/', 0, '/' } } },
        { Command::frameAll, "Frame All", { { 'f', 0, 0 }, { 'f', command, 0 } } },
        { Command::zoomIn, "Zoom In", { { '=', command, 0 }, { '+', command, 0 } } },
        { Command::zoomOut, "Zoom Out", { { '-', command, 0 } } },
        { Command::actualSize, "Actual Size", { { '0', command, 0 } } },
        { Command::savePreset, "Save Preset", { { 's', command, 0 } } },
        { Command::saveSelection, "Save Selection as Preset", {} },
        { Command::openPresets, "Presets", { { 'o', command, 0 } } },
        { Command::showList, "Patch as a List", { { 'l', command, 0 } } },
        { Command::freeze, "Freeze the Scope", { { 'h', 0, 0 } } },
    };
    return all;
}

const CommandInfo& infoOf (Command command)
{
    const auto& all = allCommands();
    return *std::find_if (all.begin(), all.end(), [&] (const auto& info) { return info.command == command; });
}

std::optional<Command> commandFor (const juce::KeyPress& key)
{
    for (const auto& info : allCommands())
        for (const auto& known : info.keys)
            if (key == known)
                return info.command;
    return {};
}

juce::String keyTextOf (Command command)
{
    const auto& keys = infoOf (command).keys;
    return keys.empty() ? juce::String() : keys.front().getTextDescriptionWithIcons();
}

void addCommand (juce::PopupMenu& menu, Command command, bool isEnabled, std::function<void()> perform,
                 const juce::String& name, bool isTicked)
{
    juce::PopupMenu::Item item (name.isEmpty() ? juce::String (infoOf (command).name) : name);
    item.shortcutKeyDescription = keyTextOf (command);
    item.isEnabled = isEnabled;
    item.isTicked = isTicked;
    item.action = std::move (perform);
    menu.addItem (std::move (item));
}

} // namespace spikegraph

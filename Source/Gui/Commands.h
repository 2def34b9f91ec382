#pragma once

#include <juce_gui_basics/juce_gui_basics.h>

#include <optional>
#include <vector>

namespace spikegraph
{

/// What a person can have the editor do, whether from a menu, by a key, or by a button.
enum class Command
{
    undo,
    redo,
    cut,
    copy,
    paste,
    duplicate,
    remove,
    selectAll,
    toggleBypass,
    rename,
    replace,
    connect,
    disconnect,
    alignLeft,
    alignTop,
    spreadAcross,
    spreadDown,
    arrange,
    addNode,
    addComment,
    search,
    frameAll,
    zoomIn,
    zoomOut,
    actualSize,
    savePreset,
    saveSelection,
    openPresets,
    showList,
    freeze,
};

/// A command's name, and the keys for it: the first is shown.
struct CommandInfo
{
    Command command;
    const char* name;
    std::vector<juce::KeyPress> keys;
};

const std::vector<CommandInfo>& allCommands();
const CommandInfo& infoOf (Command command);
std::optional<Command> commandFor (const juce::KeyPress& key);
/// The key as it is shown beside a command's name; empty where there is none.
juce::String keyTextOf (Command command);

/// Adds a command to a menu, with its key beside it.
void addCommand (juce::PopupMenu& menu, Command command, bool isEnabled, std::function<void()> perform,
                 const juce::String& name = {}, bool isTicked = false);

} // namespace spikegraph

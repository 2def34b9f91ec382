#include "Gui/Canvas.h"

namespace spikegraph
{

bool Canvas::perform (Command command)
{
    auto& selection = shared.selection;
    const auto* node = selection.onlyNode();
    const auto centre = getLocalBounds().getCentre().toFloat();
    const auto newPosition =
        toPatch (getLocalBounds().contains (getMouseXYRelative()) ? getMouseXYRelative().toFloat() : centre);
    const auto snapped = juce::Point<double> (canvas::snapToGrid (static_cast<double> (newPosition.x)),
                                              canvas::snapToGrid (static_cast<double> (newPosition.y)));
    switch (command)
    {
        case Command::undo:
            shared.document.undo();
            return true;
        case Command::redo:
            shared.document.redo();
            return true;
        case Command::cut:
        case Command::copy:
            if (const auto text = edits.copied(); text.isNotEmpty())
            {
                juce::SystemClipboard::copyTextToClipboard (text);
                if (command == Command::cut)
                    edits.remove();
            }
            return true;
        case Command::paste:
            if (const auto text = juce::SystemClipboard::getTextFromClipboard(); text.isNotEmpty())
                edits.paste (text, snapped);
            return true;
        case Command::duplicate:
            edits.duplicate();
            return true;
        case Command::remove:
            edits.remove();
            return true;
        case Command::selectAll:
        {
            std::set<juce::String> all;
            for (const auto& each : shared.document.patch().nodes)
                all.insert (each.id);
            selection.selectNodes (std::move (all));
            return true;
        }
        case Command::toggleBypass:
            edits.toggleBypass();
            return true;
        case Command::rename:
            if (node != nullptr)
                editLabel (node->id);
            else if (const auto comment = selection.comment())
                editComment (*comment);
            return true;
        case Command::replace:
            if (node != nullptr && onChooseNode)
                onChooseNode ({ node->position, {}, {}, node->id },
                              localPointToGlobal (toView (canvas::boundsOf (*node).getCentre()).toInt()));
            return true;
        case Command::connect:
            showConnectMenu (false);
            return true;
        case Command::disconnect:
            showConnectMenu (true);
            return true;
        case Command::alignLeft:
            edits.alignLeft();
            return true;
        case Command::alignTop:
            edits.alignTop();
            return true;
        case Command::spreadAcross:
            edits.spreadAcross();
            return true;
        case Command::spreadDown:
            edits.spreadDown();
            return true;
        case Command::arrange:
            edits.arrange();
            if (!viewIsChosen)
                frameAll();
            return true;
        case Command::addNode:
            if (onChooseNode)
            {
                NewNodePlace place{ snapped };
                if (const auto cable = selection.cable())
                    place.cable = *cable;
                onChooseNode (place, localPointToGlobal (toView (snapped.toFloat()).toInt()));
            }
            return true;
        case Command::addComment:
        {
            int index = 0;
            if (shared.document.edit (
                    [&] (GraphModel& model) {
                        index = model.addComment ("Comment", { snapped.x, snapped.y, 208.0, 64.0 });
                    }))
            {
                selection.selectComment (index);
                editComment (index);
            }
            return true;
        }
        case Command::frameAll:
            frameAll();
            return true;
        case Command::zoomIn:
            zoomBy (1.25f, centre);
            return true;
        case Command::zoomOut:
            zoomBy (0.8f, centre);
            return true;
        case Command::actualSize:
            zoomBy (1.0f / zoomFactor, centre);
            return true;
        case Command::search:
        case Command::savePreset:
        case Command::saveSelection:
        case Command::openPresets:
        case Command::showList:
        case Command::freeze:
            return false;
    }
    return false;
}

//==================================================================================================

namespace
{

/// Commands of one kind after another, with a line between.
void addCommands (juce::PopupMenu& menu, Canvas& canvas, std::initializer_list<Command> commands,
                  bool areEnabled = true)
{
    for (const auto command : commands)
        addCommand (menu, command, areEnabled,
                    [&canvas, command]
                    {
                        if (!canvas.perform (command) && canvas.onCommand)
                            canvas.onCommand (command);
                    });
}

} // namespace

juce::PopupMenu Canvas::nodeMenu()
{
    juce::PopupMenu menu;
    const bool isOne = shared.selection.nodes().size() == 1, areMany = !isOne;
    addCommands (menu, *this, { Command::toggleBypass });
    addCommands (menu, *this, { Command::rename, Command::replace, Command::connect, Command::disconnect },
                 isOne);
    menu.addSeparator();
    addCommands (menu, *this,
                 { Command::cut, Command::copy, Command::paste, Command::duplicate, Command::remove });
    menu.addSeparator();
    addCommands (menu, *this,
                 { Command::alignLeft, Command::alignTop, Command::spreadAcross, Command::spreadDown },
                 areMany);
    addCommands (menu, *this, { Command::arrange, Command::saveSelection });
    return menu;
}

juce::PopupMenu Canvas::cableMenu (const Selection::Cable& cable)
{
    juce::PopupMenu menu;
    shared.selection.selectCable (cable);
    addCommands (menu, *this, { Command::addNode, Command::remove });
    return menu;
}

juce::PopupMenu Canvas::commentMenu (int index)
{
    juce::PopupMenu menu;
    shared.selection.selectComment (index);
    addCommands (menu, *this, { Command::rename, Command::remove });
    return menu;
}

juce::PopupMenu Canvas::groundMenu()
{
    juce::PopupMenu menu;
    addCommands (menu, *this, { Command::addNode, Command::addComment });
    menu.addSeparator();
    addCommands (menu, *this, { Command::undo }, shared.document.patch().canUndo);
    addCommands (menu, *this, { Command::redo }, shared.document.patch().canRedo);
    addCommands (menu, *this, { Command::paste, Command::selectAll });
    menu.addSeparator();
    addCommands (
        menu, *this,
        { Command::arrange, Command::frameAll, Command::zoomIn, Command::zoomOut, Command::actualSize });
    menu.addSeparator();
    addCommands (menu, *this, { Command::savePreset, Command::openPresets, Command::showList });
    return menu;
}

void Canvas::showMenu (juce::Point<float> point)
{
    const auto cable = cableAt (point);
    const auto comment = commentAt (point);
    auto menu = nodeAt (point) != nullptr ? nodeMenu()
                : cable                   ? cableMenu (*cable)
                : comment                 ? commentMenu (*comment)
                                          : groundMenu();
    const auto at = localPointToGlobal (toView (point).toInt());
    menu.setLookAndFeel (&shared.look);
    menu.showMenuAsync (
        juce::PopupMenu::Options().withTargetComponent (this).withTargetScreenArea ({ at.x, at.y, 1, 1 }));
}

void Canvas::showConnectMenu (bool disconnects)
{
    const auto& patch = shared.document.patch();
    const auto* chosen = shared.selection.onlyNode();
    juce::PopupMenu menu;
    menu.addSectionHeader (disconnects ? "Disconnect" : "Connect");
    for (const auto& source : patch.nodes)
    {
        if (source.type == nullptr || (chosen != nullptr && chosen->id != source.id))
            continue;
        juce::PopupMenu targets;
        for (const auto& outlet : source.type->outputs)
            for (const auto& target : patch.nodes)
            {
                if (target.type == nullptr)
                    continue;
                for (const auto& inlet : target.type->inputs)
                {
                    const PortPlace from{ source.id, outlet.id, false, outlet.kind },
                        to{ target.id, inlet.id, true, inlet.kind };
                    const bool isThere = patch.cable (from.address(), to.address()) != nullptr;
                    if (isThere != disconnects || !mayConnect (from, to))
                        continue;
                    auto text = target.title();
                    if (target.type->inputs.size() > 1)
                        text << ": " << inlet.name;
                    if (source.type->outputs.size() > 1)
                        text = outlet.name + juce::String::fromUTF8 (" \xe2\x86\x92 ") + text;
                    targets.addItem (text,
                                     [this, from, to, disconnects]
                                     {
                                         if (disconnects)
                                             shared.document.edit (
                                                 [&] (GraphModel& model)
                                                 { model.removeCable (from.address(), to.address()); });
                                         else
                                             connect (from, to);
                                     });
                }
            }
        if (targets.getNumItems() == 0)
            continue;
        if (chosen != nullptr)
            menu = targets;
        else
            menu.addSubMenu (source.title(), targets);
    }
    if (menu.getNumItems() == 0)
        return shared.document.refuse (disconnects ? "there is no cable to take off"
                                                   : "there is nothing to connect to");
    const auto* node = chosen;
    const auto at = localPointToGlobal ((node != nullptr ? toView (canvas::portCentre (*node, false, 0))
                                                         : getLocalBounds().getCentre().toFloat())
                                            .toInt());
    menu.setLookAndFeel (&shared.look);
    menu.showMenuAsync (
        juce::PopupMenu::Options().withTargetComponent (this).withTargetScreenArea ({ at.x, at.y, 1, 1 }));
}

} // namespace spikegraph

#include "Gui/TopBar.h"

#include <algorithm>

namespace spikegraph
{

TopBar::TopBar (EditorContext& editorContext)
    : context (editorContext)
    , previous ("Previous preset", "Loads the preset before this one.", icons::previous())
    , next ("Next preset", "Loads the preset after this one.", icons::next())
    , favourite ("Favourite", "Marks the preset as a favourite.", icons::star())
    , undo ("Undo", "Takes back the last step.", icons::undo())
    , redo ("Redo", "Does again what was taken back.", icons::redo())
    , menu ("Menu", "Theme, size, motion, presets and help.", icons::menu())
    , status (context)
{
    setTitle ("Top bar");
    setFocusContainerType (FocusContainerType::focusContainer);
    previous.onClick = [this] { onStepPreset (-1); };
    next.onClick = [this] { onStepPreset (1); };
    favourite.setOnColour (&Theme::spikes);
    favourite.onClick = [this] { toggleFavourite(); };
    undo.onClick = [this] { onCommand (Command::undo); };
    redo.onClick = [this] { onCommand (Command::redo); };
    menu.onClick = [this] { onMenu(); };
    preset.setTooltip ("Opens the presets.");
    preset.onClick = [this] { onCommand (Command::openPresets); };
    save.setButtonText ("Save");
    save.setTitle ("Save preset");
    save.setTooltip ("Saves the patch as a preset of yours.");
    save.onClick = [this] { onCommand (Command::savePreset); };
    for (auto* button : { &compareA, &compareB })
    {
        const bool isB = button == &compareB;
        button->setButtonText (isB ? "B" : "A");
        button->setTitle (isB ? "Compare: B" : "Compare: A");
        button->setTooltip ("Two patches to compare: each keeps what you do while it is on.");
        button->setConnectedEdges (isB ? juce::Button::ConnectedOnLeft : juce::Button::ConnectedOnRight);
        button->onClick = [this, isB] { onCompare (isB); };
        addAndMakeVisible (button);
    }
    for (auto* component : std::initializer_list<juce::Component*>{ &previous, &preset, &next, &favourite,
                                                                    &save, &undo, &redo, &menu, &status })
        addAndMakeVisible (component);
    showCompare (false);
    context.document.addListener (this);
    patchChanged (context.document.patch());
}

TopBar::~TopBar()
{
    context.document.removeListener (this);
}

const Preset* TopBar::currentPreset() const
{
    const auto& all = context.presets.presets();
    const auto found =
        std::find_if (all.begin(), all.end(),
                      [this] (const auto& each) { return each.name == context.document.patch().name; });
    return found == all.end() ? nullptr : &*found;
}

void TopBar::toggleFavourite()
{
    const auto* known = currentPreset();
    if (known == nullptr)
        return context.document.refuse ("only a saved preset can be a favourite");
    context.document.attempt ([&] { context.presets.setFavourite (*known, !known->isFavourite); });
    patchChanged (context.document.patch());
}

void TopBar::showCompare (bool isB)
{
    compareA.setToggleState (!isB, juce::dontSendNotification);
    compareB.setToggleState (isB, juce::dontSendNotification);
}

void TopBar::patchChanged (const PatchSnapshot& patch)
{
    preset.setButtonText (patch.name.isEmpty() ? "Untitled" : patch.name);
    preset.setTitle ("Preset: " + preset.getButtonText());
    undo.setEnabled (patch.canUndo);
    undo.setTooltip (patch.canUndo ? "Undo " + patch.undoName + "  " + keyTextOf (Command::undo)
                                   : juce::String ("Nothing to undo"));
    redo.setEnabled (patch.canRedo);
    redo.setTooltip (patch.canRedo ? "Redo " + patch.redoName + "  " + keyTextOf (Command::redo)
                                   : juce::String ("Nothing to redo"));
    const auto* known = currentPreset();
    const bool isFavourite = known != nullptr && known->isFavourite;
    favourite.setToggleState (isFavourite, juce::dontSendNotification);
    resized();
}

void TopBar::paint (juce::Graphics& graphics)
{
    const auto& theme = context.look.theme();
    graphics.fillAll (theme.panel);
    graphics.setColour (theme.line);
    graphics.fillRect (getLocalBounds().removeFromBottom (1));
    drawIcon (graphics, icons::spike(), { 16.0f, 11.0f, 24.0f, 24.0f }, theme.spikes);
    if (preset.getX() > 150)
    {
        graphics.setColour (theme.text);
        graphics.setFont (headingFont (measures::headingText));
        graphics.drawText ("Spikegraph", 52, 0, 90, getHeight(), juce::Justification::centredLeft, false);
    }
}

void TopBar::resized()
{
    auto area = getLocalBounds().reduced (12, 9);
    const auto width = area.getWidth();
    menu.setBounds (area.removeFromRight (30));
    area.removeFromRight (8);
    area.removeFromLeft (width > 980 ? 168 : 44);
    previous.setBounds (area.removeFromLeft (28));
    preset.setBounds (area.removeFromLeft (width > 980 ? 236 : 190));
    next.setBounds (area.removeFromLeft (28));
    area.removeFromLeft (4);
    favourite.setBounds (area.removeFromLeft (30));
    save.setBounds (area.removeFromLeft (56));
    area.removeFromLeft (16);
    compareA.setBounds (area.removeFromLeft (32));
    compareB.setBounds (area.removeFromLeft (32));
    area.removeFromLeft (16);
    undo.setBounds (area.removeFromLeft (32));
    redo.setBounds (area.removeFromLeft (32));
    area.removeFromLeft (8);
    status.setBounds (area);
}

} // namespace spikegraph

#include "Core/Error.h"
#include "Gui/Editor.h"
#include "Gui/PatchList.h"
#include "Gui/PresetBrowser.h"

namespace spikegraph
{

void Editor::openOverlay (std::unique_ptr<juce::Component> panel,
                          std::function<juce::Rectangle<int> (juce::Rectangle<int>)> place)
{
    overlay = std::make_unique<Overlay> (std::move (panel), std::move (place));
    overlay->onClose = [this, opened = overlay.get()] { closeOverlay (opened); };
    addAndMakeVisible (*overlay);
    bubble.toFront (false);
    overlay->setBounds (getLocalBounds());
}

/// Unless another has been opened meanwhile.
void Editor::closeOverlay (const Overlay* closed)
{
    if (overlay.get() != closed)
        return;
    overlay.reset();
    canvas.grabKeyboardFocus();
    repaint();
}

void Editor::openPresets()
{
    auto browserPanel = std::make_unique<PresetBrowser> (shared);
    auto& presets = *browserPanel;
    presets.onDone = [this] { overlay->close(); };
    presets.onInsert = [this] (const GraphModel& preset)
    {
        canvas.actions().paste (juce::String::fromUTF8 (preset.toJson().c_str()),
                                canvas.visibleArea().getCentre().toDouble());
        overlay->close();
    };
    presets.onImport = [this]
    {
        chooser = std::make_unique<juce::FileChooser> ("Import patches", juce::File(), "*.spikegraph");
        chooser->launchAsync (
            juce::FileBrowserComponent::openMode | juce::FileBrowserComponent::canSelectFiles |
                juce::FileBrowserComponent::canSelectMultipleItems,
            [this] (const juce::FileChooser& chosen) { importPresets (chosen.getResults()); });
    };
    openOverlay (std::move (browserPanel),
                 [this] (juce::Rectangle<int> area)
                 {
                     return juce::Rectangle<int> (720, 480)
                         .withPosition (topBar.presetButton().getX() - 28, TopBar::height + 4)
                         .constrainedWithin (area.reduced (8));
                 });
    presets.grabKeyboardFocus();
}

void Editor::openList()
{
    auto list = std::make_unique<PatchList> (shared);
    list->onDone = [this] { overlay->close(); };
    openOverlay (std::move (list), [] (juce::Rectangle<int> area)
                 { return juce::Rectangle<int> (560, 460).withCentre (area.getCentre()); });
    overlay->content().grabKeyboardFocus();
}

namespace
{

/// A list of nodes in an overlay.
class NodeChooser final : public juce::Component
{
public:
    explicit NodeChooser (EditorContext& context)
        : list (context)
    {
        setTitle ("Choose a node");
        addAndMakeVisible (list);
    }

    void paint (juce::Graphics& graphics) override { paintPanel (graphics, *this); }
    void resized() override { list.setBounds (getLocalBounds().reduced (10)); }

    NodeList list;
};

} // namespace

void Editor::chooseNode (const Canvas::NewNodePlace& place, juce::Point<int> screenPosition)
{
    auto nodeChooser = std::make_unique<NodeChooser> (shared);
    auto& list = nodeChooser->list;
    if (place.port)
        list.accepts = [port = *place.port] (const NodeType& type)
        { return firstFitting (type, !port.isInlet, port.kind) != nullptr; };
    else if (place.cable)
        list.accepts = [] (const NodeType& type)
        { return type.numSignalInputs() > 0 && type.numSignalOutputs() > 0; };
    list.onCancel = [this] { overlay->close(); };
    list.onChoose = [this, place] (const NodeType& type)
    {
        canvas.addNode (type.id, place);
        overlay->close();
    };
    list.refresh();
    const auto at = getLocalPoint (nullptr, screenPosition);
    openOverlay (
        std::move (nodeChooser), [at] (juce::Rectangle<int> area)
        { return juce::Rectangle<int> (250, 340).withPosition (at).constrainedWithin (area.reduced (8)); });
    list.focusSearch();
}

//==================================================================================================

void Editor::ask (Question question)
{
    auto panel = std::make_unique<AskPanel> (std::move (question));
    auto& asked = *panel;
    asked.onDone = [this] { overlay->close(); };
    openOverlay (std::move (panel), [height = asked.wantedHeight()] (juce::Rectangle<int> area)
                 { return juce::Rectangle<int> (360, height).withCentre (area.getCentre()); });
    asked.begin();
}

void Editor::stepPreset (int step)
{
    shared.document.attempt (
        [&]
        {
            if (const auto* preset = shared.presets.next (shared.document.patch().name, step))
                shared.document.load (shared.presets.open (*preset));
        });
}

void Editor::savePreset (bool onlySelection)
{
    if (onlySelection && shared.selection.nodes().empty())
        return shared.document.refuse ("select the nodes to save first");
    ask ({ onlySelection ? "Save selection as preset" : "Save preset", "Its name:", "Save",
           onlySelection ? juce::String() : shared.document.patch().name,
           [this, onlySelection] (const juce::String& name) { saveAs (name, onlySelection, false); } });
}

void Editor::saveAs (const juce::String& name, bool onlySelection, bool overwrite)
{
    const auto& all = shared.presets.presets();
    const bool isThere =
        std::any_of (all.begin(), all.end(),
                     [&] (const auto& preset) { return !preset.isFactory() && preset.name == name; });
    if (isThere && !overwrite)
        return ask ({ "Replace it?",
                      "You have a preset \"" + name + "\" already.",
                      "Replace",
                      {},
                      [this, name, onlySelection] (const juce::String&)
                      { saveAs (name, onlySelection, true); } });
    shared.document.attempt (
        [&]
        {
            const auto json = shared.document.read (
                [&] (const GraphModel& model)
                { return onlySelection ? model.copy (shared.selection.nodeList()) : model.toJson(); });
            auto copy = GraphModel::fromJson (shared.document.catalogue(), json, name);
            copy.setName (name);
            shared.presets.save (copy, overwrite);
            if (!onlySelection && name != shared.document.patch().name)
                shared.document.edit ([&] (GraphModel& model) { model.setName (name); });
            shared.document.refresh();
        });
}

void Editor::importPresets (const juce::Array<juce::File>& files)
{
    for (const auto& file : files)
        shared.document.attempt (
            [&]
            {
                const auto imported = shared.presets.import (file, false);
                shared.document.load (GraphModel::fromJson (shared.document.catalogue(),
                                                            imported.loadFileAsString().toStdString(),
                                                            imported.getFileName()));
            });
    if (overlay != nullptr)
        if (auto* presets = dynamic_cast<PresetBrowser*> (&overlay->content()))
            presets->refresh();
}

//==================================================================================================

void Editor::openMenu()
{
    juce::PopupMenu menu;
    for (const auto command : { Command::openPresets, Command::savePreset, Command::showList })
        addCommand (menu, command, true, [this, command] { perform (command); });
    menu.addSeparator();
    const auto panel = [&] (const char* name, bool& isShown)
    {
        menu.addItem (name, true, isShown,
                      [this, &isShown]
                      {
                          isShown = !isShown;
                          resized();
                          repaint();
                      });
    };
    panel ("Node browser", showsBrowser);
    panel ("Inspector", showsInspector);
    panel ("Scope", showsScope);
    menu.addSeparator();
    menu.addItem ("Dark theme", true, shared.settings.isDark(),
                  [this] { setDark (!shared.settings.isDark()); });
    menu.addItem ("Reduced motion", true, shared.settings.hasReducedMotion(),
                  [this] { shared.settings.setReducedMotion (!shared.settings.hasReducedMotion()); });
    juce::PopupMenu sizes;
    for (const auto percent : { 75, 100, 125, 150, 175, 200 })
        sizes.addItem (juce::String (percent) + " %", true,
                       juce::roundToInt (shared.settings.scale() * 100.0) == percent,
                       [this, percent]
                       {
                           shared.settings.setScale (percent / 100.0);
                           applyScale();
                       });
    menu.addSubMenu ("Size", sizes);
    menu.addSeparator();
    juce::PopupMenu keys;
    for (const auto& info : allCommands())
        if (!info.keys.empty())
            addCommand (keys, info.command, true, [this, command = info.command] { perform (command); });
    menu.addSubMenu ("Keys", keys);
    menu.addItem ("Show the tour", [this] { startTour(); });
    menu.setLookAndFeel (&shared.look);
    menu.showMenuAsync (juce::PopupMenu::Options().withTargetComponent (topBar.menuAnchor()));
}

void Editor::startTour()
{
    std::vector<Tour::Step> steps;
    steps.push_back ({ "Choose a sound",
                       "Every preset here is a patch. Step through them with the arrows, or open the list.",
                       [this] { return getLocalArea (&topBar, topBar.presetButton().getBounds()); } });
    steps.push_back ({ "Turn a macro",
                       "Each knob moves what matters in this patch. Double-click one to type a value.",
                       [this] { return macros.getBounds(); } });
    steps.push_back (
        { "See the spikes",
          "Click a node or a cable: its sound, its spikes and their rate are below, on one time axis.",
          [this] { return scope.getBounds(); } });
    tour = std::make_unique<Tour> (std::move (steps));
    tour->onDone = [this]
    {
        shared.settings.setTourSeen (true);
        juce::MessageManager::callAsync (
            [safe = juce::Component::SafePointer<Editor> (this)]
            {
                if (safe != nullptr)
                    safe->tour.reset();
            });
    };
    addAndMakeVisible (*tour);
    tour->setBounds (getLocalBounds());
}

} // namespace spikegraph

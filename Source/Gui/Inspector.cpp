#include "Gui/Inspector.h"

namespace spikegraph
{

Inspector::Inspector (EditorContext& editorContext, const ScopePanel& scopePanel)
    : context (editorContext)
    , scope (scopePanel)
{
    setTitle ("Inspector");
    setFocusContainerType (FocusContainerType::focusContainer);
    viewport.setScrollBarsShown (true, false);
    viewport.setScrollBarThickness (8);
    viewport.setWantsKeyboardFocus (false); // what it shows has
    addAndMakeVisible (viewport);
    context.document.addListener (this);
    context.selection.addListener (this);
    context.live.addListener (this);
    selectionChanged();
}

Inspector::~Inspector()
{
    context.live.removeListener (this);
    context.selection.removeListener (this);
    context.document.removeListener (this);
}

juce::String Inspector::subject() const
{
    const auto& selection = context.selection;
    if (const auto* node = selection.onlyNode())
        return "node " + node->id + " " + node->typeId;
    if (!selection.nodes().empty())
        return "many";
    if (const auto& cable = selection.cable())
        return "cable " + cable->from + " " + cable->to;
    return "patch";
}

std::unique_ptr<Inspector::Page> Inspector::makePage()
{
    const auto& selection = context.selection;
    if (const auto* node = selection.onlyNode())
        return makeNodePage (context, *node, scope);
    if (!selection.nodes().empty())
        return makeManyPage (context,
                             [this] (Command command)
                             {
                                 if (onCommand)
                                     onCommand (command);
                             });
    if (const auto& cable = selection.cable())
        return makeCablePage (context, *cable);
    return makePatchPage (context);
}

void Inspector::selectionChanged()
{
    if (const auto wanted = subject(); page == nullptr || wanted != shownSubject)
    {
        shownSubject = wanted;
        viewport.setViewedComponent (nullptr, false);
        page = makePage();
        viewport.setViewedComponent (page.get(), false);
    }
    patchChanged (context.document.patch());
}

void Inspector::patchChanged (const PatchSnapshot& patch)
{
    if (subject() != shownSubject)
        return selectionChanged();
    page->show (patch);
    resized();
}

void Inspector::signalsMoved()
{
    // Figures that change too often cannot be read.
    if (isShowing() && ++ticks % 12 == 0)
        page->moveSignals();
}

void Inspector::paint (juce::Graphics& graphics)
{
    const auto& theme = context.look.theme();
    graphics.fillAll (theme.panel);
    graphics.setColour (theme.line);
    graphics.fillRect (getLocalBounds().removeFromLeft (1));
}

void Inspector::resized()
{
    viewport.setBounds (getLocalBounds().withTrimmedLeft (1));
    if (page == nullptr)
        return;
    const auto pageWidth = viewport.getWidth();
    page->setSize (pageWidth, std::max (page->wantedHeight (pageWidth), viewport.getHeight()));
}

} // namespace spikegraph

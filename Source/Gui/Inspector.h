#pragma once

#include "Gui/Commands.h"
#include "Gui/EditorContext.h"

#include <juce_gui_basics/juce_gui_basics.h>

#include <memory>

namespace spikegraph
{

constexpr int pageMargin = 16, pageGap = 8; ///< of all pages

class ScopePanel;

/// What is selected, in full: every parameter of a node, and its figures; a cable; or the patch itself where
/// nothing is selected. [message thread]
class Inspector final : public juce::Component,
                        private Document::Listener,
                        private Selection::Listener,
                        private LiveSignals::Listener
{
public:
    Inspector (EditorContext& editorContext, const ScopePanel& scopePanel);
    ~Inspector() override;

    static constexpr int width = 248;

    /// What is shown of one thing that is selected.
    class Page : public juce::Component
    {
    public:
        virtual void show (const PatchSnapshot& patch) = 0;
        virtual void moveSignals() {}
        virtual int wantedHeight (int forWidth) = 0;
    };

    /// Called for what a page's buttons ask for.
    std::function<void (Command)> onCommand;

    void paint (juce::Graphics& graphics) override;
    void resized() override;

private:
    void patchChanged (const PatchSnapshot& patch) override;
    void selectionChanged() override;
    void signalsMoved() override;
    std::unique_ptr<Page> makePage();
    /// What the page is made for: another page is made where this has changed.
    juce::String subject() const;

    EditorContext& context;
    const ScopePanel& scope;
    juce::Viewport viewport;
    std::unique_ptr<Page> page;
    juce::String shownSubject;
    int ticks = 0;
};

std::unique_ptr<Inspector::Page> makeNodePage (EditorContext& context, const NodeSnapshot& node,
                                               const ScopePanel& scope);
std::unique_ptr<Inspector::Page> makeCablePage (EditorContext& context, const Selection::Cable& cable);
std::unique_ptr<Inspector::Page> makePatchPage (EditorContext& context);
std::unique_ptr<Inspector::Page> makeManyPage (EditorContext& context, std::function<void (Command)> perform);

} // namespace spikegraph

#pragma once

#include "Gui/EditorContext.h"
#include "Gui/ScopeControls.h"
#include "Gui/ScopeSubject.h"
#include "Gui/ScopeView.h"

#include <memory>

namespace spikegraph
{

/// Sound, spikes and firing rate of what is selected, on one time axis, live.
class ScopePanel final : public juce::Component,
                         private juce::Timer,
                         private Document::Listener,
                         private Selection::Listener
{
public:
    explicit ScopePanel (EditorContext& editorContext);
    ~ScopePanel() override;

    const ScopeFeed& feed() const noexcept { return history; }
    /// Which nodes the feed follows.
    const ScopeSubject& subject() const noexcept { return shown; }

    /// Nothing is read, and nothing costs, while this is off.
    void setWatching (bool shouldWatch);
    /// The picture stands still, and can be looked through.
    void setFrozen (bool shouldStandStill);
    bool isStandingStill() const noexcept { return isFrozen; }
    void setSeconds (double secondsToShow);

    /// Takes what has come and shows it. The panel does it itself while it is on screen.
    void update (double nowSeconds);

    /// What is shown, for a file.
    juce::Image image (float pixelScale) const;
    std::string csv() const;

    void paint (juce::Graphics& graphics) override;
    void resized() override;

private:
    void timerCallback() override;
    void patchChanged (const PatchSnapshot&) override { followSubject(); }
    void selectionChanged() override { followSubject(); }
    void followSubject();
    void startLooking();
    /// Asks for a file and lets `write` write it.
    void save (const juce::String& what, const juce::String& extension,
               std::function<void (const juce::File&)> write);

    EditorContext& context;
    ScopeFeed history;
    ScopeSubject shown;
    bool isWatching = true, isFrozen = false;

    ScopeView view{ history };
    QuietButton freeze, png, csvButton;
    WindowLength length;
    std::unique_ptr<juce::FileChooser> chooser;
};

} // namespace spikegraph

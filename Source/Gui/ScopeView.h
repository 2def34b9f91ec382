#pragma once

#include "Gui/ScopePicture.h"
#include "Gui/ScrollClock.h"

#include <juce_gui_basics/juce_gui_basics.h>

#include <functional>
#include <optional>

namespace spikegraph
{

/// The strips of a scope on screen, which move on with the feed, or stand still and can be looked through.
/// [message thread]
class ScopeView final : public juce::Component
{
public:
    explicit ScopeView (const ScopeFeed& feedToShow);

    /// Somebody turned the wheel or a key over it: the seconds that are wanted.
    std::function<void (double)> onZoom;

    /// The feed has begun anew.
    void begin();
    /// Moves on to what has come, where it is not frozen.
    void moveOn (double nowSeconds);
    void setFrozen (bool shouldStandStill);
    /// Shows so many seconds, around the cursor where it stands still.
    void setSeconds (double secondsToShow);

    const ScopeWindow& window() const noexcept { return shown; }
    std::int64_t firstMoment() const noexcept { return picture.firstMoment(); }
    std::int64_t lastMoment() const noexcept { return picture.lastMoment(); }
    /// What there is to say, in words.
    juce::String spokenValue() const;

    void paint (juce::Graphics& graphics) override;
    void resized() override;
    void lookAndFeelChanged() override;
    void mouseMove (const juce::MouseEvent& event) override { setCursor (event.x); }
    void mouseExit (const juce::MouseEvent&) override { setCursor ({}); }
    void mouseDown (const juce::MouseEvent& event) override;
    void mouseDrag (const juce::MouseEvent& event) override;
    void mouseWheelMove (const juce::MouseEvent& event, const juce::MouseWheelDetails& wheel) override;
    bool keyPressed (const juce::KeyPress& key) override;
    void focusGained (FocusChangeType) override { repaint(); }
    void focusLost (FocusChangeType) override { repaint(); }
    std::unique_ptr<juce::AccessibilityHandler> createAccessibilityHandler() override;

private:
    void layOut (float pixelScale);
    void setCursor (std::optional<int> x);
    /// Shows what ends at a moment, as near to it as there is anything.
    void showUntil (std::int64_t moment);
    void redraw();
    void paintHint (juce::Graphics& graphics) const;

    const ScopeFeed& feed;
    ScopePicture picture;
    ScrollClock clock;
    ScopeWindow shown;
    float scale = 1.0f;
    bool isFrozen = false, isWaiting = true;
    std::optional<int> cursor;
    std::int64_t dragEnd = 0;
    double figuresSeconds = 0.0; ///< when they were drawn last
};

} // namespace spikegraph

#include "Gui/ScopeView.h"

#include "Gui/Look.h"
#include "Gui/ScopeFigures.h"
#include "Gui/SpokenText.h"

namespace spikegraph
{
namespace
{

constexpr double figuresPerSecond = 4.0;

} // namespace

ScopeView::ScopeView (const ScopeFeed& feedToShow)
    : feed (feedToShow)
{
    setOpaque (true);
    setWantsKeyboardFocus (true);
    setMouseClickGrabsKeyboardFocus (false);
    setTitle ("Scope");
    setDescription ("Spectrogram, spike raster and firing rate on one time axis. Left and right move the "
                    "cursor, up and down zoom.");
}

void ScopeView::begin()
{
    clock.reset();
    shown.end = 0;
    isWaiting = true;
    picture.forget();
    layOut (scale);
}

void ScopeView::moveOn (double nowSeconds)
{
    if (isFrozen)
        return;
    const auto rate = feed.sampleRateHz();
    shown.end = static_cast<std::int64_t> (clock.advance (nowSeconds, picture.newest (feed), rate));
    const auto first = feed.end() - static_cast<std::int64_t> (shown.seconds * rate);
    const bool wasWaiting = isWaiting;
    isWaiting = feed.end() == 0 || feed.isSilentSince (first);
    if (isWaiting)
    {
        if (!wasWaiting)
            repaint();
        return;
    }
    const auto before = picture.lastMoment();
    const bool haveScalesChanged = picture.update (feed, shown);
    if (haveScalesChanged || wasWaiting)
        repaint();
    else if (picture.lastMoment() != before)
        repaint (picture.stripBounds());
    if (nowSeconds - figuresSeconds >= 1.0 / figuresPerSecond)
    {
        figuresSeconds = nowSeconds;
        repaint (picture.figuresBounds());
    }
}

void ScopeView::setFrozen (bool shouldStandStill)
{
    isFrozen = shouldStandStill;
    setMouseCursor (isFrozen ? juce::MouseCursor::DraggingHandCursor : juce::MouseCursor::CrosshairCursor);
    if (!isFrozen)
        clock.reset();
}

void ScopeView::setSeconds (double secondsToShow)
{
    const auto strips = picture.stripBounds();
    const auto share = isFrozen && cursor && !strips.isEmpty()
                           ? 1.0 - static_cast<double> (*cursor - strips.getX()) / strips.getWidth()
                           : 0.0;
    const auto change = (secondsToShow - shown.seconds) * feed.sampleRateHz();
    shown.seconds = secondsToShow;
    if (isFrozen)
        showUntil (shown.end + static_cast<std::int64_t> (change * share));
    else
        redraw();
}

void ScopeView::showUntil (std::int64_t moment)
{
    const auto newest = picture.newest (feed);
    const auto oldest =
        std::min (newest, feed.begin() + static_cast<std::int64_t> (shown.seconds * feed.sampleRateHz()));
    shown.end = std::clamp (moment, oldest, newest);
    redraw();
}

void ScopeView::redraw()
{
    if (!isWaiting)
        picture.update (feed, shown);
    repaint();
}

void ScopeView::layOut (float pixelScale)
{
    scale = pixelScale;
    picture.setTheme (themeOf (*this));
    picture.setLayout (getLocalBounds(), scale, feed);
    redraw();
}

void ScopeView::resized()
{
    layOut (scale);
}

void ScopeView::lookAndFeelChanged()
{
    layOut (scale);
}

void ScopeView::paint (juce::Graphics& g)
{
    // Only here is it known how many pixels the screen has.
    if (const auto pixels = g.getInternalContext().getPhysicalPixelScaleFactor();
        !juce::approximatelyEqual (pixels, scale))
        layOut (pixels);
    const auto& theme = themeOf (*this);
    const auto strips = picture.stripBounds();
    {
        const juce::Graphics::ScopedSaveState saved (g);
        if (!isWaiting)
            picture.excludeStrips (g);
        g.fillAll (theme.panel);
    }
    if (isWaiting)
    {
        paintHint (g);
        return;
    }
    if (g.clipRegionIntersects (strips))
    {
        picture.paintStrips (g);
        if (cursor)
            picture.paintCursor (g, *cursor);
    }
    if (!strips.contains (g.getClipBounds()))
    {
        picture.paintScales (g);
        if (g.clipRegionIntersects (picture.figuresBounds()))
            picture.paintFigures (g, feed);
    }
    if (hasKeyboardFocus (false))
        drawFocus (g, strips.toFloat().expanded (2.0f), theme);
}

void ScopeView::paintHint (juce::Graphics& g) const
{
    const auto& theme = themeOf (*this);
    const auto area = getLocalBounds().withTrimmedLeft (16).withTrimmedRight (16);
    g.setColour (theme.ground);
    g.fillRoundedRectangle (area.toFloat(), 4.0f);
    g.setColour (theme.muted);
    g.setFont (textFont (measures::text));
    g.drawText (feed.hasSound() || feed.hasSpikes() ? "Waiting for sound" : "Nothing here puts out sound",
                area, juce::Justification::centred, true);
    if (hasKeyboardFocus (false))
        drawFocus (g, area.toFloat().reduced (1.0f), theme);
}

void ScopeView::setCursor (std::optional<int> x)
{
    const auto strips = picture.stripBounds();
    if (x && (*x < strips.getX() || *x >= strips.getRight()))
        x.reset();
    if (x == cursor)
        return;
    cursor = x;
    repaint (strips);
}

void ScopeView::mouseDown (const juce::MouseEvent& event)
{
    setCursor (event.x);
    dragEnd = shown.end;
}

void ScopeView::mouseDrag (const juce::MouseEvent& event)
{
    setCursor (event.x);
    if (isFrozen)
        showUntil (dragEnd - static_cast<std::int64_t> (event.getDistanceFromDragStartX() * shown.seconds *
                                                        feed.sampleRateHz() /
                                                        std::max (1, picture.stripBounds().getWidth())));
}

void ScopeView::mouseWheelMove (const juce::MouseEvent&, const juce::MouseWheelDetails& wheel)
{
    if (onZoom)
        onZoom (shown.seconds *
                std::pow (2.0, static_cast<double> (wheel.isReversed ? wheel.deltaY : -wheel.deltaY)));
}

bool ScopeView::keyPressed (const juce::KeyPress& key)
{
    const auto strips = picture.stripBounds();
    const auto step = key.getModifiers().isShiftDown() ? 1 : 8;
    const auto code = key.getKeyCode();
    if (code == juce::KeyPress::leftKey || code == juce::KeyPress::rightKey)
    {
        const auto from = cursor.value_or (strips.getRight() - 1);
        setCursor (juce::jlimit (strips.getX(), strips.getRight() - 1,
                                 from + (code == juce::KeyPress::leftKey ? -step : step)));
        return true;
    }
    if ((code == juce::KeyPress::upKey || code == juce::KeyPress::downKey) && onZoom)
    {
        onZoom (shown.seconds * (code == juce::KeyPress::upKey ? 0.8 : 1.25));
        return true;
    }
    if (code == juce::KeyPress::escapeKey && cursor)
    {
        setCursor ({});
        return true;
    }
    return false;
}

juce::String ScopeView::spokenValue() const
{
    if (isWaiting)
        return "Waiting for sound";
    if (!feed.hasSpikes())
        return "Sound without spikes";
    const auto figures = feed.figures (firstMoment(), lastMoment());
    auto text = "Measured rate " + rateText (figures.meanRateHz);
    if (const auto asked = feed.askedRateHz (firstMoment(), lastMoment()); asked >= 0.0)
        text << ", asked rate " << rateText (asked);
    text << ", sparsity " << sparsityText (figures.sparsity);
    if (cursor)
        text << ", cursor at " << picture.cursorText (*cursor);
    return text;
}

std::unique_ptr<juce::AccessibilityHandler> ScopeView::createAccessibilityHandler()
{
    return SpokenText::of (*this, juce::AccessibilityRole::image, [this] { return spokenValue(); });
}

} // namespace spikegraph

#include "Gui/StatusLine.h"

#include "Gui/ScopeFigures.h"
#include "Gui/SpokenText.h"

#include <algorithm>
#include <numeric>

namespace spikegraph
{
namespace
{

constexpr float itemGap = 20.0f;

juce::String percent (double share)
{
    return juce::String (100.0 * share, 1) + "%";
}

juce::String spikesText (double perSecond)
{
    return perSecond < 10000.0 ? juce::String (juce::roundToInt (perSecond)) + " spikes/s"
                               : juce::String (perSecond / 1000.0, 1) + "k spikes/s";
}

juce::String spoken (const LiveSignals::Activity& activity)
{
    return activity.hasNeurons ? spikesText (activity.spikesPerSecond) + ", sparsity " +
                                     sparsityText (activity.sparsity) + ". "
                               : juce::String();
}

} // namespace

StatusLine::StatusLine (EditorContext& editorContext)
    : context (editorContext)
{
    setTitle ("Status");
    timerCallback();
    startTimerHz (2);
}

void StatusLine::timerCallback()
{
    auto& processor = context.document.processor();
    load = processor.takeLoad();
    const auto& patch = context.document.patch();
    std::vector<Item> shown;
    if (patch.sampleRateHz > 0.0)
    {
        shown.push_back ({ "CPU " + percent (load.average), 0, load.peak > 1.0 });
        shown.push_back ({ "peak " + percent (load.peak), 4, load.peak > 1.0 });
        if (const auto activity = context.live.activity(); activity.hasNeurons)
        {
            shown.push_back ({ spikesText (activity.spikesPerSecond), 2 });
            shown.push_back ({ "sparsity " + sparsityText (activity.sparsity), 5 });
        }
        shown.push_back ({ juce::String (patch.sampleRateHz / 1000.0) + " kHz", 3 });
        shown.push_back (
            { "dt " + juce::String (1.0e6 / patch.sampleRateHz, 1) + juce::String::fromUTF8 (" \xc2\xb5s"),
              6 });
        shown.push_back (
            { "latency " + juce::String (1000.0 * patch.latencySamples / patch.sampleRateHz, 1) + " ms", 1 });
    }
    else
        shown.push_back ({ "no audio" });
    if (const auto replaced = processor.session().replacedSamples(); replaced > 0)
        shown.push_back ({ "NaN " + juce::String (static_cast<juce::int64> (replaced)), 0, true });
    if (shown == items)
        return;
    items = std::move (shown);
    repaint();
}

juce::String StatusLine::fullText() const
{
    const auto& patch = context.document.patch();
    if (patch.sampleRateHz <= 0.0)
        return "No audio has been started.";
    return "This instance takes " + percent (load.average) +
           " of the time that there is for a block, at most " + percent (load.peak) +
           " in the last half second. " + spoken (context.live.activity()) + "Sample rate " +
           juce::String (patch.sampleRateHz) + " Hz, latency " + juce::String (patch.latencySamples) +
           " samples, " +
           juce::String (
               static_cast<juce::int64> (context.document.processor().session().replacedSamples())) +
           " samples were not finite and have been replaced.";
}

void StatusLine::paint (juce::Graphics& graphics)
{
    const auto& theme = context.look.theme();
    const auto font = numberFont (measures::smallText);
    const auto widthWithGap = [&] (const Item& item) { return widthOf (font, item.text) + 2.0f + itemGap; };
    auto fitting = items;
    const auto widthOfAll = [&]
    {
        return std::accumulate (fitting.begin(), fitting.end(), -itemGap,
                                [&] (float sum, const Item& item) { return sum + widthWithGap (item); });
    };
    while (!fitting.empty() && widthOfAll() > static_cast<float> (getWidth()))
        fitting.erase (std::max_element (fitting.begin(), fitting.end(),
                                         [] (auto& a, auto& b) { return a.rank < b.rank; }));

    graphics.setFont (font);
    auto area = getLocalBounds().toFloat();
    for (auto item = fitting.rbegin(); item != fitting.rend(); ++item)
    {
        graphics.setColour (item->isAlarming ? theme.error : theme.muted);
        graphics.drawText (item->text, area.removeFromRight (widthWithGap (*item) - itemGap),
                           juce::Justification::centredRight, false);
        area.removeFromRight (itemGap);
    }
}

std::unique_ptr<juce::AccessibilityHandler> StatusLine::createAccessibilityHandler()
{
    return SpokenText::of (*this, juce::AccessibilityRole::staticText, [this] { return fullText(); });
}

} // namespace spikegraph

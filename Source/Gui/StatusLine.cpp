#include "Gui/StatusLine.h"

#include "Gui/SpokenText.h"

namespace spikegraph
{
namespace
{

constexpr float gap = 20.0f;

juce::String percent (double share)
{
    return juce::String (100.0 * share, 1) + "%";
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
        shown.push_back ({ "CPU " + percent (load.average), load.peak > 1.0 });
        shown.push_back ({ juce::String (patch.sampleRateHz / 1000.0) + " kHz" });
        shown.push_back (
            { "dt " + juce::String (1.0e6 / patch.sampleRateHz, 1) + juce::String::fromUTF8 (" \xc2\xb5s") });
        shown.push_back (
            { "latency " + juce::String (1000.0 * patch.latencySamples / patch.sampleRateHz, 1) + " ms" });
    }
    else
        shown.push_back ({ "no audio" });
    if (const auto replaced = processor.session().replacedSamples(); replaced > 0)
        shown.push_back ({ "NaN " + juce::String (static_cast<juce::int64> (replaced)), true });
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
           " in the last half second. Sample rate " + juce::String (patch.sampleRateHz) + " Hz, latency " +
           juce::String (patch.latencySamples) + " samples, " +
           juce::String (
               static_cast<juce::int64> (context.document.processor().session().replacedSamples())) +
           " samples were not finite and have been replaced.";
}

void StatusLine::paint (juce::Graphics& graphics)
{
    const auto& theme = context.look.theme();
    graphics.setFont (numberFont (measures::smallText));
    auto area = getLocalBounds().toFloat();
    for (auto item = items.rbegin(); item != items.rend(); ++item)
    {
        const auto width = widthOf (numberFont (measures::smallText), item->text) + 2.0f;
        graphics.setColour (item->isAlarming ? theme.error : theme.muted);
        graphics.drawText (item->text, area.removeFromRight (width), juce::Justification::centredRight,
                           false);
        area.removeFromRight (gap);
    }
}

std::unique_ptr<juce::AccessibilityHandler> StatusLine::createAccessibilityHandler()
{
    return SpokenText::of (*this, juce::AccessibilityRole::staticText, [this] { return fullText(); });
}

} // namespace spikegraph

#include "Gui/FactTable.h"
#include "Gui/Inspector.h"
#include "Gui/NodeBox.h"
#include "Gui/NodeProbe.h"
#include "Gui/ParameterControl.h"
#include "Gui/ScopeFigures.h"
#include "Gui/ScopePanel.h"

#include "Graph/ParameterText.h"

namespace spikegraph
{
namespace
{

constexpr int knobWidth = 72, knobHeight = 92, fieldHeight = 48, curveHeight = 76;

/// What the node makes of a level, or of a step; drawn anew when its values change.
class CurveView final : public juce::Component
{
public:
    CurveView (EditorContext& editorContext, NodePictureKind kindToShow)
        : context (editorContext)
        , kind (kindToShow)
    {
        setInterceptsMouseClicks (false, false);
        setTitle (kind == NodePictureKind::stepResponse ? "Step response" : "Transfer curve");
    }

    static bool has (const NodeSnapshot& node)
    {
        return node.type->picture == NodePictureKind::stepResponse ||
               node.type->findParameter ("activation") != nullptr;
    }

    void show (const NodeSnapshot& node)
    {
        if (node.values == values)
            return;
        values = node.values;
        curve = {};
        if (kind == NodePictureKind::stepResponse)
        {
            curve.values = NodeProbe::stepResponse (node, stepResponseSeconds (node), 200);
            caption = "step, " + juce::String (stepResponseSeconds (node) * 1000.0, 1) + " ms";
        }
        else if (const auto* activation = context.document.catalogue().find ("activation"))
        {
            // Of a spiking node too: what its activation asks for, in full scale.
            auto ofActivation =
                node.type == activation ? node.values : std::map<juce::String, ParameterValue>{};
            ofActivation["activation"] = node.value ("activation");
            curve.values = NodeProbe::transfer (*activation, ofActivation, -2.0f, 2.0f, 200);
            curve.zeroAt = 0.5f;
            caption = "f(x), x from -2 to 2";
        }
        repaint();
    }

    void paint (juce::Graphics& graphics) override
    {
        const auto& theme = context.look.theme();
        const auto bounds = getLocalBounds().toFloat();
        graphics.setColour (theme.ground);
        graphics.fillRoundedRectangle (bounds, measures::corner - 2.0f);
        drawCurve (graphics, bounds.reduced (8.0f, 4.0f), curve,
                   kind == NodePictureKind::raster ? theme.spikes : theme.audio, theme);
        graphics.setColour (theme.muted);
        graphics.setFont (numberFont (10.5f));
        graphics.drawText (caption, getLocalBounds().reduced (8, 5), juce::Justification::topLeft, true);
    }

private:
    EditorContext& context;
    NodePictureKind kind;
    std::map<juce::String, ParameterValue> values;
    Curve curve;
    juce::String caption;
};

class NodePage final : public Inspector::Page
{
public:
    NodePage (EditorContext& editorContext, const NodeSnapshot& node, const ScopePanel& scopePanel)
        : context (editorContext)
        , scope (scopePanel)
        , id (node.id)
    {
        if (node.type == nullptr)
            return;
        if (CurveView::has (node))
        {
            curve = std::make_unique<CurveView> (context, node.type->picture);
            addAndMakeVisible (*curve);
        }
        for (const auto& parameter : node.type->parameters)
            addAndMakeVisible (
                *controls.emplace_back (std::make_unique<ParameterControl> (context, id, parameter)));
        bypass.setButtonText ("Bypass");
        bypass.setTitle ("Bypass");
        bypass.setTooltip ("Lets what comes in pass, and keeps the node's state.");
        bypass.onClick = [this] {
            context.document.edit ([this] (GraphModel& model)
                                   { model.setBypassed (id, bypass.getToggleState()); });
        };
        addAndMakeVisible (bypass);
        addAndMakeVisible (facts);
    }

    void show (const PatchSnapshot& patch) override
    {
        const auto* node = patch.node (id);
        if (node == nullptr)
            return;
        title = node->title();
        typeName = node->type == nullptr ? "Unknown type " + node->typeId.quoted() : node->type->name;
        description =
            node->type == nullptr
                ? juce::String (
                      "This version does not know it. It is silent, and keeps what it was saved with.")
                : node->type->description;
        setTitle (title);
        for (auto& control : controls)
            control->show (*node);
        if (curve != nullptr)
            curve->show (*node);
        bypass.setToggleState (node->isBypassed, juce::dontSendNotification);
        moveSignals();
        repaint();
    }

    void moveSignals() override
    {
        const auto* node = context.document.patch().node (id);
        if (node != nullptr && node->type != nullptr)
            facts.show (figuresOf (*node));
    }

    int wantedHeight (int forWidth) override { return layOut (forWidth, false); }
    void resized() override { layOut (getWidth(), true); }

    void paint (juce::Graphics& graphics) override
    {
        const auto& theme = context.look.theme();
        graphics.setColour (theme.text);
        graphics.setFont (headingFont (measures::headingText));
        graphics.drawFittedText (title, pageMargin, 14, getWidth() - 2 * pageMargin, 20,
                                 juce::Justification::centredLeft, 1, 0.8f);
        shownDescription().draw (graphics, juce::Rectangle<int> (pageMargin, 38, getWidth() - 2 * pageMargin,
                                                                 descriptionHeight (getWidth()))
                                               .toFloat());
    }

private:
    juce::AttributedString shownDescription() const
    {
        juce::AttributedString text;
        text.append (title != typeName ? typeName + ": " + description : description,
                     textFont (measures::smallText), context.look.theme().muted);
        return text;
    }

    int descriptionHeight (int forWidth) const
    {
        juce::TextLayout layout;
        layout.createLayout (shownDescription(), static_cast<float> (forWidth - 2 * pageMargin));
        return static_cast<int> (layout.getHeight()) + 2;
    }

    /// Texts without words to choose from are numbers for each unit, which few people touch: they come last.
    static bool isOfPlainNumbers (const ParameterControl& control)
    {
        return control.type().kind == ParameterKind::text && control.type().suggestions.isEmpty();
    }

    /// From top to bottom; returns the height.
    int layOut (int forWidth, bool places)
    {
        const auto put = [&] (juce::Component& component, juce::Rectangle<int> bounds)
        {
            if (places)
                component.setBounds (bounds);
        };
        const auto inner = forWidth - 2 * pageMargin;
        auto y = 38 + descriptionHeight (forWidth) + 12;
        const auto putFields = [&] (bool plainNumbers)
        {
            for (const auto& control : controls)
                if (!control->isKnob() && isOfPlainNumbers (*control) == plainNumbers)
                {
                    put (*control, { pageMargin, y, inner, fieldHeight });
                    y += fieldHeight + pageGap;
                }
        };
        putFields (false);
        if (curve != nullptr)
        {
            put (*curve, { pageMargin, y, inner, curveHeight });
            y += curveHeight + pageGap + 4;
        }
        const auto perRow = std::max (1, inner / knobWidth);
        int column = 0;
        for (const auto& control : controls)
            if (control->isKnob())
            {
                put (*control, { pageMargin + column * inner / perRow, y, inner / perRow, knobHeight });
                if (++column == perRow)
                {
                    column = 0;
                    y += knobHeight + pageGap;
                }
            }
        if (column > 0)
            y += knobHeight + pageGap;
        putFields (true);
        put (facts, { pageMargin, y, inner, facts.wantedHeight() });
        y += facts.wantedHeight() + 2 * pageGap;
        put (bypass, { pageMargin - 2, y, 90, 24 });
        return y + 24 + pageMargin;
    }

    std::vector<FactTable::Fact> figuresOf (const NodeSnapshot& node) const
    {
        std::vector<FactTable::Fact> list;
        const auto& patch = context.document.patch();
        if (node.instance == nullptr)
        {
            list.push_back ({ "State", "not running" });
            return list;
        }
        const auto& processor = node.instance->processor;
        const auto widths = [] (const std::vector<int>& units)
        {
            juce::StringArray texts;
            for (const auto count : units)
                texts.add (juce::String (count));
            return texts.isEmpty() ? juce::String ("0") : texts.joinIntoString (" + ");
        };
        list.push_back (
            { "Units in, out", widths (processor.inputUnits()) + ", " + widths (processor.outputUnits()) });
        if (const auto step = node.values.find ("step"); step != node.values.end())
        {
            const auto dtSeconds = step->second.number / patch.sampleRateHz;
            list.push_back ({ "Time step dt",
                              juce::String (dtSeconds * 1.0e6, 1) + juce::String::fromUTF8 (" \xc2\xb5s") });
            if (const auto rate = node.values.find ("rate"), height = node.values.find ("height");
                rate != node.values.end() && height != node.values.end())
                list.push_back (
                    { "Spike height", height->second.number > 0.5
                                          ? juce::String ("1")
                                          : juce::String (1.0 / (dtSeconds * rate->second.number), 3) });
        }
        if (scope.subject().spikes == id)
            addSpikeFigures (list);
        else if (const auto* history = context.live.of (id); history != nullptr && !history->areSpikes())
        {
            const auto level = history->level();
            list.push_back ({ "Peak level",
                              level > 0.0f
                                  ? juce::String (juce::Decibels::gainToDecibels (level, -120.0f), 1) + " dB"
                                  : juce::String ("silent") });
        }
        if (const auto latency = processor.getLatencySamples(); latency > 0)
            list.push_back ({ "Latency", juce::String (latency) + " samples" });
        if (const auto replaced = processor.replacedSamples(); replaced > 0)
            list.push_back (
                { "Not finite", juce::String (static_cast<juce::int64> (replaced)) + " samples" });
        return list;
    }

    /// What the scope shows, over its last two seconds.
    void addSpikeFigures (std::vector<FactTable::Fact>& list) const
    {
        const auto& feed = scope.feed();
        const auto last = feed.end();
        const auto first =
            std::max<std::int64_t> (feed.begin(), last - std::llround (2.0 * feed.sampleRateHz()));
        const auto figures = feed.figures (first, last);
        if (feed.knowsAskedRate())
            if (const auto asked = feed.askedRateHz (first, last); asked >= 0.0)
                list.push_back ({ "Asked rate", rateText (asked) + " mean" });
        list.push_back ({ "Measured rate", rateText (figures.meanRateHz) + " mean" });
        list.push_back ({ "Sparsity", sparsityText (figures.sparsity) });
    }

    EditorContext& context;
    const ScopePanel& scope;
    const juce::String id;
    juce::String title, typeName, description;
    std::unique_ptr<CurveView> curve;
    std::vector<std::unique_ptr<ParameterControl>> controls;
    juce::ToggleButton bypass;
    FactTable facts;
};

} // namespace

std::unique_ptr<Inspector::Page> makeNodePage (EditorContext& context, const NodeSnapshot& node,
                                               const ScopePanel& scope)
{
    return std::make_unique<NodePage> (context, node, scope);
}

} // namespace spikegraph

#include "Gui/MacroStrip.h"

#include "Graph/ParameterText.h"

namespace spikegraph
{
namespace
{

constexpr int macroWidth = 118, levelWidth = 84;

} // namespace

MacroStrip::MacroStrip (EditorContext& editorContext)
    : context (editorContext)
    , add ("Add macro", "Adds a macro: one knob for any number of parameters.", icons::plus())
{
    setTitle ("Macros and levels");
    setFocusContainerType (FocusContainerType::focusContainer);
    viewport.setViewedComponent (&knobRow, false);
    viewport.setScrollBarsShown (false, true);
    viewport.setScrollBarThickness (6);
    viewport.setWantsKeyboardFocus (false); // its knobs have
    addAndMakeVisible (viewport);
    add.onClick = [this]
    {
        context.document.edit (
            [] (GraphModel& model)
            { model.addMacro ("Macro " + juce::String (model.macros().getNumChildren() + 1)); });
    };
    knobRow.addAndMakeVisible (add);

    const auto& parameters = context.document.processor().parameters();
    addLevel (parameters.inputGain, "in", "How loud the input goes into the patch.");
    addLevel (parameters.outputGain, "out", "How loud the patch and what is mixed with it come out.");
    addLevel (parameters.mix, "mix", "How much of the patch is heard beside its input.");
    bypass.setButtonText ("Bypass");
    bypass.setTitle ("Bypass the plugin");
    bypass.setTooltip ("Lets the input pass as it is, as late as the patch would be.");
    bypass.setClickingTogglesState (true);
    bypass.onClick = [this]
    {
        auto* parameter = context.document.processor().parameters().bypass;
        parameter->beginChangeGesture();
        parameter->setValueNotifyingHost (bypass.getToggleState() ? 1.0f : 0.0f);
        parameter->endChangeGesture();
    };
    addAndMakeVisible (bypass);
    context.document.addListener (this);
    patchChanged (context.document.patch());
    startTimerHz (20);
}

MacroStrip::~MacroStrip()
{
    context.document.removeListener (this);
}

void MacroStrip::addLevel (HostParameter* parameter, const juce::String& name, const juce::String& tip)
{
    auto& level = *levels.emplace_back (std::make_unique<Level>());
    level.parameter = parameter;
    level.name = name;
    auto& slider = level.slider;
    slider.setSliderStyle (juce::Slider::LinearHorizontal);
    slider.setTextBoxStyle (juce::Slider::NoTextBox, true, 0, 0);
    slider.setRange (0.0, 1.0);
    slider.setTitle (parameter->getName (64));
    slider.setTooltip (tip);
    slider.setWantsKeyboardFocus (true);
    slider.setDoubleClickReturnValue (true, static_cast<double> (parameter->getDefaultValue()));
    slider.textFromValueFunction = [parameter] (double position)
    { return parameter->getText (static_cast<float> (position), 32); };
    slider.valueFromTextFunction = [parameter] (const juce::String& text)
    { return static_cast<double> (parameter->getValueForText (text)); };
    slider.onDragStart = [parameter] { parameter->beginChangeGesture(); };
    slider.onDragEnd = [parameter] { parameter->endChangeGesture(); };
    slider.onValueChange = [this, &slider, parameter]
    {
        parameter->setValueNotifyingHost (static_cast<float> (slider.getValue()));
        repaint();
    };
    addAndMakeVisible (slider);
}

void MacroStrip::timerCallback()
{
    for (auto& level : levels)
        if (!level->slider.isMouseButtonDown() &&
            std::abs (level->slider.getValue() - static_cast<double> (level->parameter->getValue())) > 1.0e-6)
        {
            level->slider.setValue (static_cast<double> (level->parameter->getValue()),
                                    juce::dontSendNotification);
            repaint();
        }
    const auto& parameters = context.document.processor().parameters();
    bypass.setToggleState (parameters.bypass->value() >= 0.5, juce::dontSendNotification);
    for (std::size_t i = 0; i < knobs.size(); ++i)
    {
        const auto position = static_cast<double> (parameters.macro (static_cast<int> (i) + 1).getValue());
        if (!knobs[i]->isMouseButtonDown (true) && std::abs (knobs[i]->position() - position) > 1.0e-6)
            knobs[i]->showPosition (position);
    }
}

juce::String MacroStrip::textOfMacro (int number, double position) const
{
    const auto& macros = context.document.patch().macros;
    if (number > static_cast<int> (macros.size()))
        return {};
    const auto& targets = macros[static_cast<std::size_t> (number - 1)].targets;
    // A macro of one parameter reads as that; one of several is a share of its way.
    const auto* node =
        targets.size() == 1 ? context.document.patch().node (targets.front().address.nodeId) : nullptr;
    const auto* type = node == nullptr || node->type == nullptr
                           ? nullptr
                           : node->type->findParameter (targets.front().address.parameterId);
    if (type != nullptr)
        return textOf (*type, std::lerp (targets.front().from, targets.front().to, position));
    return juce::String (juce::roundToInt (100.0 * position)) + " %";
}

std::unique_ptr<Knob> MacroStrip::makeKnob (int number)
{
    auto knob = std::make_unique<Knob> ("Macro", "A macro of the patch; right-click for what it moves.");
    auto& parameter = context.document.processor().parameters().macro (number);
    knob->setStyle (Knob::Style::nameBeside);
    knob->textOf = [this, number] (double position) { return textOfMacro (number, position); };
    knob->onType = [&parameter, shown = knob.get()] (const juce::String& text)
    {
        const auto position = static_cast<double> (parameter.getValueForText (text));
        shown->onBegin();
        shown->onTurn (position);
        shown->onEnd();
    };
    knob->onBegin = [this, &parameter]
    {
        parameter.beginChangeGesture();
        context.document.beginGesture ("Turn Macro");
    };
    knob->onEnd = [this, &parameter]
    {
        context.document.endGesture();
        parameter.endChangeGesture();
    };
    knob->onTurn = [this, number] (double position)
    { context.document.edit ([=] (GraphModel& model) { model.setMacro (number, position); }); };
    knob->onReset = [this, number]
    { context.document.edit ([=] (GraphModel& model) { model.setMacro (number, 0.0); }); };
    knob->onRefused = [this] (const juce::String& reason) { context.document.refuse (reason); };
    knob->menu = [this, number] { return macroMenu (number); };
    return knob;
}

void MacroStrip::rename (int number)
{
    const auto& macro = context.document.patch().macros[static_cast<std::size_t> (number - 1)];
    onAsk ({ "Rename macro", "Its name:", "Rename", macro.name, [this, number] (const juce::String& name) {
                context.document.edit ([&] (GraphModel& model) { model.renameMacro (number, name); });
            } });
}

juce::PopupMenu MacroStrip::macroMenu (int number)
{
    juce::PopupMenu menu;
    auto& document = context.document;
    const auto& macro = document.patch().macros[static_cast<std::size_t> (number - 1)];
    menu.addSectionHeader (macro.targets.empty() ? juce::String ("Moves nothing yet")
                                                 : juce::String ("Moves"));
    for (const auto& target : macro.targets)
    {
        const auto* node = document.patch().node (target.address.nodeId);
        const auto* type = node == nullptr || node->type == nullptr
                               ? nullptr
                               : node->type->findParameter (target.address.parameterId);
        auto text = node == nullptr ? target.address.nodeId : node->title();
        if (type != nullptr)
            text << ": " << type->name << ", " << textOf (*type, target.from) << " to "
                 << textOf (*type, target.to);
        juce::PopupMenu actions;
        actions.addItem ("Release",
                         [&document, number, address = target.address]
                         {
                             document.edit (
                                 [&] (GraphModel& model)
                                 { model.removeMacroTarget (number, address.nodeId, address.parameterId); });
                         });
        if (type != nullptr)
        {
            // Its present value becomes an end of the way.
            const auto value = node->value (type->id).number;
            const auto setEnds = [&document, number, address = target.address] (double from, double to)
            {
                document.edit (
                    [&] (GraphModel& model)
                    {
                        const auto step = model.beginGesture ("Change Macro Range");
                        model.removeMacroTarget (number, address.nodeId, address.parameterId);
                        model.addMacroTarget (number, address.nodeId, address.parameterId, from, to);
                    });
            };
            actions.addItem ("Start at " + textOf (*type, value),
                             [=, to = target.to] { setEnds (value, to); });
            actions.addItem ("End at " + textOf (*type, value),
                             [=, from = target.from] { setEnds (from, value); });
            actions.addItem ("Turn around", [=, from = target.from, to = target.to] { setEnds (to, from); });
        }
        menu.addSubMenu (text, actions);
    }
    menu.addSeparator();
    menu.addItem ("Rename...", [this, number] { rename (number); });
    menu.addItem ("Type a value...",
                  [this, number] { knobs[static_cast<std::size_t> (number - 1)]->typeValue(); });
    menu.addItem ("Remove", [&document, number]
                  { document.edit ([=] (GraphModel& model) { model.removeMacro (number); }); });
    return menu;
}

void MacroStrip::patchChanged (const PatchSnapshot& patch)
{
    const auto wanted = patch.macros.size();
    while (knobs.size() > wanted)
        knobs.pop_back();
    while (knobs.size() < wanted)
    {
        knobs.push_back (makeKnob (static_cast<int> (knobs.size()) + 1));
        knobRow.addAndMakeVisible (*knobs.back());
    }
    const auto& theme = context.look.theme();
    for (std::size_t i = 0; i < wanted; ++i)
    {
        const auto& macro = patch.macros[i];
        const auto* node =
            macro.targets.empty() ? nullptr : patch.node (macro.targets.front().address.nodeId);
        knobs[i]->setKnobName (macro.name);
        knobs[i]->setColour (node != nullptr && node->type != nullptr && node->type->putsOutSpikes()
                                 ? theme.spikes
                                 : theme.audio);
        if (!knobs[i]->isMouseButtonDown (true))
            knobs[i]->showPosition (macro.value);
    }
    add.setVisible (static_cast<int> (wanted) < HostParameters::macros);
    resized();
}

void MacroStrip::paint (juce::Graphics& graphics)
{
    const auto& theme = context.look.theme();
    graphics.fillAll (theme.panel);
    graphics.setColour (theme.line);
    graphics.fillRect (getLocalBounds().removeFromTop (1));
    for (const auto& level : levels)
    {
        const auto bounds = level->slider.getBounds();
        graphics.setColour (theme.muted);
        graphics.setFont (textFont (measures::smallText));
        graphics.drawText (level->name, bounds.translated (0, -18).withHeight (18),
                           juce::Justification::centredLeft, false);
        graphics.setFont (numberFont (measures::smallText));
        graphics.drawText (level->parameter->getText (level->parameter->getValue(), 32),
                           bounds.translated (0, -18).withHeight (18), juce::Justification::centredRight,
                           false);
    }
}

void MacroStrip::resized()
{
    auto area = getLocalBounds().withTrimmedTop (1).reduced (12, 0);
    bypass.setBounds (area.removeFromRight (72).withSizeKeepingCentre (72, 32));
    area.removeFromRight (16);
    for (auto level = levels.rbegin(); level != levels.rend(); ++level)
    {
        (*level)->slider.setBounds (area.removeFromRight (levelWidth).withTrimmedTop (30).withHeight (24));
        area.removeFromRight (14);
    }
    viewport.setBounds (area);
    const auto count = static_cast<int> (knobs.size());
    const auto width = count == 0 ? macroWidth : juce::jlimit (104, 132, (area.getWidth() - 36) / count);
    knobRow.setSize (count * width + 40, area.getHeight());
    for (int i = 0; i < count; ++i)
        knobs[static_cast<std::size_t> (i)]->setBounds (i * width, 8, width - 6, 54);
    add.setBounds (count * width, 20, 30, 30);
}

} // namespace spikegraph

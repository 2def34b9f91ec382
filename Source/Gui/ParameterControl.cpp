#include "Gui/ParameterControl.h"

#include "Graph/ParameterText.h"

namespace spikegraph
{

ParameterControl::ParameterControl (EditorContext& editorContext, const juce::String& nodeId,
                                    const ParameterType& parameterToControl)
    : context (editorContext)
    , address{ nodeId, parameterToControl.id }
    , parameter (parameterToControl)
{
    if (parameter.isNumeric())
        makeKnob();
    else if (parameter.kind == ParameterKind::choice)
        makeList();
    else
        makeField();
}

ParameterControl::~ParameterControl() = default;

/// One sentence, and the range.
juce::String ParameterControl::tip() const
{
    auto text = parameter.description;
    if (parameter.isNumeric())
        text << " (" << textOf (parameter, parameter.minimum) << " to "
             << textOf (parameter, parameter.maximum) << ")";
    return text;
}

juce::Colour ParameterControl::colour() const
{
    const auto& theme = context.look.theme();
    if (parameter.unit == "Hz")
        return theme.spikes;
    return parameter.kind == ParameterKind::integer ? theme.rate : theme.audio;
}

int ParameterControl::slotNumber() const
{
    const auto& slots = context.document.patch().slots;
    const auto found = slots.find (address);
    return found == slots.end() ? 0 : found->second;
}

void ParameterControl::set (const juce::var& value)
{
    context.document.edit ([&] (GraphModel& model)
                           { model.setParameter (address.nodeId, address.parameterId, value); });
}

void ParameterControl::makeKnob()
{
    knob = std::make_unique<Knob> (parameter.name, tip());
    const auto scale = ValueScale::whole (parameter);
    knob->setColour (colour());
    if (parameter.kind == ParameterKind::integer)
        knob->setNumSteps (
            static_cast<int> (std::min (100000.0, parameter.maximum - parameter.minimum + 1.0)));
    knob->textOf = [this, scale] (double position) { return textOf (parameter, scale.valueAt (position)); };
    knob->onType = [this] (const juce::String& text)
    {
        const auto value = valueOfText (parameter, text);
        knob->onBegin();
        setNumber (value); // as typed: a position would round it
        knob->onEnd();
    };
    knob->onTurn = [this, scale] (double position) { setNumber (scale.valueAt (position)); };
    const auto hostParameter = [this]() -> HostParameter*
    {
        const auto number = slotNumber();
        return number == 0 ? nullptr : &context.document.processor().parameters().slot (number);
    };
    knob->onBegin = [this, hostParameter]
    {
        if (auto* host = hostParameter())
            host->beginChangeGesture();
        context.document.beginGesture ("Change " + parameter.name);
    };
    knob->onEnd = [this, hostParameter]
    {
        context.document.endGesture();
        if (auto* host = hostParameter())
            host->endChangeGesture();
    };
    knob->onReset = [this]
    {
        context.document.edit ([this] (GraphModel& model)
                               { model.resetParameter (address.nodeId, address.parameterId); });
    };
    knob->onRefused = [this] (const juce::String& reason) { context.document.refuse (reason); };
    knob->menu = [this] { return menu(); };
    addAndMakeVisible (*knob);
}

void ParameterControl::setNumber (double value)
{
    if (parameter.kind == ParameterKind::integer)
        set (static_cast<juce::int64> (std::llround (value)));
    else
        set (value);
}

void ParameterControl::makeList()
{
    list = std::make_unique<juce::ComboBox>();
    list->setTitle (parameter.name);
    list->setTooltip (tip());
    list->setWantsKeyboardFocus (true);
    list->addItemList (parameter.choices, 1);
    list->onChange = [this] { set (list->getText()); };
    addAndMakeVisible (*list);
}

void ParameterControl::makeField()
{
    list = std::make_unique<juce::ComboBox>();
    list->setTitle (parameter.name);
    list->setTooltip (tip());
    list->setEditableText (true);
    list->addItemList (parameter.suggestions, 1);
    list->onChange = [this] { set (list->getText()); };
    addAndMakeVisible (*list);
}

juce::PopupMenu ParameterControl::menu()
{
    juce::PopupMenu items;
    auto& document = context.document;
    items.addItem ("Reset to " + textOf (parameter, parameter.defaultValue), [this] { knob->onReset(); });
    items.addItem ("Type a value...", [this] { knob->typeValue(); });
    items.addItem ("Copy value",
                   [this] { juce::SystemClipboard::copyTextToClipboard (knob->textOf (knob->position())); });
    items.addSeparator();
    if (const auto number = slotNumber(); number != 0)
        items.addItem ("Stop automating (slot " + juce::String (number) + ")", [&document, number]
                       { document.editSlots ([=] (Slots& slots) { slots.release (number); }); });
    else
        items.addItem ("Automate: give it a slot of the host", !parameter.isPartOfStructure(), false,
                       [&document, this]
                       { document.editSlots ([this] (Slots& slots) { slots.assign (address); }); });

    juce::PopupMenu macros;
    int number = 0;
    for (const auto& macro : document.patch().macros)
    {
        ++number;
        const bool isTarget = std::any_of (macro.targets.begin(), macro.targets.end(),
                                           [this] (const auto& target) { return target.address == address; });
        macros.addItem (juce::String (number) + "  " + macro.name, true, isTarget,
                        [this, number, isTarget]
                        {
                            context.document.edit (
                                [&] (GraphModel& model)
                                {
                                    if (isTarget)
                                        model.removeMacroTarget (number, address.nodeId, address.parameterId);
                                    else
                                        model.addMacroTarget (number, address.nodeId, address.parameterId,
                                                              parameter.minimum, parameter.maximum);
                                });
                        });
    }
    macros.addItem ("New macro", number < HostParameters::macros, false,
                    [this]
                    {
                        context.document.edit (
                            [this] (GraphModel& model)
                            {
                                const auto step = model.beginGesture ("New Macro");
                                const auto added = model.addMacro (parameter.name);
                                model.addMacroTarget (added, address.nodeId, address.parameterId,
                                                      parameter.minimum, parameter.maximum);
                            });
                    });
    items.addSubMenu ("Assign macro", macros);
    return items;
}

void ParameterControl::show (const NodeSnapshot& node)
{
    const auto& value = node.value (parameter.id);
    if (knob != nullptr)
    {
        const auto number = slotNumber();
        knob->setKnobName (number == 0 ? parameter.name
                                       : parameter.name + " [" + juce::String (number) + "]");
        knob->setColour (colour());
        knob->showPosition (ValueScale::whole (parameter).positionOf (value.number));
    }
    else if (parameter.kind == ParameterKind::choice)
        list->setSelectedItemIndex (juce::roundToInt (value.number), juce::dontSendNotification);
    else
        list->setText (value.text, juce::dontSendNotification);
}

void ParameterControl::paint (juce::Graphics& graphics)
{
    if (isKnob())
        return;
    graphics.setFont (textFont (measures::smallText));
    graphics.setColour (context.look.theme().muted);
    graphics.drawText (parameter.name, getLocalBounds().removeFromTop (18), juce::Justification::centredLeft,
                       true);
}

void ParameterControl::resized()
{
    if (isKnob())
        knob->setBounds (getLocalBounds());
    else
        list->setBounds (getLocalBounds().withTrimmedTop (18));
}

} // namespace spikegraph

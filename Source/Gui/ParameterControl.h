#pragma once

#include "Gui/EditorContext.h"
#include "Gui/Knob.h"

#include <memory>

namespace spikegraph
{

/// A control for one parameter of a node: a knob for a number, a list for a choice, a field for a text.
/// [message thread]
class ParameterControl final : public juce::Component
{
public:
    ParameterControl (EditorContext& editorContext, const juce::String& nodeId,
                      const ParameterType& parameter);
    ~ParameterControl() override;

    bool isKnob() const noexcept { return knob != nullptr; }
    const ParameterType& type() const noexcept { return parameter; }
    /// Shows what the snapshot says.
    void show (const NodeSnapshot& node);

    void paint (juce::Graphics& graphics) override;
    void resized() override;

private:
    void makeKnob();
    void makeList();
    void makeField();
    void set (const juce::var& value);
    void setNumber (double value);
    juce::PopupMenu menu();
    juce::String tip() const;
    juce::Colour colour() const;
    int slotNumber() const;

    EditorContext& context;
    const ParameterAddress address;
    const ParameterType& parameter;
    std::unique_ptr<Knob> knob;
    std::unique_ptr<juce::ComboBox> list;
};

} // namespace spikegraph

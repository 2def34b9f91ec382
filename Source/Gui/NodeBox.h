#pragma once

#include "Gui/CanvasGeometry.h"
#include "Gui/EditorContext.h"
#include "Gui/NodePictures.h"

namespace spikegraph
{

/// A node on the canvas: what it is, what it is set to, and a live picture of what it does. The canvas takes
/// the mouse; a box takes the keyboard's focus and speaks to screen readers. [message thread]
class NodeBox final : public juce::Component
{
public:
    NodeBox (EditorContext& editorContext, const NodeSnapshot& nodeToShow);
    ~NodeBox() override;

    /// Room around the node itself, for its ports.
    static constexpr int margin = 12;

    const juce::String& nodeId() const noexcept { return node.id; }
    const juce::String& typeId() const noexcept { return node.typeId; }
    void show (const NodeSnapshot& newNode);
    void setSelected (bool shouldBeSelected);
    /// Ports that fit the other end of a cable which is being drawn light up.
    void setCableToFit (const std::optional<PortPlace>& otherEnd);
    /// Something new has come from the engine.
    void moveSignals();

    /// What a screen reader's click does.
    std::function<void()> onPress, onMenu;

    void paint (juce::Graphics& graphics) override;
    void resized() override;
    void focusGained (FocusChangeType cause) override;
    void focusLost (FocusChangeType) override { repaint(); }
    std::unique_ptr<juce::AccessibilityHandler> createAccessibilityHandler() override;

    /// For screen readers and the list: "Filterbank, 32 units, bypassed".
    static juce::String describe (const NodeSnapshot& node);

    std::function<void()> onFocus;

private:
    class Picture;
    juce::Rectangle<float> face() const;
    void paintPorts (juce::Graphics& graphics) const;
    void paintRows (juce::Graphics& graphics, juce::Rectangle<float> area) const;
    juce::Colour accent() const;

    EditorContext& context;
    NodeSnapshot node;
    bool isSelected = false;
    std::optional<PortPlace> cableToFit;
    std::unique_ptr<Picture> picture;
    juce::Rectangle<int> measuredRow;
    double measuredHz = 0.0;
    int ticks = 0;
};

} // namespace spikegraph
